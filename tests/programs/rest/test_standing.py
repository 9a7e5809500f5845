"""Health, readiness and measures."""

from starlette.testclient import TestClient

from cmp_search.library import Library
from tests.programs.rest.conftest import problem_of


def test_it_is_healthy_and_ready(client: TestClient, library: Library) -> None:
    assert client.get("/api/health").json() == {"running": True}
    assert client.get("/api/ready").json() == {"generation": library.index().manifest.generation}


def test_it_is_healthy_before_it_is_ready(empty: TestClient) -> None:
    assert empty.get("/api/health").status_code == 200
    answered = empty.get("/api/ready")
    assert problem_of(answered, 503) and int(answered.headers["retry-after"]) > 0


def test_a_health_check_may_ask_without_the_answer(client: TestClient, empty: TestClient) -> None:
    for path in ("/api/health", "/api/ready"):
        answered = client.head(path)
        assert (answered.status_code, answered.text) == (200, "")
    assert empty.head("/api/ready").status_code == 503


def test_measures_tell_of_the_index_and_also_where_there_is_none(
    client: TestClient, empty: TestClient
) -> None:
    told = client.get("/api/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=")
    assert "cmp_search_index_documents 4.0" in told.text
    assert "cmp_search_index_documents 0.0" in empty.get("/api/metrics").text
