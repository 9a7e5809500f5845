"""The command that serves an assistant; tests/programs/mcp/test_stdio.py starts it."""

import sys
from types import SimpleNamespace

import pytest

from cmp_search.extras import install_extra
from cmp_search.library import Library
from cmp_search.locales.error_messages import message
from tests.cli.conftest import Run


def test_what_is_not_installed_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    status, output, errors = run("mcp")
    assert (status, output) == (1, "")
    assert errors == f"cmp-search: {message('mcp_extra', {'command': install_extra('mcp')})}\n"


def test_whoever_waits_at_a_terminal_is_told_for_what(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Library] = []
    monkeypatch.setattr("cmp_search.programs.mcp.stdio.serve", served.append)
    assert run("mcp") == (0, "", "")
    watched = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("cmp_search.cli.mcp.sys", watched)
    status, output, errors = run("mcp")
    assert (status, output, errors.count("\n")) == (0, "", 1)
    assert "waits for an assistant" in errors and "docs/mcp.md" in errors
    assert [library.model for library in served] == ["fake", "fake"]
