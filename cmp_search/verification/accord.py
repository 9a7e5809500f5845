"""Accord: whether a sentence and the passages that it may come from agree (see `support`)."""

from enum import StrEnum


class Accord(StrEnum):
    """Whether the passages and the sentence agree, over all passages."""

    AGREES = "found"
    """A passage has all its values, and none that is nearer has others in their place."""
    DIVIDED = "divided"
    """A passage has all its values, and one that is nearer has others in their place."""
    INCOMPLETE = "incomplete"
    """No passage has all its values, and none has others in their place."""
    CONTRADICTED = "contradicted"
    """No passage has all its values, and one has others in their place."""
    NONE = "none"
    """There is no passage."""
