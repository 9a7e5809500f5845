"""Hits as the Ask page shows them: source, marked sentence, place, citation, reasons and context.

A hit first says which text it is from, and whether that is official or a digest. Of its words, the
marked sentence is shown with its neighbours; the whole passage can be unfolded. Hits are listed in
order, or grouped under the titles of their documents, and keep their ranks. Only the text around
the hits is read from each document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmp_search.citations.citation import Citation
from cmp_search.citations.rich_text import RichText
from cmp_search.citations.styles import Style
from cmp_search.citations.styles.choosing import full
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Excerpt, Span
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice
from cmp_search.locales import Messages
from cmp_search.search.answer import Hit
from cmp_search.search.context import REACH, context_of
from cmp_search.search.hit_map import by_document
from cmp_search.search.verdict import also_in, reasons
from cmp_search.web.address import (
    address_of,
    last_search,
    passage_query,
    read_query,
    sentence_query,
)
from cmp_search.web.engine import entries_of
from cmp_search.web.marked_text import MarkedText, marked_text
from cmp_search.web.note_sign import quoted_passages


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
class SourceView:
    """The text of a hit: its title, its year and language in words, and what kind of text it is.

    `also` says in which languages the passage is as well, if in any.
    """

    title: str
    facts: str
    standing: str
    is_digest: bool
    also: str


@dataclass(frozen=True, slots=True)
class HitView:
    """A passage and all that is shown with it; `address` leads to it in its document.

    `excerpt` is the marked sentence with its neighbours, None if these are the whole passage.
    `citation` is that of the marked sentence, `passage_citation` that of all of the passage, empty
    if it is the same. `passage` is its id and `span` the offsets of its marked sentence, for the
    note.
    """

    rank: int
    language: str
    source: SourceView
    path: str
    excerpt: MarkedText | None
    text: MarkedText
    citation: RichText
    passage_citation: RichText
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


def hit_groups(
    index: Index, hits: Sequence[Hit], grouped: bool, messages: Messages
) -> Iterator[HitGroup]:
    """All hits as one group, or `grouped` by their documents."""
    contexts = dict(zip(hits, _contexts(index, hits), strict=True))
    quoted, entries = quoted_passages(), entries_of(index)
    for group in by_document(hits) if grouped else [hits]:
        title, language = (group[0].title, group[0].language) if grouped else ("", "")
        views = tuple(
            _hit(hit, contexts[hit], entries, messages, in_note=hit.passage.id in quoted)
            for hit in group
        )
        yield HitGroup(title, language, views)


def _hit(
    hit: Hit,
    context: ContextView,
    entries: Mapping[str, Entry],
    messages: Messages,
    *,
    in_note: bool,
) -> HitView:
    passage = hit.passage
    cited = cited_in_full(hit.sentence_citation or hit.citation, messages)
    whole = cited_in_full(hit.citation, messages)
    return HitView(
        rank=hit.rank,
        language=hit.language,
        source=source_view(hit, entries[passage.document], messages),
        path=section_path(hit),
        excerpt=_excerpt(hit),
        text=marked_text(passage.text, passage.start, hit.best_sentence, hit.answer_span),
        citation=cited,
        passage_citation=whole if whole != cited else (),
        address=read_address(hit),
        reasons=tuple(reasons(hit, messages.language)),
        context=context,
        official_address=hit.citation.url,
        passage=passage.id,
        span=sentence_query(hit.best_sentence),
        in_note=in_note,
    )


def cited_in_full(citation: Citation, messages: Messages) -> RichText:
    """A citation with its address, in the plain style."""
    return full(citation, Style.PLAIN, messages.language, accessed="")


def source_view(hit: Hit, entry: Entry, messages: Messages) -> SourceView:
    """What the first line of a hit says; a text of one's own is neither official nor a digest."""
    standing = "hit.digest" if entry.digest_of else "hit.official" if entry.url else ""
    standing = standing if entry.is_verified else "hit.unverified"
    facts = (str(entry.year or ""), messages.name(hit.language))
    return SourceView(
        title=hit.title,
        facts=" · ".join(filter(None, facts)),
        standing=messages(standing) if standing else "",
        is_digest=bool(entry.digest_of),
        also=also_in(hit, messages.language),
    )


def _excerpt(hit: Hit) -> MarkedText | None:
    """The marked sentence with the sentence before and the one after."""
    passage, marked = hit.passage, hit.best_sentence
    before = [one.start for one in passage.sentences if one.end <= marked.start]
    after = [one.end for one in passage.sentences if one.start >= marked.end]
    start, end = before[-1] if before else passage.start, after[0] if after else passage.end
    if (start, end) == (passage.start, passage.end):
        return None
    return marked_text(passage.slice(Span(start, end)), start, marked, hit.answer_span)


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
    place = passage_query(hit.passage.document, hit.passage.id, hit.best_sentence)
    return address_of("read", place | read_query(last_search()))
