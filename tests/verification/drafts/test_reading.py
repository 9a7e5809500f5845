"""Reading through the sandbox, and what is refused before it."""

from pathlib import Path

import pytest

from cmp_search.errors import DamagedError, FormatError, LimitError, NoTextError, ReadError
from cmp_search.verification import drafts
from cmp_search.verification.drafts import draft_of, read_draft
from cmp_search.verification.drafts.reading import SUFFIXES, draft, draft_in_sandbox
from tests.raising import raises_code

from .planting import WRITERS, Planted

DRAFT = [Planted("It says", ("“", "”"), "the tide turns", ".", "Report.", "plain")]


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_sandbox_gives_what_reading_here_gives(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"note{suffix.upper()}"
    path.write_bytes(WRITERS[suffix](DRAFT))
    assert read_draft(path) == draft(suffix, path.read_bytes())


def test_every_suffix_has_a_reader() -> None:
    for suffix in SUFFIXES:
        with pytest.raises(ReadError):
            draft(suffix, b"")


def test_an_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "note.docx"
    with raises_code(
        ReadError, "file_unopened", file="note.docx", reason="No such file or directory"
    ):
        read_draft(path)
    path.write_bytes(b"Just text.")
    with raises_code(FormatError, "format_not", file="note.docx", format="Word"):
        read_draft(path)


def test_other_formats_are_refused() -> None:
    known = list(SUFFIXES)
    with raises_code(FormatError, "suffix_unknown", suffix=".pdf", known=known):
        draft_of(".pdf", b"%PDF-1.7")


def test_what_has_no_words_is_refused() -> None:
    for suffix in (".txt", ".md", ".html"):
        with raises_code(NoTextError, "no_text"):
            draft_of(suffix, b" \n\n")


def test_what_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MAX_BYTES", 3)
    path = tmp_path / "note.txt"
    path.write_bytes(b"Words")
    with raises_code(LimitError, "file_too_large", file="note.txt", found=5, most=3):
        read_draft(path)
    with raises_code(LimitError, "file_too_large", found=5, most=3):
        draft_of(".txt", b"Words")


def test_a_draft_that_is_too_long_is_refused() -> None:
    with raises_code(LimitError, "text_too_long", found=2_000_001, most=2_000_000):
        draft(".txt", b"a" * 2_000_001)


def test_what_a_library_raises_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr("cmp_search.verification.drafts.text.read", fail)
    with raises_code(DamagedError, "file_unreadable", reason="no such thing"):
        draft(".txt", b"Words")


def test_hostile_words_are_read_within_the_limits() -> None:
    for suffix in (".txt", ".md", ".html"):
        words = draft_in_sandbox(suffix, b'"' * 1_000_000).paragraphs[0].text
        assert words == '"' * 1_000_000
