"""The JSON output of `eval`, documented in docs/json.md; fields are only ever added."""

from dataclasses import asdict

from cmp_search.api.schemas import Json
from cmp_search.evaluation.comparison import Comparison
from cmp_search.evaluation.figures import Figures
from cmp_search.evaluation.run import Run


def evaluation_json(run: Run, figures: Figures, comparison: Comparison | None) -> Json:
    """The results of gold questions; `comparison` is null without a baseline."""
    return {
        "date": run.date,
        "version": run.version,
        "index": asdict(run.index),
        "questions": len(run.asked),
        "retrieval": [asdict(row) for row in figures.rows],
        "two_documents": asdict(figures.two_documents) if figures.two_documents else None,
        "abstention": asdict(figures.abstention),
        "latency": asdict(figures.latency),
        "shown_characters": figures.shown_characters,
        "failures": [
            {
                "id": failure.result.question.id,
                "question": failure.result.question.text,
                "kind": failure.result.question.kind.value,
                "reason": failure.reason.value,
                "rank": failure.rank,
                "citation": failure.result.citation,
            }
            for failure in figures.failures
        ],
        "comparison": _comparison_json(comparison) if comparison else None,
    }


def _comparison_json(comparison: Comparison) -> Json:
    changes = {
        name: [
            {
                "id": change.question.id,
                "question": change.question.text,
                "before": change.before,
                "after": change.after,
            }
            for change in questions
        ]
        for name, questions in (("won", comparison.won), ("lost", comparison.lost))
    }
    return {**asdict(comparison), **changes}
