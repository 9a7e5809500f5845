"""Judging: is a passage relevant to a gold question, and is the answer in what is marked of it?

1. A passage is relevant to a need if it is from the need's document and contains one of its
   answers, with white space collapsed and case folded.
   A hit meets what its passage meets, and what the same passage in other editions does that is
   joined to it: whoever sees the hit is told of these.
2. A marked sentence is right under the same condition: from the document, with an answer. A span is
   right if it contains an answer or is part of one, as what is expected is often more words than a
   short answer needs; so its F1 is given, too, the mean of which share of its words are the
   answer's and which share of the answer's are its own (Rajpurkar et al., EMNLP 2016). Only what is
   shown counts, not what other editions would have had marked.
3. A section is right if the passage's path ends as the question states; a page is right if the
   passage is on a page with the label that the question states (in a PDF without labels, on the
   page of that number).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmp_search.citations.pinpoint import pages_of
from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage
from cmp_search.evaluation.questions import GoldQuestion, Need
from cmp_search.index.base import Index
from cmp_search.search.answer import Hit


@dataclass(frozen=True, slots=True)
class Marked:
    """Whether the first hit's best sentence has an answer, and how right its answer span is.

    Each is None where there is nothing to judge: a question that no text answers, no span.
    """

    sentence_right: bool | None = None
    span_right: bool | None = None
    span_f1: float | None = None


NOTHING_MARKED = Marked()


def normalised(text: str) -> str:
    """A text in the form in which answers are looked for."""
    return " ".join(text.split()).lower()


def is_relevant(need: Need, document: str, text: str) -> bool:
    """Whether a passage, given by its document's id and its text, meets a need."""
    return document == need.document and _has_any(normalised(text), need.answers)


def passages_of_hits(index: Index, hits: Sequence[Hit]) -> list[list[Passage]]:
    """For each hit, its passage and those of other editions that are joined to it."""
    others = [other.passage for hit in hits for other in hit.also]
    passages = index.passages(others) if others else {}
    return [[hit.passage, *(passages[one.passage] for one in hit.also)] for hit in hits]


def needs_met(question: GoldQuestion, *passages: Passage) -> tuple[int, ...]:
    """Which needs of a question any of some passages meets, by their positions."""
    return tuple(
        i
        for i, need in enumerate(question.needs)
        if any(is_relevant(need, passage.document, passage.text) for passage in passages)
    )


def first_relevant(question: GoldQuestion, passages: Iterable[Passage]) -> int | None:
    """The rank, from 1, of the first passage that meets a need; None if there is none."""
    ranks = (rank for rank, passage in enumerate(passages, 1) if needs_met(question, passage))
    return next(ranks, None)


def judge_marked(question: GoldQuestion, hits: Sequence[Hit]) -> Marked:
    """How right the marks in the first hit are (step 2); without a hit, they are wrong."""
    if not question.needs:
        return NOTHING_MARKED
    if not hits:
        return Marked(sentence_right=False)
    document, sentence, span = (
        hits[0].passage.document,
        hits[0].best_sentence_text,
        hits[0].answer_text,
    )
    answers = [a for need in question.needs if need.document == document for a in need.answers]
    return Marked(
        sentence_right=_has_any(normalised(sentence), answers),
        span_right=_is_span_right(span, answers) if span else None,
        span_f1=max((_f1(span, answer) for answer in answers), default=0.0) if span else None,
    )


def _is_span_right(span: str, answers: Sequence[str]) -> bool:
    return _has_any(normalised(span), answers) or any(
        f" {' '.join(_words(span))} " in f" {' '.join(_words(answer))} " for answer in answers
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _f1(span: str, answer: str) -> float:
    found, expected = Counter(_words(span)), Counter(_words(answer))
    shared = (found & expected).total()
    return 2 * shared / (found.total() + expected.total()) if shared else 0.0


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
        for page in pages_of(document.pages, passage)
    )


def _has_any(text: str, answers: Iterable[str]) -> bool:
    return any(normalised(answer) in text for answer in answers)
