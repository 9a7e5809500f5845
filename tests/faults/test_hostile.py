"""Some hostile files of each kind, and whether what is live would be seen."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from benchmarks.faults import hostile
from benchmarks.faults.hostile import HungError, trials, try_one
from benchmarks.faults.hostile_fields import FIELDS, MARKUP, STEERING
from benchmarks.faults.live import controls, live_html, live_markdown, live_word
from cmp_search.readers.formats import FORMATS
from cmp_search.web import rendering
from tests.readers import docx_making

SOME = (
    ".md: markup in its words",
    ".html: steering in its heading",
    ".docx: markup in its cell",
    "zip: a member '../../../oars.txt'",
    "text: bytes of all kinds",
    "name: escapes",
    "name: no encoding",
    "catalogue: markup in title",
    "catalogue: steering in title",
    "catalogue: nested",
    "backup: an absolute path",
)


@pytest.mark.parametrize("name", SOME)
def test_what_is_hostile_is_only_words(name: str) -> None:
    assert try_one(trials()[name]) == []


def test_there_are_more_than_two_hundred_of_all_formats() -> None:
    assert len(trials()) > 200
    assert {one.suffixes[0] for one in FORMATS} == set(FIELDS)


def test_a_page_that_escapes_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = rendering._environment()
    monkeypatch.setattr(environment, "autoescape", False)
    environment.cache.clear()  # type: ignore[union-attr]
    try:
        found = try_one(trials()[".md: markup in its words"])
    finally:
        environment.cache.clear()  # type: ignore[union-attr]
    assert any("page read" in fault and "has its mark" in fault for fault in found)


def test_what_crashes_and_what_hangs_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: Path) -> Iterator[str]:
        raise ZeroDivisionError

    def hang(_: Path) -> Iterator[str]:
        while True:
            pass

    monkeypatch.setattr(hostile, "LIMIT_S", 1)
    assert try_one(crash) == ["ZeroDivisionError: "]
    assert try_one(hang) == [f"{HungError.__name__}: longer than 1 s"]


def test_a_file_outside_is_bad() -> None:
    def escape(folder: Path) -> Iterator[str]:
        (folder.parent / "out.md").write_text("out")
        yield from ()

    assert try_one(escape) == ["a file is outside of its folder"]


def test_live_markup_is_seen_and_escaped_markup_is_not() -> None:
    html = f"<p>{MARKUP}</p>"
    assert len(set(live_html(html))) >= 5
    assert list(live_html("<a href='https://fog.example/?q=javascript:x'>x</a>")) == []
    assert any("<a href>" in one for one in live_html("<a href=' java\nscript:x'>x</a>"))
    assert any("img" in one for one in live_markdown(MARKUP, html=False))
    assert list(live_markdown("\\[a link\\](javascript:x) `<b data-ran>`")) == []
    assert list(controls(STEERING)) and not list(controls("été\tau\nport"))


def test_live_parts_of_a_word_document_are_seen(tmp_path: Path) -> None:
    document = docx_making.new()
    document.add_paragraph(MARKUP)
    assert list(live_word(docx_making.saved(document))) == []
    run = "<w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r>"
    docx_making.with_xml(document.add_paragraph("A field"), run)
    (tmp_path / "one.docx").write_bytes(data := docx_making.saved(document))
    assert list(live_word(data)) == ["word/document.xml has its mark"]
    assert ZipFile(tmp_path / "one.docx").testzip() is None
