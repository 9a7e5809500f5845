"""The running app: what is foreign or closed is not served, and nothing goes outward."""

import subprocess
import sys
from pathlib import Path
from random import Random

import httpx2
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosedError

from benchmarks.faults.doors import (
    BODIES,
    CHANGING,
    FOREIGN,
    OPEN,
    PROGRAMS,
    Attempt,
    answer_to,
    own_attempt,
    program_attempt,
    served,
    status_of,
)
from benchmarks.faults.sockets import outward, watching
from cmp_search.gate.limits import MEGABYTE, MESSAGE_MEGABYTES
from cmp_search.locales import interfaces, messages_for
from tests.web.access.session import PATIENCE_S, session_of
from tests.web.access.signing_in import visitor
from tests.web.gate.conftest import Served

TOO_BIG = 1009
"""The code with which a WebSocket is closed for a message that is too large."""

OWN_HEADERS = ("cross-origin-opener-policy", "cross-origin-resource-policy", "permissions-policy")


def test_nothing_foreign_and_nothing_closed_is_served(served_app: Served) -> None:
    tried, bad = served(served_app.address)
    assert tried >= 200
    assert bad == []
    assert outward(served_app.notes) == []


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_a_page_of_the_app_is_served_the_same_routes(
    served_app: Served, method: str, path: str
) -> None:
    status = status_of(answer_to(served_app.address, own_attempt(method, path)))
    assert status == (101 if method == "WEBSOCKET" else 200)


@pytest.mark.parametrize(("method", "path"), PROGRAMS)
def test_a_program_at_this_machine_is_served(served_app: Served, method: str, path: str) -> None:
    answer = answer_to(served_app.address, program_attempt(method, path))
    assert status_of(answer) == 200
    assert b"access-control" not in answer.lower()
    assert path not in BODIES or b"Lens Working Group" in answer


@pytest.mark.parametrize(("method", "path"), CHANGING)
def test_what_changes_something_is_left_to_streamlit_s_token(
    served_app: Served, method: str, path: str
) -> None:
    answer = answer_to(served_app.address, own_attempt(method, path))
    assert status_of(answer) == 403
    assert b"XSRF" in answer or b"xsrf" in answer.lower()


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (("Content-Length", "190000000"), 413),
        (("Content-Length", "53000001"), 413),
        (("Content-Length", "53000000"), 403),
        (("Transfer-Encoding", "chunked"), 411),
    ],
)
def test_a_large_upload_is_refused_before_it_is_sent(
    served_app: Served, header: tuple[str, str], status: int
) -> None:
    """What is not too large for a note is left to Streamlit, which asks for its token first."""
    own = own_attempt(*CHANGING[0])
    sent = Attempt(own.who, own.method, own.path, (*own.headers, header))
    assert status_of(answer_to(served_app.address, sent)) == status


def test_whatever_is_sent_opens_no_socket_outward(served_app: Served) -> None:
    chance = Random(18)
    hosts = [header for headers in FOREIGN.values() for header in headers]
    for _ in range(100):
        method, path = chance.choice(OPEN + CHANGING)
        headers = tuple(chance.sample(hosts, chance.randint(0, 4)))
        noise = "".join(chance.choices("abc:/@.[]%-_ ~\t", k=chance.randint(0, 30))).strip()
        more = (chance.choice(["Host", "Origin", "Cookie", "X-Forwarded-For"]), noise)
        answer_to(served_app.address, Attempt("chance", method, path, (*headers, more)))
    assert outward(served_app.notes) == []


def test_a_message_that_would_fill_the_memory_ends_its_session(served_app: Served) -> None:
    said = BackMsg()
    said.rerun_script.page_name = "documents"
    field = said.rerun_script.widget_states.widgets.add()
    field.id, field.string_value = "find", "a" * (MESSAGE_MEGABYTES * MEGABYTE)
    with visitor(served_app.address) as person, session_of(person, served_app.address) as session:
        session.draw("documents")
        session.connection.send(said.SerializeToString())
        with pytest.raises(ConnectionClosedError) as closed:
            while session.connection.recv(PATIENCE_S):
                pass
    assert closed.value.rcvd and closed.value.rcvd.code == TOO_BIG


def test_an_attempt_to_go_outward_is_noted(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "one.connect(('127.0.0.1', 9))\n"
        "one.connect(('192.0.2.1', 9))\n"
    )
    # Elsewhere than here the network may be missing; the hook is told before that is known.
    subprocess.run([sys.executable, "-c", code], env=watching(tmp_path), stderr=subprocess.DEVNULL)
    assert outward(tmp_path) == ["socket.connect 192.0.2.1"]


@pytest.mark.parametrize("language", interfaces())
def test_whoever_comes_under_a_wrong_name_is_told_in_their_language(
    served_app: Served, language: str
) -> None:
    headers = (("Host", "search.example"), ("Accept-Language", language))
    answer = answer_to(served_app.address, Attempt("", "GET", "/", headers))
    head, _, text = answer.partition(b"\r\n\r\n")
    assert status_of(answer) == 421
    assert text.decode() == messages_for(language)("gate.host")
    assert all(name.encode() in head for name in OWN_HEADERS)


@pytest.mark.parametrize("path", ["/ask", "//read", "/read//", "/read/_stcore/health", "/nothing"])
def test_what_is_nearly_a_page_is_missing(served_app: Served, path: str) -> None:
    answer = answer_to(served_app.address, own_attempt("GET", path))
    assert status_of(answer) == 404
    assert messages_for("en")("app.missing").encode() in answer


@pytest.mark.parametrize("path", ["/", "/nothing", "/served/page.js", "/_stcore/metrics"])
def test_every_answer_is_for_pages_of_this_server(served_app: Served, path: str) -> None:
    head = answer_to(served_app.address, own_attempt("GET", path)).partition(b"\r\n\r\n")[0]
    assert b"cross-origin-opener-policy: same-origin" in head
    assert b"cross-origin-resource-policy: same-origin" in head
    assert b"permissions-policy: camera=()" in head
    assert head.lower().count(b"permissions-policy") == 1


def test_programs_are_answered_beside_the_app(served_app: Served) -> None:
    with httpx2.Client(base_url=served_app.address, timeout=PATIENCE_S) as client:
        answer = client.post("/api/v1/search", json={"question": "Who polishes lenses?"})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json()["hits"]
        missing = client.get("/api/v1/nothing")
        assert (missing.status_code, missing.json()["code"]) == (404, "route_unknown")
        foreign = client.post("/mcp", headers={"origin": "https://evil.example"}, json={})
        assert (foreign.status_code, foreign.json()["code"]) == (403, "origin_foreign")
        listed = client.post(
            "/mcp",
            headers={"accept": "application/json, text/event-stream"},
            json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"},
        )
        assert "search_passages" in listed.text
        assert 'via="mcp"' in client.get("/api/metrics").text
        assert "access-control-allow-origin" not in answer.headers
