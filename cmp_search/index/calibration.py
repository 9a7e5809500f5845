"""Calibration: thresholds of the confidence that were chosen for one index.

It is kept beside an index's generations, so that a build does not lose it. It holds only for the
encoder and the confidence that it was chosen with; `search.thresholds` says whether it is in force.
"""

from dataclasses import dataclass

from cmp_search.encoders import EncoderIdentity


@dataclass(frozen=True, slots=True)
class KindRates:
    """Of `n` questions of a kind, the shares judged not found and answered.

    The kinds are `answerable`, `near` and `far`; an empty language means all.
    """

    kind: str
    language: str
    n: int
    not_found: float
    answered: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Two thresholds of the probability, how often they err, and what they belong to.

    `reader` is the identity of the reader, "" without one; `confidence` identifies the weights that
    the probability is computed with; `rates` are cross-validated.
    """

    created: str
    encoder: EncoderIdentity
    confidence: str
    related: float
    answered: float
    rates: tuple[KindRates, ...]
    reader: str = ""
