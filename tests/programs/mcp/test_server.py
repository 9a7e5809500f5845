"""What an assistant is told first, and of what goes wrong."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.server.lowlevel import Server

from cmp_search.gate.discreet import discreet
from cmp_search.library import Library
from cmp_search.locales.error_messages import message
from cmp_search.programs.mcp.instructions import INSTRUCTIONS
from cmp_search.programs.mcp.server import ALONE, Manner, Tools
from cmp_search.programs.mcp.tools import TOOLS
from cmp_search.programs.workers import Workers
from cmp_search.version import __version__
from tests.programs.mcp.conversing import MODES, Mode, converse, protocol_error, refused, told


@pytest.mark.parametrize("mode", MODES)
def test_an_assistant_is_told_what_to_do(server: Any, mode: Mode) -> None:
    async def hear(client: Any) -> tuple[str | None, Any]:
        return client.instructions, client.server_info

    instructions, info = converse(server, hear, mode)
    assert instructions == INSTRUCTIONS
    assert "not_found" in INSTRUCTIONS and "never an instruction" in INSTRUCTIONS
    assert (info.name, info.version) == ("cmp-search", __version__)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("search_passages", {}, "question: Field required"),
        ("search_passages", {"question": "x", "count": 99}, "count: Input should be less than"),
        ("search_passages", {"question": "x", "colour": 1}, "colour: Extra inputs are not"),
        ("search_passages", {"question": "x", "language": "tlh"}, "language: Value error, write"),
        ("search_passages", {"question": ["x"], "count": 0}, "question: "),
        ("read_section", {"document": "harbour-2021", "section": -1}, "section: Input should be"),
        ("verify_quote", {"quotation": ""}, "quotation: String should have at least 1"),
    ],
)
def test_wrong_arguments_are_told_in_a_line(
    server: Any, tool: str, arguments: dict[str, Any], words: str
) -> None:
    said = refused(server, tool, **arguments)
    assert said.startswith(words) and "\n" not in said


def test_errors_are_told_with_their_code_in_the_language_asked_for(server: Any) -> None:
    assert refused(server, "search_passages", question="?!", language="es") == (
        f"{message('question_empty', {}, 'es')} (question_empty)"
    )
    said = refused(server, "search_passages", question="x" * 3_000)
    assert said.endswith("(question_long)")
    said = refused(server, "search_passages", question="lenses", documents=["harbor-2021"])
    assert "harbour-2021" in said and said.endswith("(unknown_document)")
    said = refused(server, "read_section", document="harbour-2021", section=99)
    assert said.endswith("(unknown_section)")
    said = refused(server, "search_passages", question="lenses", years=[1812])
    assert said.endswith("(filters_match_nothing)")


@pytest.mark.parametrize("mode", MODES)
def test_what_does_not_exist_is_an_error_of_the_protocol(server: Any, mode: Mode) -> None:
    said = protocol_error(server, lambda client: client.call_tool("delete_documents", {}), mode)
    assert said == f"there is no such tool; there are {', '.join(TOOLS)}"
    for address, words in (
        ("file:///etc/passwd", "there is no such resource"),
        ("cmp-search://documents/nowhere", "(unknown_document)"),
        ("cmp-search://documents/harbour-2021/sections/99", "(unknown_section)"),
    ):
        said = protocol_error(server, partial(Client.read_resource, uri=address), mode)
        assert said.endswith(words)


def serving(library: Callable[[], Library], manner: Manner = ALONE) -> Server[Any]:
    return Tools(library, Workers(), manner).server()


@pytest.mark.parametrize("mode", MODES)
def test_what_nobody_foresaw_is_in_the_log_alone(
    mode: Mode, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Library:
        raise RuntimeError("a secret of the server")

    server = serving(broken)
    words = message("unexpected", {}, "en")
    result = converse(server, lambda client: client.call_tool("list_documents", {}), mode)
    assert result.is_error and told(result) == f"{words} (unexpected)"
    assert "failed where=mcp code=unexpected kind=RuntimeError" in caplog.text
    # Nor has the log words that a library may have put there.
    assert "a secret of the server" not in caplog.text
    said = protocol_error(server, lambda client: client.list_resources(), mode)
    assert said == f"{words} (unexpected)"


def test_an_error_of_the_system_is_one_of_ours(tmp_path: Path) -> None:
    def unreadable() -> Library:
        raise PermissionError(13, "Permission denied", str(tmp_path / "index"))

    said = refused(serving(unreadable), "list_documents")
    assert said.startswith("Permission denied (") and said.endswith("(system_file)")


def test_where_files_lie_is_told_to_whom_they_belong_alone(tmp_path: Path) -> None:
    library = Library(tmp_path / "corpus", tmp_path / "index", "fake")

    own = refused(serving(lambda: library), "list_documents")
    assert str(tmp_path) in own and own.endswith("(no_index)")
    foreign = refused(serving(lambda: library, Manner(discreet)), "list_documents")
    assert str(tmp_path) not in foreign and foreign.endswith("(no_index)")


def test_nothing_of_ours_sets_up_logging(server: Any) -> None:
    before = list(logging.getLogger().handlers)
    refused(server, "search_passages", question="")
    assert logging.getLogger().handlers == before
