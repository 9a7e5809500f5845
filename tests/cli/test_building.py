"""The command `index`: what it did, redid and left out, and which folders it leaves alone."""

from pathlib import Path

import pytest

from cmp_search.index.versions import VERSIONS, Stage
from cmp_search.locales import messages_for
from tests.cli.conftest import Run, the_json


def test_index_says_what_it_did(run: Run) -> None:
    status, output, _ = run("index", "--json")
    first = the_json(output)
    assert status == 0
    assert first["added"] and not first["unchanged"]
    status, output, _ = run("index", "--json")
    again = the_json(output)
    assert status == 0
    assert again["unchanged"] == sorted(first["added"], key=again["unchanged"].index)
    assert (again["added"], again["encoded"]) == ([], 0)


def test_index_says_what_another_version_made_it_redo(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index")
    monkeypatch.setitem(VERSIONS, Stage.TERMS, VERSIONS[Stage.TERMS] + 1)
    monkeypatch.setitem(VERSIONS, Stage.OFF_TOPIC, VERSIONS[Stage.OFF_TOPIC] + 1)
    _, output, _ = run("index")
    assert "Updated without reading any file again: terms, off topic." in output.splitlines()
    monkeypatch.setitem(VERSIONS, Stage.READING, VERSIONS[Stage.READING] + 1)
    _, output, _ = run("index")
    messages = messages_for("en")
    reason = messages("rebuild.stages", stages=messages("stage.reading"), encoder="")
    line = messages("rebuild.line", reason=reason, reused="37", vectors="37")
    assert f"{line}." in " ".join(output.split())
    status = the_json(run("status", "--json")[1])
    assert status["versions"]["reading"] == VERSIONS[Stage.READING] and status["recipe"]


def test_flaws_are_said_after_a_build(run: Run, corpus: Path) -> None:
    (corpus / "note.txt").write_bytes("Una señal de humo.".encode("cp1252"))
    for _ in range(2):
        status, output, _ = run("index")
        assert status == 0
        assert "note: its encoding was guessed; accents may be wrong" in output.splitlines()
    _, output, _ = run("index", "--json")
    assert the_json(output)["warnings"] == [
        {
            "document": "note",
            "warnings": ["guessed_encoding"],
            "pages_without_text": [],
            "lost": 0.0,
            "uncertain_pages": [],
        }
    ]


def test_workers_that_others_may_reach_are_refused(run: Run) -> None:
    status, _, errors = run("index", "--workers", "tcp://192.0.2.1:8786")
    assert (status, errors.count("\n")) == (1, 1)
    assert "tcp://192.0.2.1:8786" in errors and "tls://" in errors


def test_a_file_that_lies_about_its_format_is_named(run: Run, corpus: Path) -> None:
    run("index")
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    status, output, _ = run("index", "--json")
    report = the_json(output)
    assert status == 3
    (failure,) = report["failed"]
    assert (failure["file"], failure["code"]) == ("liar.pdf", "format_not")
    assert failure["parameters"] == {"file": "liar.pdf", "format": "PDF"}
    assert failure["reason"].startswith("liar.pdf: it is not in PDF format")
    assert report["documents"] == len(report["unchanged"])
    status, _, errors = run("add", str(corpus / "liar.pdf"), "--id", "other")
    assert (status, errors.count("\n")) == (1, 1)
