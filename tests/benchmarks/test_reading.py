"""Comparing our readers with other tools."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import reading, reading_peers
from benchmarks.reading import (
    Compared,
    FileFigures,
    each_line_once,
    figures_of,
    files_in,
    report,
    words_of,
)
from benchmarks.reading_peers import Peer, peers
from cmp_search.documents.document import Flaw
from tests.readers import pdf_making

PAGE = """<html><body><nav>Harbour board home</nav><main><h1>Lamps</h1>
<p>The keeper trims the lamp twice a night.</p></main></body></html>"""
ECHO = (sys.executable, "-c", "import sys; print(open(sys.argv[1]).read())")
"""A tool that gives a file as it is."""


def cannot_install(place: Path, packages: Sequence[str]) -> Path:
    raise subprocess.CalledProcessError(1, "pip")


def saying(words: str) -> Peer:
    """A tool that reads the same words from every web page."""
    return Peer("other", {"HTML": (sys.executable, "-c", f"print({words!r})")})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the harbour-\nmaster", "the harbour-master"),
        ("light-\n\fhouse", "Lighthouse"),
        ("co\xadop", "coop"),
        ("Début œuvre", "debut OEUVRE"),
    ],
)
def test_words_are_the_same_however_they_are_written(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_words_are_counted() -> None:
    assert words_of("One, two – one.") == {"one": 2, "two": 1}


def test_lines_that_differ_in_numbers_alone_are_one() -> None:
    text = "Annual Report 3 of 9\nOil: 12\nANNUAL REPORT 4 of 9\n34\n35\n34\nOil 13.\n"
    assert each_line_once(text) == "Annual Report 3 of 9\nOil: 12\n34\n35"


def test_the_numbers_of_pages_are_none() -> None:
    assert words_of(each_line_once("1\nOne\n7\nand\n\f 2 \n\nTwo\n3\n\f")) == words_of(
        "One 7 and Two"
    )


@pytest.mark.parametrize(
    ("theirs", "recall", "precision"),
    [
        ("Lamps. The keeper trims the lamp twice a night.", 1, 1),
        ("Lamps. The keeper trims\nHarbour board\nHarbour board", 4 / 6, 4 / 9),
        ("Lamps the keeper trims the the lamp twice a night a", 9 / 11, 1),
    ],
)
def test_shares_are_those_of_bags_of_words(
    tmp_path: Path, theirs: str, recall: float, precision: float
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (found,) = figures_of(tmp_path / "page.html", [saying(theirs)]).compared
    assert (found.tool, found.recall, found.precision) == ("other", recall, precision)


def test_words_that_come_again_are_missing_once_and_found_each_time(tmp_path: Path) -> None:
    fog = "<p>Fog rises.</p>"
    (tmp_path / "page.html").write_text(f"<nav>Harbour board</nav><main>{fog}{fog}</main>")
    theirs = saying("Harbour board\nFog rises\nFog rises\nHarbour board")
    (found,) = figures_of(tmp_path / "page.html", [theirs]).compared
    assert (found.recall, found.missing) == (4 / 6, 2)


def test_a_tool_that_fails_or_reads_nothing_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    fails = Peer("fails", {"HTML": (sys.executable, "-c", "raise SystemExit(1)")})
    garbles = saying("<\0h\0t\0m\0l\0>\0")
    others = [fails, garbles, saying(""), Peer("other", {"PDF": ECHO})]
    assert figures_of(tmp_path / "page.html", others).compared == ()


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_descriptions_of_pictures_are_not_what_a_reader_sees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.html").write_text("<p>A <img src=x.png alt='red lamp'>burns.</p>")
    monkeypatch.setattr(reading_peers, "python_with", cannot_install)
    (pandoc,) = [one for one in peers(tmp_path) if one.name == "pandoc"]
    assert pandoc.text(tmp_path / "page.html") == "A burns.\n"


def test_a_pdf_is_timed_by_page(tmp_path: Path) -> None:
    pages = [pdf_making.stacked("The keeper trims the lamp."), pdf_making.stacked("Fog rises.")]
    (tmp_path / "lamp.pdf").write_bytes(pdf_making.pdf(*pages))
    found = figures_of(tmp_path / "lamp.pdf", [])
    assert (found.format, found.pages) == ("PDF", 2)
    assert f"{found.seconds / 2 * 1_000:.1f}" in report([found], [], 0.95)


def test_a_refused_file_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    found = figures_of(tmp_path / "broken.pdf", [])
    assert found.refused and found.refused in report([found], [], 0.95)


@pytest.mark.parametrize(
    ("recalls", "warnings", "silent"),
    [
        ((0.95, 1.0), (), False),
        ((1.0, 0.94), (), False),
        ((0.93, 0.94), (), True),
        ((0.94,), (Flaw.NO_HEADINGS,), True),
        ((0.94,), (Flaw.NO_HEADINGS, Flaw.WORDS_LOST), False),
        ((), (), False),
    ],
)
def test_a_loss_is_silent_without_a_flaw_that_says_so(
    recalls: Sequence[float], warnings: tuple[Flaw, ...], silent: bool
) -> None:
    compared = tuple(Compared("other", 200, recall, 1.0) for recall in recalls)
    found = FileFigures("fog.html", "HTML", 1.0, warnings=warnings, compared=compared)
    assert found.lost_in_silence(0.95) is silent


@pytest.mark.parametrize(("words", "silent"), [(18, False), (20, True)])
def test_a_mark_in_a_few_lines_is_no_loss(words: int, silent: bool) -> None:
    compared = (Compared("other", words, 0.5, 1.0),)
    found = FileFigures("fog.docx", "Word", 1.0, compared=compared)
    assert found.lost_in_silence(0.95) is silent


def test_files_that_can_be_read_are_found_in_folders(tmp_path: Path) -> None:
    for name in ("b/one.HTML", "a.md", "b/two.zip", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in files_in([tmp_path])]
    assert found == ["a.md", "b/one.HTML", "c.txt"]
    assert list(files_in([tmp_path / "a.md"])) == [tmp_path / "a.md"]


def test_formats_are_summed_up() -> None:
    def one(format: str, recall: float, seconds: float) -> FileFigures:
        compared = (Compared("other", 10, recall, 0.5),)
        return FileFigures(f"fog {format}", format, seconds, compared=compared)

    figures = [one("HTML", 1.0, 1), one("Word", 1.0, 3), one("HTML", 0.5, 1.5)]
    shown = report(figures, figures[2:], 0.95)
    assert "| HTML | other | 2 | 0.750 | 0.500 | 0.500 | 2.50 | – |" in shown
    assert shown.endswith("no flaw that says so:\n- fog HTML")
    assert report(figures, [], 0.95).endswith("none")


def test_missing_tools_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading_peers, "python_with", cannot_install)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert peers(tmp_path) == []
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0].split()[-1] for line in lines] == [
        "pdftotext",
        "pandoc",
        "html2text",
    ]
    assert "poppler-utils" in lines[0]


LOST = "The harbour board of our town thanks every visitor for coming"


@pytest.mark.parametrize(("theirs", "status"), [("The keeper", 0), (LOST, 1)])
def test_the_command_prints_json_and_fails_if_words_are_lost(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    theirs: str,
    status: int,
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    monkeypatch.setattr(reading, "peers", lambda folder: [saying(theirs)])
    with pytest.raises(SystemExit) as ended:
        reading.main([tmp_path], as_json=True, below=0.95, folder=tmp_path)
    assert ended.value.code == status
    found = json.loads(capsys.readouterr().out)
    (one,) = found["files"]
    assert one["compared"][0]["words"] == len(theirs.split())
    assert found["lost_in_silence"] == [str(tmp_path / "page.html")] * status
