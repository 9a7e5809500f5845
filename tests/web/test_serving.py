"""The page that the server sends; tests/browser tests it in a browser."""

import gc
import re
from json import loads
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from cmp_search.gate.hosts import Allowed
from cmp_search.gate.refusal import Refusal
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.app import ADDRESSES
from cmp_search.web.gate.routes import find_route
from cmp_search.web.serving import load, middleware, routes, security_headers
from cmp_search.web.shell import REPLACED, STREAMLIT_PAGE, missing_page, shell
from tests.gate.asking import scope


@pytest.mark.parametrize("part", REPLACED)
def test_streamlit_s_page_has_what_is_replaced_once(part: str) -> None:
    assert len(re.findall(REPLACED[part], STREAMLIT_PAGE.read_text("utf-8"), flags=re.DOTALL)) == 1


@pytest.mark.parametrize("language", interfaces())
def test_no_word_of_streamlit_s_page_is_left(language: str) -> None:
    seen = re.sub(r"<!--.*?-->|<script.*?</script>", "", shell(language), flags=re.DOTALL)
    words = re.findall(r">([^<>]*\w[^<>]*)<", seen)
    own = messages_for(language)
    assert words == [own("app.name"), own("app.script"), own("app.loading")]


def test_the_page_s_script_finds_all_words() -> None:
    (held,) = re.findall(r'<script type="application/json" id="words">(.*?)</script>', shell("fr"))
    words = loads(held)
    assert set(words) == set(interfaces())
    assert words["es"]["skip"] == messages_for("es")("streamlit.skip")
    assert words["en"].keys() == words["fr"].keys() == words["es"].keys()


@pytest.mark.parametrize("named", [None, "fr"])
def test_what_is_not_found_leads_to_every_page(named: str | None) -> None:
    page = missing_page(messages_for("fr"), named)
    query = "?lang=fr" if named else ""
    _, *others = ADDRESSES
    paths = ["/", *(f"/{address}" for address in others)]
    assert re.findall(r'href="([^"]*)">', page) == [path + query for path in paths]


def test_only_the_script_in_streamlit_s_page_may_run_within_a_page() -> None:
    policy = security_headers()["content-security-policy"]
    assert len(re.findall(r"'sha256-[\w+/=]+'", policy)) == 1


def test_what_the_server_loads_is_left_out_of_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[list[str]] = []
    monkeypatch.setattr("cmp_search.web.serving.warm", lambda: loaded.append(["vectors"]))
    try:
        load()
        assert not any(one is loaded[0] for one in gc.get_objects())
    finally:
        gc.unfreeze()
    assert any(one is loaded[0] for one in gc.get_objects())


def broken() -> None:
    """A script error, as Streamlit reports it to the server."""
    from cmp_search.web.serving import show_failure

    assert show_failure(ValueError("why"))


@pytest.mark.parametrize("language", interfaces())
def test_a_page_that_broke_says_so_and_not_why(language: str) -> None:
    page = AppTest.from_function(broken, default_timeout=30)
    page.query_params["lang"] = language
    page.run()
    assert not page.exception
    assert page.error[0].value.startswith(messages_for(language)("app.failed")[:20])
    assert "why" not in page.error[0].value


def test_where_programs_are_not_served_their_routes_are_closed() -> None:
    open_routes: Any = middleware(Allowed(), None, None)[1].kwargs["routes"]
    for path in ("/api/ready", "/mcp"):
        assert find_route(open_routes, scope("GET", path)) is Refusal.CLOSED
    assert [route.path for route in routes(None) if isinstance(route, Mount)] == ["/served"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_without_what_programs_need_the_server_still_tells_that_it_runs(method: str) -> None:
    answered = TestClient(Starlette(routes=routes(None))).request(method, "/api/health")
    assert answered.status_code == 200 and answered.headers["cache-control"] == "no-store"
    assert answered.text == ('{"running":true}' if method == "GET" else "")
