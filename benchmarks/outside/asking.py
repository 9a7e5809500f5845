"""Asking the questions of a set, and keeping the results.

1. The texts are written into a folder, where what was there before and has not changed is kept, and
   indexed there; so a second run encodes nothing.
2. The set's own questions are asked, then those of other sets.
3. If paragraphs are documents, each answerable question is asked once more with its own paragraph
   taken out: now nothing answers it, and all else is on its subject.
4. All results can be saved and loaded again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from pydantic import TypeAdapter

from benchmarks.outside.sets import TextSet
from cmp_search.encoders import Encoder
from cmp_search.evaluation.judging import NOTHING_MARKED, judge_marked
from cmp_search.evaluation.questions import GoldQuestion, Kind
from cmp_search.evaluation.run import (
    FORM,
    EvaluatedIndex,
    JudgedHit,
    QuestionResult,
    Run,
    evaluated_index,
)
from cmp_search.index.build import build_index
from cmp_search.index.filters import Filters
from cmp_search.index.manifest import now
from cmp_search.search.searcher import NO_FILTERS, Searcher, open_searcher
from cmp_search.version import __version__

NEAR, FAR, LEFT_OUT, FOREIGN = "near", "far", "left out", "foreign"


@dataclass(frozen=True, slots=True)
class SetResults:
    """The results of a set; those of unanswerable questions by their sort (steps 2 and 3)."""

    version: str
    date: str
    index: EvaluatedIndex
    related: float
    answered: float
    answerable: tuple[QuestionResult, ...]
    unanswerable: dict[str, tuple[QuestionResult, ...]]

    def run(self, sort: str) -> Run:
        """The answerable questions and one sort of unanswerable ones as a run; "" for none."""
        return Run(
            form=FORM,
            version=self.version,
            date=self.date,
            index=self.index,
            related=self.related,
            answered=self.answered,
            asked=(*self.answerable, *self.unanswerable.get(sort, ())),
        )


_RESULTS = TypeAdapter(dict[str, SetResults])


def ask_set(text_set: TextSet, encoder: Encoder, model: str, folder: Path, step: int) -> SetResults:
    """Index a set in a folder of its own, and ask every `step`-th question (steps 1 to 3)."""
    corpus = text_set.folder or written(text_set.texts, folder / "corpus")
    index = str(folder / "index")
    build_index(corpus, index, encoder, model)
    searcher = open_searcher(index, encoder)
    try:
        return _asked(text_set, searcher, corpus, step)
    finally:
        searcher.close()


def written(texts: Mapping[str, str], corpus: Path) -> Path:
    """Step 1, as far as the texts go."""
    corpus.mkdir(parents=True, exist_ok=True)
    for stale in corpus.iterdir():
        if stale.name not in texts:
            stale.unlink()
    for name, text in texts.items():
        (corpus / name).write_text(text, "utf-8")
    return corpus


def _asked(text_set: TextSet, searcher: Searcher, corpus: Path, step: int) -> SetResults:
    """Steps 2 and 3."""
    own = {kind: [q for q in text_set.questions if q.kind is kind][::step] for kind in Kind}
    asked = {
        NEAR: own[Kind.NEAR],
        FAR: own[Kind.FAR],
        FOREIGN: text_set.foreign[::step],
    }
    unanswerable = {
        sort: tuple(_ask(searcher, text_set, question) for question in questions)
        for sort, questions in asked.items()
    }
    if text_set.can_leave_out:
        unanswerable[LEFT_OUT] = tuple(
            _ask_without(searcher, text_set, question) for question in own[Kind.ANSWERABLE]
        )
    return SetResults(
        version=__version__,
        date=now(),
        index=evaluated_index(searcher, corpus),
        related=searcher.fitted.related,
        answered=searcher.fitted.answered,
        answerable=tuple(_ask(searcher, text_set, q) for q in own[Kind.ANSWERABLE]),
        unanswerable={sort: results for sort, results in unanswerable.items() if results},
    )


def _ask_without(searcher: Searcher, text_set: TextSet, question: GoldQuestion) -> QuestionResult:
    """The result of a question whose document is taken out (step 3)."""
    left = tuple(id for id in searcher.facts.entries if id != question.needs[0].document)
    nothing_answers = replace(question, kind=Kind.NEAR, needs=(), section=())
    return _ask(searcher, text_set, nothing_answers, Filters(documents=left))


def _ask(
    searcher: Searcher, text_set: TextSet, question: GoldQuestion, filters: Filters = NO_FILTERS
) -> QuestionResult:
    """The result of a question, judged as its set is."""
    start = perf_counter()
    answer = searcher.ask(question.text, filters)
    milliseconds = (perf_counter() - start) * 1000
    is_judged = question.kind is Kind.ANSWERABLE
    has_words = any(need.answers for need in question.needs)
    return QuestionResult(
        question=question,
        hits=tuple(
            JudgedHit(
                document=hit.passage.document,
                passage=hit.passage.id,
                meets=(0,) if is_judged and text_set.is_relevant(question, hit.passage) else (),
                characters=hit.passage.end - hit.passage.start,
            )
            for hit in answer.hits
        ),
        relevant=(1,) if is_judged else (),
        section_right=None,
        page_right=None,
        probability=answer.confidence.probability,
        level=answer.confidence.level,
        milliseconds=round(milliseconds, 3),
        sentence=" ".join(answer.hits[0].best_sentence_text.split()) if answer.hits else "",
        citation="",
        marked=judge_marked(question, answer.hits) if has_words else NOTHING_MARKED,
    )


def save_results(results: Mapping[str, SetResults], path: Path) -> None:
    """Write the results of all sets, by their names, to a file."""
    path.write_bytes(_RESULTS.dump_json(dict(results)) + b"\n")


def load_results(path: Path) -> dict[str, SetResults]:
    """The results that `save_results` wrote."""
    return _RESULTS.validate_json(path.read_bytes())
