"""Judging: is what was found what was asked for?

A passage is relevant to a need when it comes from its document and holds one of its answers, white
space collapsed and case folded. A section is right when the passage's path ends as the question
says; a page is right when the passage lies on one that bears the label the question states (in a
PDF without labels, on the page of that position).
"""

from collections.abc import Iterable, Mapping, Sequence

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.evaluation.questions import GoldQuestion, Need


def normalised(text: str) -> str:
    """A text as answers are looked for in it."""
    return " ".join(text.split()).lower()


def is_relevant(need: Need, document: str, text: str) -> bool:
    """Whether a passage, of which the document's id and the text are given, meets a need."""
    return document == need.document and _holds_one(normalised(text), need.answers)


def needs_met(question: GoldQuestion, passage: Passage) -> tuple[int, ...]:
    """Which needs of a question a passage meets, by their positions."""
    return tuple(
        i
        for i, need in enumerate(question.needs)
        if is_relevant(need, passage.document, passage.text)
    )


def first_relevant(question: GoldQuestion, passages: Iterable[Passage]) -> int | None:
    """The rank, from 1, of the first passage that meets a need; None where there is none."""
    found = (rank for rank, passage in enumerate(passages, 1) if needs_met(question, passage))
    return next(found, None)


def count_relevant(question: GoldQuestion, texts: Mapping[str, Sequence[str]]) -> tuple[int, ...]:
    """How many passages meet each need, of the `normal` texts of all passages of each document."""
    return tuple(
        sum(_holds_one(text, need.answers) for text in texts.get(need.document, ()))
        for need in question.needs
    )


def is_section_right(question: GoldQuestion, passage: Passage) -> bool | None:
    """Whether a relevant passage stands in the stated section; None where none is stated."""
    wanted = question.section
    return passage.section[-len(wanted) :] == wanted if wanted else None


def is_page_right(question: GoldQuestion, passage: Passage, document: Document) -> bool | None:
    """Whether a relevant passage lies on the stated page; None where none is stated."""
    if not question.page:
        return None
    return any(
        (page.label or str(page.number)) == question.page
        for page in document.pages
        if page.start < passage.end and passage.start < page.end
    )


def _holds_one(text: str, answers: Iterable[str]) -> bool:
    return any(normalised(answer) in text for answer in answers)
