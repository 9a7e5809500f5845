"""What the terminal says of where a server is."""

import json

import pytest

from cmp_search.gate.hosts import LOOPBACK
from cmp_search.locales import messages_for
from cmp_search.logs.events.serving import Serving
from cmp_search.logs.showing import Choice, Form, show
from cmp_search.programs import places as module
from cmp_search.programs.places import address_of, announce, lines, places
from tests.logs.listening import listening

BASE = "http://localhost:8501"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost", BASE),
        ("0.0.0.0", BASE),
        ("::", BASE),
        ("", BASE),
        ("192.0.2.1", "http://192.0.2.1:8501"),
        ("::1", "http://[::1]:8501"),
    ],
)
def test_the_address_is_one_that_this_machine_reaches(host: str, address: str) -> None:
    assert address_of(host, 8501) == address


def test_app_and_programs_are_named_in_the_user_s_language() -> None:
    server = places(BASE, LOOPBACK, with_app=True)
    assert tuple(lines(server, messages_for("fr"))) == (
        f"Application : {BASE}",
        f"REST: {BASE}/api/v1",
        f"MCP: {BASE}/mcp",
        "Ctrl-C arrête le serveur.",
    )


def test_other_names_are_told_and_what_is_not_served_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "have_mcp", lambda: False)
    address, names = "https://search.example.org", LOOPBACK | {"search.example.org", "example.org"}
    server = places(address, names, with_app=False)
    assert tuple(lines(server, messages_for("en"))) == (
        f"REST: {address}/api/v1",
        "Others reach it under: example.org",
        "Ctrl-C stops the server.",
    )
    monkeypatch.setattr(module, "are_installed", lambda: False)
    server = places(address, (), with_app=True)
    assert tuple(lines(server, messages_for("es"))) == (
        f"Aplicación: {address}",
        "Ctrl-C detiene el servidor.",
    )


def test_where_the_log_is_json_an_event_says_it_instead(capsys: pytest.CaptureFixture[str]) -> None:
    server = Serving(BASE, f"{BASE}/api/v1", "", "search.example.org")
    with listening() as told:
        announce(server)
        plain = capsys.readouterr().err
        show(Choice(Form.JSON))
        announce(server)
    assert told.events == [server]
    assert plain.endswith("Ctrl-C stops the server.\n") and "search.example.org" in plain
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == [
        "serving"
    ]
