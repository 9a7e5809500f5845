"""REST and MCP without the app."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from cmp_search.errors import ServingError
from cmp_search.gate.starting import ALLOWED_HOSTS, NO_AUTH
from cmp_search.programs.alone import app_alone
from cmp_search.programs.keys import KeyFile
from cmp_search.settings import Settings
from tests.conftest import CHECKOUT
from tests.raising import raises_code

QUESTION = {"question": "Who polishes the lenses?"}
LISTING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
ACCEPTED = {"accept": "application/json, text/event-stream"}


@contextmanager
def alone(settings: Settings, host: str = "localhost") -> Iterator[TestClient]:
    """A client of the server on this machine."""
    app = app_alone(settings, host)
    with TestClient(app, base_url="http://127.0.0.1:8501") as client:
        yield client


def statuses(client: TestClient, token: str = "") -> dict[str, int]:
    """What each of the rooms answers."""
    headers = ACCEPTED | ({"authorization": f"Bearer {token}"} if token else {})
    return {
        "/api/health": client.get("/api/health").status_code,
        "/api/v1/search": client.post("/api/v1/search", headers=headers, json=QUESTION).status_code,
        "/mcp": client.post("/mcp", headers=headers, json=LISTING).status_code,
    }


def test_at_this_machine_whoever_asks_is_answered(settings: Settings) -> None:
    with alone(settings) as client:
        assert set(statuses(client).values()) == {200}
        page = client.get("/api/metrics").text
        series = 'cmp_search_requests_total{route="search",status="200",via="rest"} 1.0'
        assert series in page
        assert 'cmp_search_requests_total{route="mcp",status="200",via="mcp"} 1.0' in page


def test_where_others_come_they_send_keys(settings: Settings, keys: KeyFile) -> None:
    with alone(settings, "0.0.0.0") as client:
        assert statuses(client) == {"/api/health": 200, "/api/v1/search": 401, "/mcp": 401}
        token, _ = keys.add("intranet", ["cmp"])
        assert set(statuses(client, token).values()) == {200}


def test_a_name_that_others_use_is_enough_to_need_keys(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ALLOWED_HOSTS, "search.example")
    with alone(settings) as client:
        assert statuses(client)["/api/v1/search"] == 401
        client.headers["host"] = "search.example"
        assert client.get("/api/health").status_code == 200


def test_keys_can_be_done_without_in_so_many_words(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(NO_AUTH, "yes")
    with alone(settings, "0.0.0.0") as client:
        assert set(statuses(client).values()) == {200}


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"headers": {"host": "evil.example"}}, 421, "host_unknown"),
        ({"headers": {"origin": "https://evil.example"}}, 403, "origin_foreign"),
        ({"headers": {"origin": "null"}}, 403, "origin_foreign"),
        ({"headers": {"sec-fetch-site": "cross-site"}}, 403, "origin_foreign"),
        ({"url": "/"}, 404, "route_unknown"),
        ({"url": "/api"}, 404, "route_unknown"),
        ({"url": "/mcp/"}, 404, "route_unknown"),
        ({"url": "/metrics"}, 404, "route_unknown"),
        ({"url": "/api/docs"}, 404, "route_unknown"),
        ({"url": "/api/redoc"}, 404, "route_unknown"),
        ({"url": "/api/metrics%0A"}, 404, "route_unknown"),
        ({"url": "/api/v1/documents/a%0Ab"}, 404, "route_unknown"),
        ({"url": "/mcp%0A"}, 404, "route_unknown"),
        ({"url": "/mcp"}, 405, "method_closed"),
        ({"method": "OPTIONS", "url": "/api/v1/search"}, 405, "method_closed"),
        ({"method": "TRACE", "url": "/api/health"}, 405, "method_closed"),
    ],
)
def test_what_is_foreign_or_closed_is_refused(
    settings: Settings, asked: dict[str, Any], status: int, code: str
) -> None:
    with alone(settings) as client:
        answer = client.request(**{"method": "GET", "url": "/api/health", **asked})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["content-type"] == "application/problem+json"
        assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ["/mcp", "/api/v1/search", "/"])
def test_no_socket_is_opened(settings: Settings, path: str) -> None:
    with alone(settings) as client:
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(path):
            pass


def test_another_machine_reaches_nothing_unless_told_to(settings: Settings) -> None:
    with TestClient(app_alone(settings, "localhost"), base_url="http://192.0.2.1") as client:
        assert client.get("/api/health").json()["code"] == "origin_foreign"


@pytest.mark.parametrize("library", ["fastapi", "mcp"])
def test_what_is_not_installed_is_not_opened(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    if library == "fastapi":
        with raises_code(ServingError, "api_extra"):
            app_alone(settings, "localhost")
        return
    with alone(settings) as client:
        assert statuses(client) == {"/api/health": 200, "/api/v1/search": 200, "/mcp": 404}


def test_the_app_is_not_even_imported(settings: Settings) -> None:
    code = (
        "import sys\n"
        "from cmp_search.programs.alone import app_alone\n"
        "from cmp_search.settings import Settings\n"
        "app_alone(Settings(), 'localhost')\n"
        "print({'streamlit', 'torch', 'opentelemetry.sdk'} & set(sys.modules))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "set()\n", "")
