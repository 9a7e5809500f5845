"""Runs made by hand, with short ways to state a question's result."""

from collections.abc import Sequence

from cmp_search.evaluation.judging import NOTHING_MARKED, Marked
from cmp_search.evaluation.questions import GoldQuestion, Kind, Need
from cmp_search.evaluation.run import FORM, EvaluatedIndex, JudgedHit, QuestionResult, Run
from cmp_search.search.answer import Level

RELATED, ANSWERED = 0.3, 0.7
INDEX = EvaluatedIndex("f" * 64, "g000001", "fake", 2, 9, 400.0, (), ())


def level_of(probability: float) -> Level:
    if probability >= ANSWERED:
        return Level.ANSWERED
    return Level.RELATED if probability >= RELATED else Level.NOT_FOUND


def asked(
    id: str,
    *ranks: int,
    kind: Kind = Kind.ANSWERABLE,
    relevant: int | None = None,
    probability: float = 0.9,
    language: str = "en",
    styles: tuple[str, ...] = (),
    group: str = "",
    section: bool | None = None,
    page: bool | None = None,
    milliseconds: float = 10.0,
    text: str = "",
    marked: Marked = NOTHING_MARKED,
    characters: int = 0,
) -> QuestionResult:
    """A question whose relevant hits have these ranks; the index has `relevant` in all."""
    needs = (Need("harbour", (f"answer {id}",)),) if kind is Kind.ANSWERABLE else ()
    return QuestionResult(
        question=GoldQuestion(
            id=id,
            text=text or f"Question {id}?",
            language=language,
            kind=kind,
            needs=needs,
            styles=styles,
            group=group or id,
        ),
        hits=tuple(
            JudgedHit("harbour", f"p{rank}", (0,) if rank in ranks else (), characters)
            for rank in range(1, 11)
        ),
        relevant=(len(ranks) if relevant is None else relevant,) if needs else (),
        section_right=section,
        page_right=page,
        probability=probability,
        level=level_of(probability),
        milliseconds=milliseconds,
        sentence="The first sentence.",
        citation="Institute of Fog, Harbour, para 1",
        marked=marked,
    )


def asked_of_two(id: str, *hits: tuple[str, int | None]) -> QuestionResult:
    """A question over two documents with these hits: their documents, and the need they meet."""
    template = asked(id, kind=Kind.NEAR)
    return QuestionResult(
        question=GoldQuestion(
            id=id,
            text=f"Question {id}?",
            language="en",
            kind=Kind.TWO_DOCUMENTS,
            needs=(Need("harbour", ("one",)), Need("ports", ("two",))),
            group=id,
        ),
        hits=tuple(
            JudgedHit(document, f"p{i}", () if met is None else (met,))
            for i, (document, met) in enumerate(hits)
        ),
        relevant=(1, 1),
        section_right=None,
        page_right=None,
        probability=template.probability,
        level=template.level,
        milliseconds=template.milliseconds,
        sentence=template.sentence,
        citation=template.citation,
    )


def run_of(results: Sequence[QuestionResult], **changes: object) -> Run:
    """A run with these results."""
    fields: dict[str, object] = {
        "form": FORM,
        "version": "0.1.0",
        "date": "2021-06-01T12:00:00+00:00",
        "index": INDEX,
        "related": RELATED,
        "answered": ANSWERED,
        "asked": tuple(results),
        **changes,
    }
    return Run(**fields)  # type: ignore[arg-type]
