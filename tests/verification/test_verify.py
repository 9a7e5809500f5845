"""A draft, from its file to the standing of each quotation."""

from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.errors import ReadError
from cmp_search.library import Library
from cmp_search.search.searcher import Searcher
from cmp_search.verification.draft import Draft, DraftParagraph, Mark, Place
from cmp_search.verification.verify import verify_draft

TITLE = "Harbour Exchange: report for 2021"
WORDS = "“The bakers met twice in Saltmarsh.”"


def draft(*notes: str, annex: str = "") -> Draft:
    """The same quotation with a footnote each, and an annex with a line and the words."""
    body = [
        DraftParagraph(WORDS, marks=(Mark(len(WORDS), str(n)),)) for n, _ in enumerate(notes, 1)
    ]
    feet = [DraftParagraph(note, Place.FOOTNOTE, note=str(n)) for n, note in enumerate(notes, 1)]
    excerpt = [DraftParagraph(annex), DraftParagraph(WORDS.strip("“”"))] if annex else []
    return Draft((*body, *excerpt, *feet))


def standings(searcher: Searcher, made: Draft) -> list[tuple[str, str]]:
    found = verify_draft(searcher.index, made, "note.docx")
    assert found.file == "note.docx"
    assert found.index_fingerprint == searcher.index.manifest.fingerprint
    return [(one.standing.value, one.reason) for one in found.quotations]


def test_footnotes_that_refer_to_others_are_followed(searcher: Searcher) -> None:
    made = draft(f"{TITLE}, Bread Working Group", "Ibid.", "Ibid., Lens Working Group")
    assert standings(searcher, made) == [("exact", ""), ("exact", ""), ("moved", "other_section")]


def test_ibid_goes_back_among_footnotes_and_among_endnotes(searcher: Searcher) -> None:
    made = draft(f"{TITLE}, Bread Working Group", "Ports Exchange, 2010", "Ibid.")
    feet = [
        replace(one, place=Place.ENDNOTE) if one.note == "2" else one for one in made.paragraphs
    ]
    assert standings(searcher, Draft(tuple(feet)))[2] == ("exact", "")


def test_the_annex_is_read(searcher: Searcher) -> None:
    edition = searcher.index.document("harbour-2021").sha256
    line = f"[1] harbour-2021:0123456789ab · 0–9 · {edition}"
    assert standings(searcher, draft(TITLE, annex=line)) == [("moved", "other_passage")] * 2
    assert (
        standings(searcher, draft(TITLE, annex=line.replace(edition, "0" * 64)))
        == [("exact", "source_changed_since")] * 2
    )


def test_what_was_altered_has_no_source_that_changed(searcher: Searcher) -> None:
    line = f"[1] harbour-2021:0123456789ab · 0–9 · {'0' * 64}"
    made = draft(TITLE, annex=line)
    sold = [replace(one, text=one.text.replace("met twice", "met once")) for one in made.paragraphs]
    gone, altered = Draft(tuple(sold)), Draft((sold[0], *made.paragraphs[1:]))
    assert standings(searcher, gone) == [("source_changed", "")] * 2
    assert standings(searcher, altered) == [("differs", ""), ("exact", "source_changed_since")]


def test_no_model_is_loaded(index: Path, corpus: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(f"The report says {WORDS}", "utf-8")
    with Library(corpus, index, "no-such-model") as library:
        assert library.verify(note).holds
        with pytest.raises(ReadError):
            library.verify(tmp_path / "none.txt")
