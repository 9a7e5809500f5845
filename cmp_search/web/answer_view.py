"""An answer as the Ask page shows it: how sure it is, the map, the hits, what was searched.

1. Each level of confidence has its own sign and its own words, not only its colour.
2. On the map, a section is as wide as its part of the text. A section with hits links to its best
   passage, is taller and darker the better that passage ranks, and is labelled with its path, the
   number of passages and the rank. Sections without hits are drawn without a link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cmp_search.errors import MOST_NAMED
from cmp_search.index.base import Index
from cmp_search.locales import Messages
from cmp_search.search.answer import Answer, Level
from cmp_search.search.hit_map import DocumentMap, Stretch, by_document, hit_map, relevance
from cmp_search.search.searcher import NO_FILTERS
from cmp_search.search.verdict import advice, judgement, missing, reliability
from cmp_search.web.address import address_of, ask_query, last_search
from cmp_search.web.engine import entries_of
from cmp_search.web.error_view import caveat_line
from cmp_search.web.fact_view import FactsView, facts_view
from cmp_search.web.hit_labels import HitLabels, hit_labels
from cmp_search.web.hit_view import HitGroup, hit_groups, read_address, section_path

BY_DOCUMENT, MAP = "documents", "map"
VIEWS = (BY_DOCUMENT, MAP)
"""Optional views of an answer, in addition to its ranked hits."""
SIGNS = {Level.ANSWERED: "✓", Level.RELATED: "≈", Level.NOT_FOUND: "✕"}
COLUMNS = ("map.document", "map.section", "map.passages", "map.best")


@dataclass(frozen=True, slots=True)
class LimitsView:
    """What a search was limited to, and a link to the same search without limits."""

    text: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The level with its advice, what is missing, and how often such a judgement holds."""

    level: str
    sign: str
    judgement: str
    advice: str
    limits: LimitsView | None
    remarks: tuple[str, ...]
    reliability_label: str
    reliability: str


@dataclass(frozen=True, slots=True)
class MapHit:
    """A section with hits, by its best passage; `height` is a share from 0 to 1."""

    rank: int
    height: float
    passages: int
    path: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class MapSection:
    """A section, or adjacent ones without hits, with its share of the text (0 to 1)."""

    share: float
    hit: MapHit | None


@dataclass(frozen=True, slots=True)
class MapDocument:
    """A document with hits: all its sections in reading order, and those with hits."""

    title: str
    language: str
    sections: tuple[MapSection, ...]
    hits: tuple[MapHit, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """The map of the hits, and its labels."""

    title: str
    explanation: str
    documents: tuple[MapDocument, ...]
    table_label: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as a whole; `caveats` are mostly none."""

    caveats: tuple[str, ...]
    verdict: VerdictView
    facts: FactsView | None
    map: MapView | None
    count: str
    groups: tuple[HitGroup, ...]
    labels: HitLabels
    record: str
    add_search: str


def answer_view(
    index: Index,
    answer: Answer,
    views: Iterable[str],
    limits: Iterable[str],
    messages: Messages,
) -> AnswerView:
    """The answer in some of the `VIEWS`; `limits` name what the search was limited to."""
    views = tuple(views)
    with_map = MAP in views and answer.hits
    return AnswerView(
        caveats=tuple(caveat_line(caveat, messages) for caveat in answer.caveats),
        verdict=_verdict(answer, ", ".join(limits), messages),
        facts=facts_view(answer.facts, entries_of(index), messages) if answer.facts else None,
        map=_map(hit_map(index, answer.hits), messages) if with_map else None,
        count=_count(answer, messages),
        groups=tuple(hit_groups(index, answer.hits, BY_DOCUMENT in views, messages)),
        labels=hit_labels(messages),
        record=_record(answer, messages),
        add_search=messages("note.add_search"),
    )


def _verdict(answer: Answer, limits: str, messages: Messages) -> VerdictView:
    """Step 1."""
    level, language = answer.confidence.level, messages.language
    read_as = (
        messages("ask.read_as", typed=messages.quote(typed), read=messages.quote(read))
        for typed, read in answer.read_as.items()
    )
    return VerdictView(
        level=level.value,
        sign=SIGNS[level],
        judgement=judgement(level, language),
        advice=advice(level, language, is_limited=bool(limits)),
        limits=_limits(limits, messages) if limits else None,
        remarks=(*missing(answer, language), *read_as),
        reliability_label=messages("reliability.summary"),
        reliability=reliability(answer, language),
    )


def _limits(limits: str, messages: Messages) -> LimitsView:
    widened = replace(last_search(), filters=NO_FILTERS)
    return LimitsView(
        text=messages("ask.limited", limits=limits),
        label=messages("ask.widen"),
        address=address_of("ask", ask_query(widened)),
    )


def _count(answer: Answer, messages: Messages) -> str:
    """How many passages were found, in how many documents."""
    documents = messages.count("unit.documents", len(by_document(answer.hits)))
    return messages.count("ask.found", len(answer.hits), documents=documents)


def _record(answer: Answer, messages: Messages) -> str:
    """What was searched, so that the search can be repeated: documents only if it was limited."""
    record = answer.search_record
    named = _named(record.documents, messages) if record.filters else ""
    return messages.count(
        "ask.record",
        len(record.documents),
        date=messages.moment(record.date),
        named=f" ({named})" if named else "",
        index=record.index_fingerprint,
    )


def _named(ids: Sequence[str], messages: Messages) -> str:
    """The first few of some documents, and how many more there are."""
    first, more = ", ".join(ids[:MOST_NAMED]), len(ids) - MOST_NAMED
    return messages.count("ask.record_more", more, documents=first) if more > 0 else first


def _map(documents: Sequence[DocumentMap], messages: Messages) -> MapView:
    """Step 2."""
    count = sum(len(document.hits) for document in documents)
    return MapView(
        title=messages("map.title"),
        explanation=messages("map.how"),
        documents=tuple(_map_document(document, count, messages) for document in documents),
        table_label=messages("map.table"),
        columns=tuple(map(messages, COLUMNS)),
    )


def _map_document(document: DocumentMap, count: int, messages: Messages) -> MapDocument:
    best = document.hits[0]
    sections = tuple(
        MapSection(section.share, _map_hit(section, count, messages) if section.hits else None)
        for section in document.stretches
    )
    hits = tuple(section.hit for section in sections if section.hit)
    return MapDocument(best.title, best.language, sections, hits)


def _map_hit(section: Stretch, count: int, messages: Messages) -> MapHit:
    best, number = section.hits[0], len(section.hits)
    path = section_path(best)
    label = messages.count("map.place", number, section=path, best=str(best.rank))
    return MapHit(best.rank, relevance(best.rank, count), number, path, label, read_address(best))
