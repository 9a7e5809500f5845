"""The corpus: each file and entry that is wrong is named, with what to do."""

from dataclasses import replace
from errno import EACCES
from pathlib import Path

import pytest

from cmp_search.doctor import Severity
from cmp_search.doctor.finding import DO_AS_SAID
from cmp_search.locales.error_messages import message
from cmp_search.settings import Settings
from tests.doctor.harming import only_problem, problems
from tests.documents.refusing import refuse_folder


def test_a_file_that_cannot_be_read_is_named(settings: Settings) -> None:
    (settings.corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    wrong = [finding for finding in problems(settings) if finding.severity is Severity.WRONG]
    assert [finding.area for finding in wrong] == ["corpus"]
    assert "liar.pdf" in wrong[0].message and "cmp-search remove liar " in wrong[0].fix


@pytest.mark.parametrize(
    "text", ["[[document]", '[[document]]\nid = "a"\nyear = "x"', '[[document]]\nid = "a"\n' * 2]
)
def test_a_wrong_catalogue_is_named(settings: Settings, text: str) -> None:
    catalogue = settings.corpus / "catalogue.toml"
    catalogue.write_text(text, "utf-8")
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert "catalogue.toml" in found.message and found.fix == f"edit {catalogue}"


def test_two_files_of_one_id_are_named(settings: Settings) -> None:
    (settings.corpus / "harbour-2021.txt").write_text("Another text.", "utf-8")
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert "harbour-2021.md" in found.message and "harbour-2021.txt" in found.message
    assert "rename" in found.fix


def test_no_corpus_is_wrong(settings: Settings, tmp_path: Path) -> None:
    settings.corpus.rename(tmp_path / "elsewhere")
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert found.message == message("no_corpus", {"folder": str(settings.corpus)})


def test_an_empty_corpus_is_not_answered_with_a_build(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    empty = replace(settings, corpus=tmp_path / "empty", index=str(tmp_path / "none"))
    found = problems(empty)
    assert [one.area for one in found] == ["corpus", "index"]
    assert len({(one.message, one.fix) for one in found}) == 1
    assert found[0].fix.startswith("cmp-search add FILE ")


def test_a_folder_that_cannot_be_listed_is_no_reason_to_add_a_text(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.corpus / "more").mkdir()
    refuse_folder(settings.corpus / "more", EACCES, monkeypatch)
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert "more cannot be read (Permission denied)" in found.message
    assert found.fix == DO_AS_SAID


def test_entries_without_a_file_are_a_warning(settings: Settings) -> None:
    with (settings.corpus / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write('[[document]]\nid = "far"\nurl = "https://fog.example/far"\n')
        file.write('[[document]]\nid = "lost"\nfile = "lost.pdf"\n')
    first, second = problems(settings)
    assert first.severity is second.severity is Severity.WARNING
    assert "far" in first.message and first.fix.startswith("cmp-search fetch ")
    assert "lost" in second.message and second.fix.startswith("cmp-search add ")
