"""Parts of the JSON output: what was searched, what to know of an index, where words stand."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cmp_search.api.shapes.answers import SearchRecordJson, ThresholdsJson
from cmp_search.api.shapes.parts import CaveatJson, StepJson
from cmp_search.citations.pinpoint import PinpointStep
from cmp_search.encoders import EncoderIdentity
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.search.answer import SearchRecord
from cmp_search.search.thresholds import in_force


def search_record_json(record: SearchRecord) -> SearchRecordJson:
    """What was searched; of a calibration in force, its date and thresholds."""
    filters = record.filters
    return {
        "date": record.date,
        "index_fingerprint": record.index_fingerprint,
        "generation": record.generation,
        "encoder": record.encoder,
        "filters": {
            "documents": list(filters.documents),
            "languages": list(filters.languages),
            "years": list(filters.years),
        },
        "documents": list(record.documents),
        "reader": record.reader,
        "calibration": _thresholds_json(record.calibration) if record.calibration else None,
        "language": record.language,
    }


def _thresholds_json(calibration: Calibration) -> ThresholdsJson:
    return {
        "created": calibration.created,
        "related": calibration.related,
        "answered": calibration.answered,
    }


def calibration_json(
    calibration: Calibration | None, encoder: EncoderIdentity
) -> dict[str, Any] | None:
    """The thresholds of an index built with an encoder, and whether they are in force."""
    if calibration is None:
        return None
    return {**asdict(calibration), "in_force": in_force(calibration, encoder) is not None}


def caveats_json(caveats: Sequence[Caveat], language: str = "en") -> list[CaveatJson]:
    """What to know before relying on what was read from an index."""
    return [
        {"code": one.code, "parameters": dict(one.parameters), "message": one.message(language)}
        for one in caveats
    ]


def steps_json(steps: Sequence[PinpointStep]) -> list[StepJson]:
    """The way to words, outermost step first."""
    return [
        {
            "kind": step.kind,
            "first": step.first,
            "last": step.last,
            "heading": step.heading,
            "pdf": step.pdf,
        }
        for step in steps
    ]
