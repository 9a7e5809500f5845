"""Which routes are open, held against all that Streamlit has."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st

from benchmarks.faults.doors import CLOSED, OPEN
from cmp_search.gate.refusal import Refusal
from cmp_search.web.access.roles import Role
from cmp_search.web.app import ADDRESSES, FOR_ADMINISTRATORS
from cmp_search.web.gate.routes import Use, find_route, routes_of
from tests.gate.asking import scope

ROUTES = routes_of(list(ADDRESSES)[1:], FOR_ADMINISTRATORS, with_programs=True)


def use_of(method: str, path: str) -> Use | Refusal:
    found = find_route(ROUTES, scope(method, path))
    return found if isinstance(found, Refusal) else found.use


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_what_the_app_needs_is_open(method: str, path: str) -> None:
    assert isinstance(use_of(method, path), Use)


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_all_else_is_closed(method: str, path: str) -> None:
    assert use_of(method, path) in (Refusal.CLOSED, Refusal.METHOD)


@pytest.mark.parametrize("page", list(ADDRESSES)[1:])
def test_every_page_is_open_with_a_slash_or_without(page: str) -> None:
    assert use_of("GET", f"/{page}") is use_of("HEAD", f"/{page}/") is Use.PAGE


@pytest.mark.parametrize("page", FOR_ADMINISTRATORS)
def test_the_pages_of_administrators_take_their_role(page: str) -> None:
    found = find_route(ROUTES, scope("GET", f"/{page}/"))
    assert not isinstance(found, Refusal) and found.least is Role.ADMINISTRATOR
    assert find_route(routes_of(["read"]), scope("GET", f"/{page}")) is Refusal.CLOSED


@pytest.mark.parametrize(
    "path",
    [
        "/ask",
        "//",
        "/read/a",
        "//read",
        "/read//",
        "/static/",
        "/static//a",
        "/static/a/../b",
        "/static/a\\b",
        "/static/a\n",
        "/static/a\0",
    ],
)
def test_what_is_nearly_a_route_is_none(path: str) -> None:
    assert use_of("GET", path) is Refusal.CLOSED


def test_every_file_of_streamlit_s_page_is_open() -> None:
    folder = Path(st.__file__).parent / "static"
    files = [
        f"/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file()
    ]
    assert len(files) > 50
    assert {path for path in files if use_of("GET", path) is not Use.FILE} == {"/index.html"}


STREAMLIT_S = [
    "",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/agent/openapi.json",
    "/_stcore/bidi-components/{path:path}",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/upload_file/{session_id}/{file_id}",
    "/auth/login",
    "/auth/logout",
    "/component/{path:path}",
    "/media/{file_id:path}",
    "/oauth2callback",
]
"""The routes of the pinned version; another one's are to be looked at before they are listed."""
LISTING = """
import json
import streamlit as st
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
from cmp_search.web.serving import SCRIPT

routes = create_streamlit_routes(st.App(SCRIPT)._create_runtime())
print(json.dumps(sorted({route.path for route in routes if hasattr(route, "path")})))
"""


def test_a_route_that_a_new_streamlit_adds_is_seen_here() -> None:
    """In a process of its own, as a process has one server of Streamlit."""
    listed = subprocess.run(
        [sys.executable, "-c", LISTING], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    assert json.loads(listed) == STREAMLIT_S


def test_programs_are_let_in_only_where_they_are_served() -> None:
    for method, path in (("POST", "/mcp"), ("POST", "/api/v1/search"), ("GET", "/api/ready")):
        assert use_of(method, path) is Use.PROGRAM
        assert find_route(routes_of(["read"]), scope(method, path)) is Refusal.CLOSED


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whether_the_server_runs_is_told_whatever_is_installed(method: str) -> None:
    for routes in (ROUTES, routes_of(["read"])):
        assert find_route(routes, scope(method, "/api/health")) is not Refusal.CLOSED
    assert find_route(routes_of(["read"]), scope("POST", "/api/health")) is Refusal.METHOD


def test_no_path_of_programs_has_a_line_end() -> None:
    for method, path in (("POST", "/mcp\n"), ("GET", "/api/metrics\n"), ("GET", "/api/v1/a\nb")):
        assert find_route(ROUTES, scope(method, path)) is Refusal.CLOSED
