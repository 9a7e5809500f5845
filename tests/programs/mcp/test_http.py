"""The tools over HTTP, at a server on loopback: what `serve --api-only` serves."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError

from cmp_search.audit import AuditLog, Via
from cmp_search.gate.limits import Rate, Rates
from cmp_search.gate.starting import ALLOWED_HOSTS, NO_AUTH
from cmp_search.library import Library
from cmp_search.programs.keys import KeyFile
from cmp_search.search.door import DOOR, WIDTH
from cmp_search.settings import Settings
from tests.programs.mcp.conversing import MODES, Mode, called, told
from tests.programs.mcp.serving import ASKED, CALL, ERA, get, post, serving, talk, waited


@pytest.fixture(scope="module")
def settings(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    keys = tmp_path_factory.mktemp("keys") / "keys.json"
    return Settings(library.corpus, library.index_address, "fake", keys=keys)


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """A server for this machine alone, which has asked its own first question."""
    with serving(settings, "localhost") as address:
        waited(lambda: get(address.replace("/mcp", "/api/ready")).status_code == 200)
        yield address


@pytest.mark.parametrize("mode", MODES)
def test_an_assistant_asks_and_reads(address: str, library: Library, mode: Mode) -> None:
    async def work(client: Client) -> None:
        found = await called(client, ASKED[0], **ASKED[1])
        first = found["passages"][0]
        place = {"document": first["document"], "section": first["section"]}
        section = await called(client, "read_section", **place)
        assert first["text"] in section["text"]
        same = await called(client, "counterpart", document="ports-2021", section=2, edition="en")
        assert same["section"]["document"] == "harbour-2021"
        checked = await called(client, "verify_quote", quotation=first["quotation"])
        assert checked["standing"] == "exact"
        (contents,) = (await client.read_resource("cmp-search://documents/ports-2021")).contents
        assert contents.text == library.document("ports-2021").text  # type: ignore[union-attr]

    talk(address, mode, work)


@pytest.mark.parametrize("mode", MODES)
def test_a_key_opens_the_tools_where_others_reach_the_server(
    settings: Settings, mode: Mode, tmp_path: Path
) -> None:
    file = KeyFile(settings.keys, AuditLog(tmp_path), "ana", Via.COMMAND)
    token, _ = file.add(f"assistant-{mode}", [settings.collection])

    async def work(client: Client) -> None:
        assert (await called(client, "list_documents"))["total"] == 4
        file.revoke(f"assistant-{mode}")
        with pytest.raises(MCPError, match="error response"):
            await client.call_tool("list_documents", {})

    with serving(settings, "0.0.0.0") as address:
        talk(address, mode, work, token)
        refused = post(address, json=CALL, headers=ERA)
    assert refused.status_code == 401 and refused.json()["code"] == "key_missing"


def test_each_request_stands_alone(address: str) -> None:
    answer = post(address, json=CALL, headers=ERA)
    assert answer.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in answer.headers
    assert answer.json()["result"]["structuredContent"]["total"] == 1


def test_no_stream_is_held_open(address: str) -> None:
    answer = get(address, headers=ERA | {"Accept": "text/event-stream"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 415),
    ],
)
def test_pages_of_other_sites_are_refused(
    address: str, headers: dict[str, str], status: int
) -> None:
    answer = post(address, json=CALL, headers=ERA | headers)
    assert answer.status_code == status
    assert not {name for name in answer.headers if name.startswith("access-control")}


def test_the_server_answers_by_all_its_names(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ALLOWED_HOSTS, "search.example.org")
    monkeypatch.setenv(NO_AUTH, "yes")
    own = {"Host": "search.example.org", "Origin": "https://search.example.org"}
    with serving(settings, "localhost") as address:
        for headers in (own, {"Host": "search.example.org:8443"}, {"Host": "[::1]:8501"}):
            answer = post(address, json=CALL, headers=ERA | headers)
            assert answer.status_code == 200, headers


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no JSON", 400),
        (b'{"a": 1}', 400),
        (b"[]", 400),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "nothing"}', 200),
        (b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "ping"}', 400),
        (b"x" * 200_000, 413),
    ],
)
def test_what_is_no_message_is_refused(address: str, body: bytes, status: int) -> None:
    answer = post(address, content=body, headers=ERA | {"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text


@contextmanager
def full_door() -> Iterator[None]:
    """Questions that keep all others waiting."""
    with ExitStack() as questions:
        for _ in range(WIDTH):
            questions.enter_context(DOOR.turn())
        yield


def test_whoever_gives_up_makes_room(address: str) -> None:
    async def work(client: Client) -> None:
        asked = asyncio.create_task(client.call_tool(*ASKED))
        await asyncio.to_thread(waited, lambda: DOOR.waiting == 1)
        asked.cancel()
        await asyncio.to_thread(waited, lambda: DOOR.waiting == 0)

    with full_door():
        talk(address, "auto", work)


def test_whoever_hangs_up_makes_room(address: str) -> None:
    params = dict(zip(("name", "arguments"), ASKED, strict=True))
    with full_door(), closing(HTTPConnection(urlsplit(address).netloc)) as connection:
        headers = ERA | {"Content-Type": "application/json"}
        connection.request("POST", "/mcp", json.dumps(CALL | {"params": params}), headers)
        waited(lambda: DOOR.waiting == 1)
        connection.close()
        waited(lambda: DOOR.waiting == 0)
    measured = get(address.replace("/mcp", "/api/metrics")).text
    assert 'cmp_search_requests_total{route="mcp",status="499",via="mcp"}' in measured


@pytest.mark.parametrize("mode", MODES)
def test_what_is_compared_with_all_texts_is_counted_by_itself(
    settings: Settings, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = Rates(each=Rate(burst=1, per_second=0), all=Rate(burst=9, per_second=0))
    monkeypatch.setattr("cmp_search.programs.mcp.http.COMPARISONS", rates)

    async def work(client: Client) -> None:
        await called(client, "verify_quote", quotation="forty lenses")
        again = await client.call_tool("verify_quote", {"quotation": "forty lenses"})
        assert again.is_error and told(again).endswith("(requested_too_often)")
        await called(client, "list_documents")

    with serving(settings, "localhost") as address:
        talk(address, mode, work)


def test_requests_and_answers_are_measured(settings: Settings) -> None:
    async def work(client: Client) -> None:
        await called(client, ASKED[0], **ASKED[1])

    with serving(settings, "localhost") as address:
        talk(address, "auto", work)
        page = get(address.replace("/mcp", "/api/metrics")).text
    assert re.search(r'^cmp_search_answers_total\{level="\w+"\} 1.0$', page, re.M)
    assert re.search(
        r'^cmp_search_requests_total\{route="mcp",status="200",via="mcp"\}', page, re.M
    )


def test_the_server_may_start_before_there_is_an_index(tmp_path: Path, settings: Settings) -> None:
    nowhere = Settings(settings.corpus, str(tmp_path / "none"), "fake", keys=settings.keys)
    with serving(nowhere, "localhost") as address:
        answer: Any = post(address, json=CALL, headers=ERA).json()["result"]
    assert answer["isError"] and answer["content"][0]["text"].endswith("(no_index)")
    assert str(tmp_path) not in answer["content"][0]["text"]
