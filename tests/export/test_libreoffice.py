"""The Word file as LibreOffice lays it out: each note stands under its mark.

`soffice` makes a PDF of it, and `pdftotext` says what is on each page.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cmp_search.citations.rich_text import plain
from cmp_search.export import ExportFormat, export
from cmp_search.export.setting import manuscript_of
from cmp_search.notes.note import Note

from .making import briefing, note, quote
from .test_formats import HOSTILE, everywhere

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
    ),
    pytest.mark.skipif(
        shutil.which("pdftotext") is None,
        reason="pdftotext is not installed: apt-get install poppler-utils",
    ),
]
MANY = 40


def many() -> Note:
    """Quotations of growing length over many pages, each of its own report."""
    items: list[object] = []
    for n in range(1, MANY + 1):
        items += [
            f"Own words {n}. " * (n % 7),
            quote(f"Lens{n} shines" + " on" * n + ".", title=f"Report{n}"),
        ]
    return note(*items)  # type: ignore[arg-type]


NOTES = {
    "many": many(),
    "briefing": briefing("fr"),
    **{f"hostile-{n}": everywhere(words) for n, words in enumerate(HOSTILE)},
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The words on each page of each note."""
    folder = tmp_path_factory.mktemp("export")
    for name, made in NOTES.items():
        (folder / f"{name}.docx").write_bytes(export(made, ExportFormat.DOCX))
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    sources = sorted(folder.glob("*.docx"))
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", folder, *sources],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: words_of(folder / f"{name}.pdf") for name in NOTES}


def words_of(path: Path) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-raw", path, "-"], check=True, capture_output=True, timeout=60
    )
    return done.stdout.decode().split("\f")


def test_every_note_stands_under_its_mark(pages: dict[str, list[str]]) -> None:
    found: dict[int, int] = {}
    for page, words in enumerate(pages["many"]):
        body, _, annex = words.partition("Annex: excerpts")
        if annex:
            break
        marks = re.findall(r"“Lens(\d+) shines[\son]*\.”\s?(\d+)", body)
        notes = re.findall(r"^(\d+)\s+Institute of Fog, Report(\d+) ", body, re.MULTILINE)
        assert all(lens == number for lens, number in marks), page
        assert [number for _, number in marks] == [number for number, _ in notes], page
        assert all(number == report for number, report in notes), page
        found |= {int(number): page for _, number in marks}
    assert list(found) == list(range(1, MANY + 1))
    assert len(set(found.values())) > 3


@pytest.mark.parametrize("name", NOTES)
def test_all_words_are_there(pages: dict[str, list[str]], name: str) -> None:
    """Blanks and line ends aside, and what has no picture of its own."""
    shown = squeezed("".join(pages[name]))
    manuscript = manuscript_of(NOTES[name])
    body = [one.words for one in manuscript.paragraphs]
    for rich in (*body, *(one.words for one in manuscript.footnotes)):
        first = squeezed(plain(rich))[:40]
        assert first in shown, first


def squeezed(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9À-ÿ<>{}()$#=|*_`~^]", "", words)
