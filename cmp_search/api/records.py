"""Records in the JSON output: what was searched, what to know of an index, and its thresholds."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from cmp_search.encoders import EncoderIdentity
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.search.answer import SearchRecord
from cmp_search.search.thresholds import in_force


def search_record_json(record: SearchRecord) -> dict[str, Any]:
    """What was searched; of a calibration in force, its date and thresholds."""
    calibration = None
    if record.calibration is not None:
        whole = asdict(record.calibration)
        calibration = {name: whole[name] for name in ("created", "related", "answered")}
    return {**asdict(replace(record, calibration=None)), "calibration": calibration}


def calibration_json(
    calibration: Calibration | None, encoder: EncoderIdentity
) -> dict[str, Any] | None:
    """The thresholds of an index built with an encoder, and whether they are in force."""
    if calibration is None:
        return None
    return {**asdict(calibration), "in_force": in_force(calibration, encoder) is not None}


def caveats_json(caveats: Sequence[Caveat], language: str = "en") -> list[dict[str, Any]]:
    """What to know before relying on what was read from an index."""
    return [
        {"code": one.code, "parameters": dict(one.parameters), "message": one.message(language)}
        for one in caveats
    ]
