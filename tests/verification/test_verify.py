"""A draft, from its file to the standing of each quotation."""

from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.errors import ReadError
from cmp_search.library import Library
from cmp_search.locales import interfaces
from cmp_search.search.searcher import Searcher
from cmp_search.verification.draft import Draft, DraftParagraph, Mark, Place
from cmp_search.verification.verify import verify, verify_bytes, verify_draft, verify_quotation
from tests.raising import raises_code

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


def single(searcher: Searcher, words: str, citation: str = "") -> tuple[str, str]:
    found = verify_quotation(searcher.index, words, citation)
    assert (found.file, found.index_fingerprint) == ("", searcher.index.manifest.fingerprint)
    (checked,) = found.quotations
    assert checked.quotation.notes == ((citation,) if citation.strip() else ())
    return checked.standing.value, checked.reason


@pytest.mark.parametrize(
    ("words", "citation", "expected"),
    [
        ("The bakers met twice in Saltmarsh.", "", ("exact", "")),
        (WORDS, f"{TITLE}, Bread Working Group", ("exact", "")),
        ("« The bakers met […] in Saltmarsh. »", TITLE, ("exact", "")),
        (WORDS, f"{TITLE}, Lens Working Group", ("moved", "other_section")),
        ("The bakers met thrice in Saltmarsh.", TITLE, ("differs", "")),
        ("The bakers never met anybody at all.", TITLE, ("not_found", "")),
        ("Saltmarsh", "  ", ("exact", "")),
        ("nine bakers", "", ("not_checked", "too_short")),
        ("", "", ("not_checked", "too_short")),
        ("“…”", TITLE, ("not_checked", "too_short")),
        ("Part II: Groups › Bread Working Group", "", ("not_checked", "headings")),
    ],
)
def test_a_single_quotation_is_checked_without_a_draft(
    searcher: Searcher, words: str, citation: str, expected: tuple[str, str]
) -> None:
    assert single(searcher, words, citation) == expected


def test_the_citation_of_a_passage_leads_to_its_words(searcher: Searcher) -> None:
    for hit in searcher.ask("Who met in Saltmarsh?").hits:
        for language in interfaces():
            citation = hit.citation.render(language)
            assert single(searcher, hit.best_sentence_text, citation)[0] == "exact"


def test_bytes_are_verified_as_their_file(searcher: Searcher, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(f"{WORDS} and “the bakers never met anybody at all”", "utf-8")
    found = verify_bytes(searcher.index, note.read_bytes(), "note.md")
    assert found == verify(searcher.index, note)
    assert [one.standing.value for one in found.quotations] == ["exact", "not_found"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("note.docx", b"no zip", "format_not"),
        ("note.odt", b"words", "suffix_unknown"),
        ("note", b"words", "suffix_missing"),
        ("note.txt", b"", "no_text"),
    ],
)
def test_bytes_that_cannot_be_read_are_an_error_with_their_name(
    searcher: Searcher, name: str, data: bytes, code: str
) -> None:
    with raises_code(ReadError, code, file=name):
        verify_bytes(searcher.index, data, name)
