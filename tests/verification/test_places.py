"""Where words stand, held against what is cited."""

from dataclasses import replace

import pytest

from cmp_search.documents.document import BlockKind, Document, Page, Span
from cmp_search.verification.cited import Footnotes
from cmp_search.verification.places import Places
from tests.sample import heading, make_document, paragraph

PIECES = [
    (BlockKind.TITLE, "Harbour rules of the northern coast", 0),
    heading("Chapter 1 Piers", 1),
    heading("Article 4. Lamps", 2),
    paragraph("Lamps are lit at dusk."),
    paragraph("12. Nobody sleeps."),
    heading("Article 5. Fog", 2),
    paragraph("Bells are rung in fog."),
]


@pytest.fixture
def document() -> Document:
    """Two articles, on pages ix and x: the 3rd and 4th of a PDF."""
    made = make_document(PIECES, title="Harbour rules of the northern coast")
    second = made.text.index("Article 5")
    pages = (
        Page(1, None, 0, 0),
        Page(2, None, 0, 0),
        Page(3, "ix", 0, second),
        Page(4, "x", second, len(made.text)),
    )
    return replace(made, pages=pages)


def misplaced(document: Document, words: str, note: str) -> str | None:
    title = document.entry.title
    footnotes = Footnotes((document.entry,), {"1": f"{title}, {note}"})
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return Places(document).found(span, footnotes.cited(["1"])).misplaced


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", None),
        ("p. ix", None),
        ("pp. viii–ix", "other_page"),
        ("pp. ix–x", None),
        ("p. IX [PDF 3]", None),
        ("p. ix [PDF 4]", "other_page"),
        ("p. x", "other_page"),
        ("p. 412", "other_page"),
        ("PDF p. 3", None),
        ("PDF p. 4", "other_page"),
        ("art. 4", None),
        ("art. 5", "other_article"),
        ("Chapter 1 Piers › Article 4. Lamps", None),
        ("Chapter 1 Piers, Article 5. Fog", "other_article"),
        ("chapter 1 piers", None),
        ("on Chapter 1 Piers and lamps", None),
        ("para 2", None),
        ("para 12", None),
        ("paras 1–2", None),
        ("para 1", "other_paragraph"),
        ("para 3", "other_paragraph"),
    ],
)
def test_what_a_footnote_says_is_held_against_the_place(
    document: Document, note: str, expected: str | None
) -> None:
    assert misplaced(document, "Nobody sleeps", note) == expected


def test_a_place_is_cited_by_its_own_paragraph(document: Document) -> None:
    start = document.text.index("Nobody")
    found = Places(document).found(Span(start, start + 6), Footnotes((), {}).cited([]))
    assert found.citation.render() == (
        "Harbour rules of the northern coast, Chapter 1 Piers, art. 4, para 12, p. ix [PDF 3]"
    )
    assert (found.citation.start, found.citation.end) == (start, start + 6)
    assert found.misplaced is None and not found.is_digest


def test_words_before_any_section_have_a_place(document: Document) -> None:
    found = Places(document).found(Span(0, 7), Footnotes((), {}).cited([]))
    assert found.citation.section == ()
