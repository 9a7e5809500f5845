"""Hits as the Ask page shows them: their place, words, citation, reasons and context.

They are listed in order, or grouped under the titles of their documents, and keep their ranks. Only
the text around the hits is read from each document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cmp_search.documents.document import BlockKind, Excerpt, Span
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice
from cmp_search.locales import Messages
from cmp_search.search.answer import Hit
from cmp_search.search.context import REACH, context_of
from cmp_search.search.hit_map import by_document
from cmp_search.search.verdict import reasons
from cmp_search.web.address import DOCUMENT, PASSAGE, Query, address_of, last_search, read_query
from cmp_search.web.note_sign import quoted_passages


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text in parts: the middle three are highlighted, and of these `answer` stands out.

    Without an answer, all that is highlighted is `lead`.
    """

    before: str
    lead: str
    answer: str
    rest: str
    after: str


@dataclass(frozen=True, slots=True)
class ContextBlock:
    """A block before or after a passage, or a part of one."""

    text: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class ContextView:
    """The text before and after a passage."""

    before: tuple[ContextBlock, ...]
    after: tuple[ContextBlock, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """A passage and all that is shown with it; `address` leads to it in its document.

    `passage` is its id and `span` the offsets of its marked sentence, for the note.
    """

    rank: int
    language: str
    path: str
    text: MarkedText
    citation: str
    address: str
    reasons: tuple[str, ...]
    context: ContextView
    official_address: str
    passage: str
    span: str
    in_note: bool


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one document under its title, or all hits without a title."""

    title: str
    language: str
    hits: tuple[HitView, ...]


@dataclass(frozen=True, slots=True)
class HitLabels:
    """The labels that every hit shows."""

    read: str
    copy_citation: str
    copy_both: str
    copied: str
    selected: str
    reasons: str
    context: str
    official: str
    quote: str
    add_sentence: str
    add_passage: str
    in_note: str


def hit_groups(
    index: Index, hits: Sequence[Hit], grouped: bool, messages: Messages
) -> Iterator[HitGroup]:
    """All hits as one group, or `grouped` by their documents."""
    contexts = dict(zip(hits, _contexts(index, hits), strict=True))
    quoted = quoted_passages()
    for group in by_document(hits) if grouped else [hits]:
        title, language = (group[0].title, group[0].language) if grouped else ("", "")
        views = tuple(
            _hit(hit, contexts[hit], messages.language, in_note=hit.passage.id in quoted)
            for hit in group
        )
        yield HitGroup(title, language, views)


def hit_labels(messages: Messages) -> HitLabels:
    """The labels in a language."""
    return HitLabels(
        read=messages("read.link"),
        copy_citation=messages("hit.copy"),
        copy_both=messages("hit.copy_both"),
        copied=messages("hit.copied"),
        selected=messages("hit.selected"),
        reasons=messages("hit.why"),
        context=messages("hit.context"),
        official=messages("read.official"),
        quote=messages("sign.quote", words="|"),
        add_sentence=messages("note.add_sentence"),
        add_passage=messages("note.add_passage"),
        in_note=messages("note.in_note"),
    )


def _hit(hit: Hit, context: ContextView, language: str, *, in_note: bool) -> HitView:
    passage, marked = hit.passage, hit.best_sentence
    return HitView(
        rank=hit.rank,
        language=hit.language,
        path=section_path(hit),
        text=marked_text(passage.text, passage.start, hit.best_sentence, hit.answer_span),
        citation=hit.citation.render(language),
        address=read_address(hit),
        reasons=tuple(reasons(hit, language)),
        context=context,
        official_address=hit.citation.url,
        passage=passage.id,
        span=f"{marked.start}-{marked.end}",
        in_note=in_note,
    )


def marked_text(text: str, start: int, marked: Span, answer: Span | None = None) -> MarkedText:
    """Text that begins at offset `start` of its document, with the span `marked` highlighted.

    `answer` is a span within `marked`.
    """
    answer = answer or Span(marked.end, marked.end)
    edges = [0, *(edge - start for edge in (marked.start, *answer, marked.end)), len(text)]
    return MarkedText(*(text[a:b] for a, b in pairwise(edges)))


def _contexts(index: Index, hits: Sequence[Hit]) -> Iterator[ContextView]:
    """The text around each passage; no more of the documents is read."""
    passages = [hit.passage for hit in hits]
    excerpts = index.excerpts(
        [Slice(p.document, max(p.start - REACH, 0), p.end + REACH) for p in passages]
    )
    for passage, excerpt in zip(passages, excerpts, strict=True):
        around = context_of(excerpt, passage)
        yield ContextView(
            before=tuple(_blocks(excerpt, Span(around.start, passage.start))),
            after=tuple(_blocks(excerpt, Span(passage.end, around.end))),
        )


def _blocks(excerpt: Excerpt, part: Span) -> Iterator[ContextBlock]:
    """The blocks of a part of a document, cut where the part cuts them."""
    for block in excerpt.blocks:
        start, end = max(block.start, part.start), min(block.end, part.end)
        text = excerpt.slice(Span(start, end)).strip() if start < end else ""
        if text:
            yield ContextBlock(text, block.kind in (BlockKind.TITLE, BlockKind.HEADING))


def section_path(hit: Hit) -> str:
    """The path of a hit's section; the title if there is no heading before it."""
    return " › ".join(hit.passage.section or (hit.title,))


def read_address(hit: Hit) -> str:
    """The address of a passage in its document, with the search that found it."""
    place: Query = {DOCUMENT: hit.passage.document, PASSAGE: hit.passage.id}
    return address_of("read", place | read_query(last_search()))
