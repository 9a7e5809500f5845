"""The command as an assistant starts it: over standard input and output."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from cmp_search.library import Library
from tests.programs.mcp.conversing import MODES, Mode, called, told
from tests.sample import write_corpus


@pytest.fixture
def errors(tmp_path: Path) -> Iterator[TextIO]:
    """What the command says on standard error."""
    with (tmp_path / "errors").open("w+") as file:
        yield file


def command(place: Path) -> StdioServerParameters:
    """The command for the corpus in a folder."""
    folders = ["--corpus", str(place / "corpus"), "--index", str(place / "index")]
    return StdioServerParameters(
        command=sys.executable,
        args=["-m", "cmp_search", "mcp", *folders, "--model", "fake"],
        env=dict(os.environ),
    )


@pytest.mark.parametrize("mode", MODES)
def test_an_assistant_asks_and_reads(
    library: Library, mode: Mode, tmp_path: Path, errors: TextIO
) -> None:
    async def ask() -> None:
        started = command(library.corpus.parent)
        async with Client(stdio_client(started, errors), mode=mode) as client:
            found = await called(client, "search_passages", question="Who polished forty lenses?")
            first = found["passages"][0]
            place = {"document": first["document"], "section": first["section"]}
            section = await called(client, "read_section", **place)
            assert first["text"] in section["text"]
            quotation = {"quotation": first["quotation"], "citation": first["citation"]}
            checked = await called(client, "verify_quote", **quotation)
            assert checked["standing"] == "exact"
            (contents,) = (await client.read_resource("cmp-search://documents/ports-2021")).contents
            assert contents.text == library.document("ports-2021").text  # type: ignore[union-attr]

    asyncio.run(ask())
    errors.seek(0)
    assert errors.read() == ""


def test_the_texts_may_be_indexed_while_it_runs(tmp_path: Path, errors: TextIO) -> None:
    write_corpus(tmp_path / "corpus")

    async def ask() -> None:
        async with Client(stdio_client(command(tmp_path), errors)) as client:
            asked = {"question": "Who polished forty lenses?"}
            refused = await client.call_tool("search_passages", asked)
            assert refused.is_error and told(refused).endswith("(no_index)")
            with Library(tmp_path / "corpus", tmp_path / "index", "fake") as library:
                library.build()
            found = await called(client, "search_passages", **asked)
            assert found["passages"]

    asyncio.run(ask())
    errors.seek(0)
    assert errors.read() == ""


def test_what_is_no_message_is_answered_and_gone_on_from(library: Library) -> None:
    started = command(library.corpus.parent)
    asked = {"protocolVersion": "2025-11-25", "capabilities": {}}
    asked["clientInfo"] = {"name": "test", "version": "1"}
    lines = [
        b"no JSON",
        b"\xff\xfe",
        b'{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": "\\ud800"}',
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "initialize", "params": asked}).encode(),
        b'{"jsonrpc": "2.0", "method": "notifications/initialized"}',
        b'{"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "search_passages",'
        b' "arguments": {"question": "\\u202elenses\\u0000 \\uffff"}}}',
    ]
    with subprocess.Popen(
        [started.command, *started.args], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"\n".join(lines) + b"\n")
        process.stdin.flush()
        answers = {}
        while 3 not in answers:
            answer = json.loads(process.stdout.readline())
            answers[answer.get("id")] = answer
        process.stdin.close()
        assert process.wait(30) == 0
    assert answers[2]["result"]["serverInfo"]["name"] == "cmp-search"
    assert not answers[3]["result"].get("isError")
    assert "\u202e" not in answers[3]["result"]["content"][0]["text"]


def test_ctrl_c_ends_it_at_once(library: Library) -> None:
    started = command(library.corpus.parent)
    ping = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n'
    with subprocess.Popen(
        [started.command, *started.args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(ping)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == -signal.SIGINT
        assert process.stderr.read() == b""
