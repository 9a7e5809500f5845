"""Recorded searches: what was asked, of which texts, and what was found, also where it is nothing.

A record has all that it takes to ask again (`rerun`) and to tell what has changed since.
"""

from dataclasses import dataclass

from cmp_search.citations.citation import Citation
from cmp_search.search.answer import Level, SearchRecord


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """A passage that was found; `sha256` is the hash of its words, as UTF-8."""

    rank: int
    passage: str
    sha256: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RecordedSearch:
    """A question and what came of it; `left_out` are the texts that the filters left out."""

    question: str
    read_as: dict[str, str]
    level: Level
    record: SearchRecord
    left_out: tuple[str, ...]
    hits: tuple[RecordedHit, ...]
