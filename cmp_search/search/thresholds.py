"""Thresholds: those of a calibration while it is in force, else those that are shipped.

A calibration is in force if the encoder of the index, the reader and the weights of the confidence
are those it was chosen with; otherwise the same probability would mean something else.
"""

import hashlib
from dataclasses import asdict, replace

from cmp_search.encoders import EncoderIdentity
from cmp_search.index.calibration import Calibration
from cmp_search.search.confidence import Coefficients, Rates, coefficients, error_rates


def confidence_key(reader: str) -> str:
    """What identifies the weights of the confidence with a reader, whatever its thresholds."""
    weights = (reader, asdict(replace(coefficients(reader), answered=0.0, related=0.0)))
    return hashlib.sha256(repr(weights).encode()).hexdigest()[:16]


def in_force(
    calibration: Calibration | None, encoder: EncoderIdentity, reader: str | None = None
) -> Calibration | None:
    """A calibration, if it is in force for an index of this encoder that is asked with a reader.

    Without one it is meant for the reader that it was chosen with.
    """
    if calibration is None or calibration.encoder != encoder:
        return None
    if reader is not None and calibration.reader != reader:
        return None
    return calibration if calibration.confidence == confidence_key(calibration.reader) else None


def calibration_line(calibration: Calibration, *, is_in_force: bool) -> str:
    """A line on a calibration for maintainers, in English as all that the terminal says."""
    if is_in_force:
        return (
            f"The thresholds were set for these texts on {calibration.created[:10]}: answered from "
            f"{calibration.answered:.3f}, related from {calibration.related:.3f}."
        )
    return (
        f"The thresholds that were set on {calibration.created[:10]} are not used, as the model "
        f"({calibration.encoder.name} then) or the confidence has changed; `cmp-search calibrate` "
        "sets new ones."
    )


def fitted(calibration: Calibration | None, reader: str) -> Coefficients:
    """The coefficients shipped for a reader, with the thresholds of a calibration in force."""
    if calibration is None:
        return coefficients(reader)
    return replace(coefficients(reader), answered=calibration.answered, related=calibration.related)


def rates_in(language: str, calibration: Calibration | None, reader: str) -> dict[str, Rates]:
    """How often the levels err, by kind of question, for questions in a language.

    Those of a calibration in force are for all languages where it has none for this one.
    """
    if calibration is None:
        return error_rates(language, reader)
    return {
        rates.kind: Rates(rates.n, rates.not_found, rates.answered)
        for asked_in in ("", language)
        for rates in calibration.rates
        if rates.language == asked_in
    }
