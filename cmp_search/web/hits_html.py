"""The passages that were found, as one piece of HTML.

All hits are one element of the page, for each element costs the browser time: a numbered list of
articles, each with its heading, so that a screen reader can go from one to the next.
"""

from collections.abc import Iterable, Sequence
from html import escape

from cmp_search.citation import render
from cmp_search.document import Span
from cmp_search.index.base import Index, Slice
from cmp_search.search.answer import Hit
from cmp_search.search.context import REACH, context_of
from cmp_search.search.hit_map import by_document
from cmp_search.search.verdict import reasons
from cmp_search.web.address import DOCUMENT, PASSAGE, Query, last_search, query_behind
from cmp_search.web.html import around_html, link_html, list_html, passage_html, within_html
from cmp_search.web.links import address_of
from cmp_search.words import Words


def hits_html(index: Index, hits: Sequence[Hit], grouped: bool, words: Words) -> str:
    """The hits in their order, or under the titles of their documents."""
    if not grouped:
        return _list(index, hits, 3, words)
    return "".join(
        f'<section class="group"><h3 lang="{escape(group[0].language)}">{escape(group[0].title)}'
        f"</h3>{_list(index, group, 4, words)}</section>"
        for group in by_document(hits)
    )


def read_address(hit: Hit) -> str:
    """The address of a passage in its document, with the search that found it."""
    place: Query = {DOCUMENT: hit.passage.document, PASSAGE: hit.passage.id}
    return address_of("read", place | query_behind(last_search()))


def _list(index: Index, hits: Iterable[Hit], level: int, words: Words) -> str:
    """Hits as a list numbered by their ranks, with headings of a level."""
    items = (f'<li value="{hit.rank}">{_hit(index, hit, level, words)}</li>' for hit in hits)
    return f'<ol class="hits">{"".join(items)}</ol>'


def _hit(index: Index, hit: Hit, level: int, words: Words) -> str:
    """One passage: its place, its words, its citation, why it was found, what stands around it."""
    passage, language, name = hit.passage, escape(hit.language), f"hit-{hit.rank}"
    path = escape(" › ".join(passage.section or (hit.title,)))
    why = list_html(reasons(hit, words.language))
    read = within_html(read_address(hit), escape(words("read.link")), aria_describedby=name)
    return (
        f'<article aria-labelledby="{name}"><h{level} class="path" id="{name}">'
        f'<span class="rank">{hit.rank}.</span> <span lang="{language}">{path}</span></h{level}>'
        f"{passage_html(passage.text, passage.start, hit.best_sentence, hit.language)}"
        f'<p class="citation">{escape(render(hit.citation, words.language))}</p>'
        f'<p class="acts">{read}{_buttons(words, name)}</p>'
        f"<details><summary>{escape(words('hit.why'))}</summary>{why}</details>"
        f"<details><summary>{escape(words('hit.surroundings'))}</summary>"
        f"{_around(index, hit, words)}</details></article>"
    )


def _buttons(words: Words, name: str) -> str:
    """The buttons that copy, and where it is said that they did."""
    done, failed = escape(words("hit.copied")), escape(words("hit.selected"))
    buttons = (
        f'<button type="button" data-copies="{what}" data-done="{done}" data-failed="{failed}" '
        f'aria-describedby="{name}">{escape(words(key))}</button>'
        for what, key in (("citation", "hit.copy"), ("both", "hit.copy_both"))
    )
    return f'{"".join(buttons)}<span class="copied" role="status"></span>'


def _around(index: Index, hit: Hit, words: Words) -> str:
    """What stands around a passage; no more of the document is read than that."""
    passage = hit.passage
    first, last = max(passage.start - REACH, 0), passage.end + REACH
    (excerpt,) = index.excerpts([Slice(passage.document, first, last)])
    held = Span(passage.start, passage.end)
    around = around_html(excerpt, context_of(excerpt, passage), held, hit.best_sentence)
    return around + link_html(hit.citation.url, words("read.official"))
