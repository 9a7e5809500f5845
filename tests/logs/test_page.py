"""The administrator's page says what the code does, and its commands are run."""

import re
import shlex
from pathlib import Path

import pytest

from cmp_search.cli import main
from cmp_search.library import Library
from tests.administering_page import PAGE, page


def test_the_tables_are_those_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    assert page(text) == text, "make administering renews docs/administering.md"


def drill() -> list[str]:
    """The commands of the drill, in their order."""
    (block,) = re.findall(r"<!-- drill -->\n```\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return [line for line in block.splitlines() if line.startswith("cmp-search ")]


def test_the_drill_of_backup_and_restore_works(
    corpus: Path,
    index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")
    assert [one.split()[1] for one in drill()] == ["backup", "restore", "status", "ask"]
    for command in drill():
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0, capsys.readouterr().err
    assert capsys.readouterr().out
    fingerprints = [
        Library(a, b, "fake").index().manifest.fingerprint
        for a, b in ((corpus, index), (tmp_path / "try/corpus", tmp_path / "try/index"))
    ]
    assert fingerprints[0] == fingerprints[1]
