"""Judging: is a passage relevant to a gold question?

A passage is relevant to a need if it is from the need's document and contains one of its answers,
with white space collapsed and case folded. A section is right if the passage's path ends as the
question states; a page is right if the passage is on a page with the label that the question states
(in a PDF without labels, on the page of that number).
"""

from collections.abc import Iterable, Mapping, Sequence

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.evaluation.questions import GoldQuestion, Need


def normalised(text: str) -> str:
    """A text in the form in which answers are looked for."""
    return " ".join(text.split()).lower()


def is_relevant(need: Need, document: str, text: str) -> bool:
    """Whether a passage, given by its document's id and its text, meets a need."""
    return document == need.document and _has_any(normalised(text), need.answers)


def needs_met(question: GoldQuestion, passage: Passage) -> tuple[int, ...]:
    """Which needs of a question a passage meets, by their positions."""
    return tuple(
        i
        for i, need in enumerate(question.needs)
        if is_relevant(need, passage.document, passage.text)
    )


def first_relevant(question: GoldQuestion, passages: Iterable[Passage]) -> int | None:
    """The rank, from 1, of the first passage that meets a need; None if there is none."""
    ranks = (rank for rank, passage in enumerate(passages, 1) if needs_met(question, passage))
    return next(ranks, None)


def count_relevant(question: GoldQuestion, texts: Mapping[str, Sequence[str]]) -> tuple[int, ...]:
    """How many passages meet each need; `texts` has each document's passages, `normalised`."""
    return tuple(
        sum(_has_any(text, need.answers) for text in texts.get(need.document, ()))
        for need in question.needs
    )


def is_section_right(question: GoldQuestion, passage: Passage) -> bool | None:
    """Whether a relevant passage is in the stated section; None if none is stated."""
    stated = question.section
    return passage.section[-len(stated) :] == stated if stated else None


def is_page_right(question: GoldQuestion, passage: Passage, document: Document) -> bool | None:
    """Whether a relevant passage is on the stated page; None if none is stated."""
    if not question.page:
        return None
    return any(
        (page.label or str(page.number)) == question.page
        for page in document.pages
        if page.start < passage.end and passage.start < page.end
    )


def _has_any(text: str, answers: Iterable[str]) -> bool:
    return any(normalised(answer) in text for answer in answers)
