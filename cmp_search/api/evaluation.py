"""The JSON output of `eval` and `calibrate`, as docs/json.md says; fields are only ever added."""

from dataclasses import asdict

from cmp_search.api.records import calibration_json
from cmp_search.api.schemas import Json
from cmp_search.evaluation.calibration import CalibrationReport
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


def calibration_report_json(report: CalibrationReport) -> Json:
    """New thresholds, those before, and how questions are judged by both."""
    return {
        "calibration": calibration_json(report.calibration, report.calibration.encoder),
        "before": asdict(report.before),
        "levels_before": [asdict(levels) for levels in report.levels_before],
        "levels": [asdict(levels) for levels in report.levels],
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
