"""Running a command as a user does."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmp_search.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run a command on the sample corpus; returns exit status, output and errors."""
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(corpus))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")

    def run(*words: str, lines: str = "") -> tuple[int, str, str]:
        source = tmp_path / "stdin"
        source.write_text(lines, "utf-8")
        with source.open(encoding="utf-8") as stdin, pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["cmp-search", *words])
            patch.setattr(sys, "stdin", stdin)
            with pytest.raises(SystemExit) as ended:
                main()
        captured = capfd.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


def the_json(output: str) -> dict[str, Any]:
    """The JSON object that a command printed on one line."""
    assert output.count("\n") == 1
    found: dict[str, Any] = json.loads(output)
    return found
