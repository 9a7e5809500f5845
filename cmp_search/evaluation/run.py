"""A run: every question asked once, with all the data that the figures need.

1. Count the passages of the index that are relevant to each question, found or not: the ideal
   ranking has them first.
2. Ask a few questions that do not count, to warm up.
3. Ask each question, time it, and judge its hits.
All figures are computed from a run alone, so that a new version can compute new figures of an old
run that was saved (see `run_file`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import perf_counter

from cmp_search.errors import CorpusError, EvaluationError
from cmp_search.evaluation.judging import (
    NOTHING_MARKED,
    Marked,
    count_relevant,
    is_page_right,
    is_section_right,
    judge_marked,
    needs_met,
    normalised,
    passages_of_hits,
)
from cmp_search.evaluation.questions import GoldQuestion
from cmp_search.index.manifest import now
from cmp_search.index.status import read_status
from cmp_search.search.answer import Answer, Level
from cmp_search.search.searcher import Searcher
from cmp_search.version import __version__

FORM = 1
"""Incremented whenever older saved runs can no longer be read."""
WARM_UP = 3

AskingProgress = Callable[[str, float, int], None]


@dataclass(frozen=True, slots=True)
class JudgedHit:
    """A hit: its document, its passage's id, and the positions of the needs that it meets.

    `characters` is the length of its passage; 0 in runs that were saved before it was recorded.
    """

    document: str
    passage: str
    meets: tuple[int, ...]
    characters: int = 0


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The result of one question.

    `relevant` counts the passages of the index that meet each need. `section_right` and
    `page_right` are about the first relevant hit, if the question states them. `sentence` and
    `citation` are those of the first hit, relevant or not; `marked` judges what is marked in it.
    """

    question: GoldQuestion
    hits: tuple[JudgedHit, ...]
    relevant: tuple[int, ...]
    section_right: bool | None
    page_right: bool | None
    probability: float
    level: Level
    milliseconds: float
    sentence: str
    citation: str
    marked: Marked = NOTHING_MARKED

    @property
    def rank(self) -> int | None:
        """The rank of the first relevant hit."""
        return next((rank for rank, hit in enumerate(self.hits, 1) if hit.meets), None)


@dataclass(frozen=True, slots=True)
class EvaluatedIndex:
    """The index that was asked; `pending` and `gone` are those of `status` at the time.

    `passage_characters` is the mean length of a passage: long passages make relevant hits easy.
    """

    fingerprint: str
    generation: str
    encoder: str
    documents: int
    passages: int
    passage_characters: float
    pending: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The results of all questions, and the conditions; thresholds are probabilities."""

    form: int
    version: str
    date: str
    index: EvaluatedIndex
    related: float
    answered: float
    asked: tuple[QuestionResult, ...]


def evaluate(
    searcher: Searcher,
    corpus: Path,
    questions: Sequence[GoldQuestion],
    progress: AskingProgress | None = None,
) -> Run:
    """Ask all questions.

    Raises:
        EvaluationError: there is no question, or one names a document that is not in the index.
    """
    if not questions:
        raise EvaluationError("no_questions")
    texts = _texts(searcher, questions)
    for question in questions[:WARM_UP]:
        searcher.ask(question.text)
    asked = []
    for i, question in enumerate(questions):
        if progress:
            progress(question.id, i, len(questions))
        asked.append(_ask(searcher, question, count_relevant(question, texts)))
    return Run(
        form=FORM,
        version=__version__,
        date=now(),
        index=evaluated_index(searcher, corpus),
        related=searcher.fitted.related,
        answered=searcher.fitted.answered,
        asked=tuple(asked),
    )


def _ask(searcher: Searcher, question: GoldQuestion, relevant: tuple[int, ...]) -> QuestionResult:
    """Step 3 for one question."""
    start = perf_counter()
    answer = searcher.ask(question.text)
    milliseconds = (perf_counter() - start) * 1000
    editions = passages_of_hits(searcher.index, answer.hits)
    hits = tuple(
        JudgedHit(
            document=hit.passage.document,
            passage=hit.passage.id,
            meets=needs_met(question, *passages),
            characters=hit.passage.end - hit.passage.start,
        )
        for hit, passages in zip(answer.hits, editions, strict=True)
    )
    first = next((p for found in editions for p in found if needs_met(question, p)), None)
    document = searcher.index.document(first.document) if first else None
    sentence, citation = _first_hit(answer)
    return QuestionResult(
        question=question,
        hits=hits,
        relevant=relevant,
        section_right=is_section_right(question, first) if first else None,
        page_right=is_page_right(question, first, document) if first and document else None,
        probability=answer.confidence.probability,
        level=answer.confidence.level,
        milliseconds=round(milliseconds, 3),
        sentence=sentence,
        citation=citation,
        marked=judge_marked(question, answer.hits),
    )


def _first_hit(answer: Answer) -> tuple[str, str]:
    """The best sentence and the citation of the first hit; empty where nothing was found."""
    if not answer.hits:
        return "", ""
    hit = answer.hits[0]
    return " ".join(hit.best_sentence_text.split()), hit.citation.render()


def _texts(searcher: Searcher, questions: Sequence[GoldQuestion]) -> dict[str, list[str]]:
    """The texts of all passages of the documents that the questions name."""
    named = {need.document: question for question in questions for need in question.needs}
    for id, question in named.items():
        if id not in searcher.facts.entries:
            error = searcher.unknown(id)
            raise EvaluationError("gold_document", question=question.id, error=error)
    return {id: [normalised(p.text) for p in searcher.index.passages_of(id)] for id in named}


def evaluated_index(searcher: Searcher, corpus: Path) -> EvaluatedIndex:
    """The facts about the index that was asked."""
    manifest = searcher.index.manifest
    lengths = [
        passage.end - passage.start
        for id in searcher.facts.entries
        for passage in searcher.index.passages_of(id)
    ]
    pending, gone = _changed(searcher, corpus)
    return EvaluatedIndex(
        fingerprint=manifest.fingerprint,
        generation=manifest.generation,
        encoder=manifest.encoder.name,
        documents=manifest.documents,
        passages=manifest.passage_count,
        passage_characters=round(mean(lengths), 1) if lengths else 0.0,
        pending=pending,
        gone=gone,
    )


def _changed(searcher: Searcher, corpus: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What has changed in the corpus since the build; nothing if the corpus is not there."""
    try:
        status = read_status(corpus, searcher.index.address)
    except CorpusError:
        return (), ()
    return status.pending, status.gone
