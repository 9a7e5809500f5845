"""The map of the hits as HTML: a strip a document, and a table with the same facts.

A section is as wide as its part of the text. One that was hit is a link to its best passage; it is
higher and darker the better that passage ranks, the rank is written in it, and its name says the
section, how many passages and the rank. Sections without hits are only drawn.
"""

from collections.abc import Iterator, Sequence
from html import escape

from cmp_search.search.hit_map import DocumentMap, Stretch, relevance
from cmp_search.web.hits_html import read_address
from cmp_search.web.html import said, within_html
from cmp_search.words import Words

COLUMNS = ("map.document", "map.section", "map.passages", "map.best")


def map_html(documents: Sequence[DocumentMap], words: Words) -> str:
    """The strips of all documents, then the table."""
    count = sum(len(document.hits) for document in documents)
    strips = "".join(_strip(document, count, words) for document in documents)
    table = f"<summary>{escape(words('map.table'))}</summary>{_table(documents, words)}"
    return (
        f'<section class="map" aria-labelledby="map"><h2 id="map">{escape(words("map.title"))}</h2>'
        f"{said(words('map.how'))}{strips}<details>{table}</details></section>"
    )


def _strip(document: DocumentMap, count: int, words: Words) -> str:
    """A document's title over its stretches."""
    first = document.hits[0]
    drawn = "".join(_stretch(stretch, count, words) for stretch in document.stretches)
    title = f'<h3 lang="{escape(first.language)}">{escape(first.title)}</h3>'
    return f'{title}<ol class="strip">{drawn}</ol>'


def _stretch(stretch: Stretch, count: int, words: Words) -> str:
    """A stretch as wide as its share; one with hits as a link."""
    width = f"flex-grow:{stretch.share:.5f}"
    if not stretch.hits:
        return f'<li aria-hidden="true" style="{width}"></li>'
    best = stretch.hits[0]
    name = words.count("map.place", len(stretch.hits), section=_name(stretch), best=str(best.rank))
    link = within_html(read_address(best), str(best.rank), title=name, aria_label=name)
    return f'<li class="hit" style="{width};--high:{relevance(best.rank, count):.2f}">{link}</li>'


def _table(documents: Sequence[DocumentMap], words: Words) -> str:
    """The same facts: a body a document, a row a section that was hit."""
    head = "".join(f'<th scope="col">{escape(words(column))}</th>' for column in COLUMNS)
    bodies = "".join(f"<tbody>{''.join(_rows(document))}</tbody>" for document in documents)
    return f'<div class="rates"><table><thead><tr>{head}</tr></thead>{bodies}</table></div>'


def _rows(document: DocumentMap) -> Iterator[str]:
    held = [stretch for stretch in document.stretches if stretch.hits]
    first = document.hits[0]
    language = escape(first.language)
    title = (
        f'<th scope="rowgroup" rowspan="{len(held)}" lang="{language}">{escape(first.title)}</th>'
    )
    for i, stretch in enumerate(held):
        best = stretch.hits[0]
        link = within_html(read_address(best), escape(_name(stretch)))
        yield (
            f'<tr>{"" if i else title}<td lang="{language}">{link}</td>'
            f"<td>{len(stretch.hits)}</td><td>{best.rank}</td></tr>"
        )


def _name(stretch: Stretch) -> str:
    """The section's path; the title where the text has no heading before it."""
    best = stretch.hits[0]
    return " › ".join(best.passage.section or (best.title,))
