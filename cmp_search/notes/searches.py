"""Recorded searches: what was asked, of which texts, and what was found, also where it is nothing.

A record has all that it takes to ask again (see `rerun`) and to tell what has changed since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cmp_search.citations.citation import Citation
from cmp_search.index.contents import DocumentStatistics
from cmp_search.search.answer import Answer, Hit, Level, SearchRecord


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """A passage that was found; `sha256` is the hash of its words, as UTF-8."""

    rank: int
    passage: str
    sha256: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RecordedSearch:
    """A question and what came of it; `left_out` are the texts that the filters left out.

    `editions` has the hash of the source file of every text in the index, by its id, `titles` its
    title.
    """

    question: str
    read_as: dict[str, str]
    level: Level
    record: SearchRecord
    left_out: tuple[str, ...]
    hits: tuple[RecordedHit, ...]
    editions: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def recorded(answer: Answer, texts: Iterable[DocumentStatistics]) -> RecordedSearch:
    """The record of an answer; `texts` are all of the index that it came from."""
    known = {text.entry.id: text for text in texts}
    searched = set(answer.search_record.documents)
    return RecordedSearch(
        question=answer.question,
        read_as=dict(answer.read_as),
        level=answer.confidence.level,
        record=answer.search_record,
        left_out=tuple(id for id in known if id not in searched),
        hits=tuple(map(_recorded_hit, answer.hits)),
        editions={id: text.sha256 for id, text in known.items()},
        titles={id: text.entry.title for id, text in known.items()},
    )


def is_same_search(one: RecordedSearch, other: RecordedSearch) -> bool:
    """Whether two records are of one question, asked of the same texts in the same way."""
    return _identity(one) == _identity(other)


def _identity(search: RecordedSearch) -> tuple[object, ...]:
    record = search.record
    models = (record.encoder, record.reader, record.calibration)
    return search.question, record.filters, record.index_fingerprint, models, len(search.hits)


def _recorded_hit(hit: Hit) -> RecordedHit:
    digest = sha256(hit.passage.text.encode()).hexdigest()
    return RecordedHit(hit.rank, hit.passage.id, digest, hit.citation)
