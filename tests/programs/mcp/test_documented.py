"""docs/mcp.md says what the tools are."""

import json
import re
from typing import Any

import pytest

from cmp_search.cli.commands import app
from cmp_search.programs.mcp.arguments import (
    DOCUMENTS,
    MOST_DOCUMENTS,
    MOST_PASSAGES,
    PASSAGES,
)
from cmp_search.programs.mcp.instructions import INSTRUCTIONS
from cmp_search.programs.mcp.tools import TOOLS
from tests.conftest import CHECKOUT

PAGE = (CHECKOUT / "docs/mcp.md").read_text("utf-8")


@pytest.mark.parametrize("name", TOOLS)
def test_the_page_has_all_fields_of_a_tool(name: str) -> None:
    (row,) = re.findall(rf"^\| `{name}` \| (.*) \| (.*) \|$", PAGE, re.M)
    described = TOOLS[name].described()
    assert described.output_schema
    for cell, schema in zip(row, (described.input_schema, described.output_schema), strict=True):
        assert re.findall(r"`(\w+)`", cell) == list(schema["properties"])


def test_the_page_has_the_numbers() -> None:
    assert f"`count` ({PASSAGES}, at most {MOST_PASSAGES})" in PAGE
    assert f"`count` ({DOCUMENTS}, at most {MOST_DOCUMENTS})" in PAGE


def test_the_page_says_what_an_assistant_is_told() -> None:
    quoted = re.findall(r"^> (.*)$", PAGE, re.M)
    assert "\n".join(quoted) == INSTRUCTIONS


def test_the_settings_start_the_command() -> None:
    def settings(block: str) -> Any:
        return json.loads(block)["mcpServers"]["cmp-search"]

    local, remote = map(settings, re.findall(r"```json\n(.*?)```", PAGE, re.S))
    assert local["command"].endswith("cmp-search") and "url" not in local
    commands = [getattr(one.callback, "__name__", "") for one in app.registered_commands]
    assert local["args"][0] == "mcp" and "mcp" in commands
    assert remote["url"].endswith("/mcp")
    assert remote["headers"]["Authorization"].startswith("Bearer cmps_")
