"""Names for a message to suggest, where one is not known."""

from collections.abc import Sequence

MOST_NAMED = 5
"""Names that a message gives of those that there are."""
ALIKE = 60
"""How alike two names are, at least, of which one may be meant by the other; 100 if equal."""


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """The few of the known names that are spelt most like one that is not known, nearest first.

    Few are all near enough; of many, there may be none that is.
    """
    from rapidfuzz import process

    least = ALIKE if len(known) > MOST_NAMED else 0
    found = process.extract(name, known, processor=str.lower, limit=MOST_NAMED, score_cutoff=least)
    return [one for one, _, _ in found]
