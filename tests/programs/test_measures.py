"""What is counted, and that no label tells what was asked."""

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.errors import RequestError
from cmp_search.logs import LOG
from cmp_search.logs.events.every import EVENTS
from cmp_search.programs.measures import Measured, Measures
from cmp_search.programs.problems import problem
from cmp_search.search.searcher import Searcher
from cmp_search.version import __version__


def figures(measures: Measures) -> dict[str, float]:
    """What the page says without an index, by series."""
    lines = measures.page(None).decode().splitlines()
    series = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in series}


def test_requests_are_counted_by_the_name_of_their_operation() -> None:
    measures = Measures(lambda: 0)
    client = TestClient(Starlette(routes=[Mount("/api", Measured(_app(), measures, "rest"))]))
    for path in ("/api/documents/a", "/api/documents/b", "/api/secret?q=fog"):
        client.get(path)
    found = figures(measures)
    own = 'via="rest"'
    assert found[f'cmp_search_requests_total{{route="document",status="200",{own}}}'] == 2
    assert found[f'cmp_search_requests_total{{route="none",status="404",{own}}}'] == 1
    assert found[f'cmp_search_request_seconds_count{{route="document",{own}}}'] == 2
    assert "secret" not in str(found) and "fog" not in str(found)


def test_a_request_that_broke_off_is_counted_as_failed() -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    measures = Measures(lambda: 0)
    with pytest.raises(ZeroDivisionError):
        TestClient(Measured(broken, measures, "mcp", "mcp")).post("/mcp")
    series = 'cmp_search_requests_total{route="mcp",status="500",via="mcp"}'
    assert figures(measures)[series] == 1


def test_what_is_told_of_the_server() -> None:
    measures = Measures(lambda: 7)
    measures.answered("found")
    measures.refused("key_unknown")
    found = figures(measures)
    assert found["cmp_search_waiting"] == 7
    assert found['cmp_search_answers_total{level="found"}'] == 1
    assert found['cmp_search_refused_total{reason="key_unknown"}'] == 1
    assert found[f'cmp_search_build_info{{version="{__version__}"}}'] == 1
    assert found["process_resident_memory_bytes"] > 0
    assert found["cmp_search_index_documents"] == 0


def test_errors_are_counted_by_their_code() -> None:
    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        await problem(RequestError("route_unknown"), scope)(scope, receive, send)

    measures = Measures(lambda: 0)
    TestClient(Measured(failing, measures, "rest")).get("/api/nothing")
    measures.failed("no_index")
    found = figures(measures)
    assert found['cmp_search_errors_total{code="route_unknown"}'] == 1
    assert found['cmp_search_errors_total{code="no_index"}'] == 1


def test_events_of_the_log_are_counted_while_the_server_runs(searcher: Searcher) -> None:
    measures = Measures(lambda: 0)
    searcher.ask("Who polished forty lenses?")
    with measures.counting_events():
        searcher.ask("Who polished forty lenses?")
        LOG.error("no event")
    searcher.ask("Who polished forty lenses?")
    found = figures(measures)
    told = {name: n for name, n in found.items() if name.startswith("cmp_search_events_total")}
    assert len(told) == len(EVENTS) and sum(told.values()) == 1


def test_the_index_that_is_open_is_told_and_no_other(searcher: Searcher) -> None:
    measures = Measures(lambda: 0)
    page = measures.page(searcher.index).decode()
    manifest = searcher.index.manifest
    assert f"\ncmp_search_index_documents {float(manifest.documents)}\n" in page
    assert f"\ncmp_search_index_passages {float(manifest.passage_count)}\n" in page
    assert f'generation="{manifest.generation}"' in page
    assert manifest.generation not in measures.page(None).decode()


def _app() -> ASGIApp:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/documents/{id}")
    def document(id: str) -> str:
        return id

    return app
