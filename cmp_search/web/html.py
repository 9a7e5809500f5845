"""What the pages show as HTML: words escaped, each passage in its own language.

Everything that comes from a text, the catalogue or a question goes through `escape` here.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from cmp_search.document import BlockKind, Excerpt, Span

_MARKDOWN = re.compile(r"([\\`*_\[\]<>$:#~|!&])")


def plain(words: str) -> str:
    """Words for what Streamlit shows as Markdown only: none of them is markup."""
    return _MARKDOWN.sub(r"\\\1", words)


def said(words: str) -> str:
    """A remark under what it is about."""
    return f'<p class="said">{escape(words)}</p>'


def list_html(items: Iterable[str]) -> str:
    """Remarks as a list."""
    return f'<ul class="said">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>'


def steps_html(items: Iterable[str], numbered: bool) -> str:
    """Sentences as a list, numbered where their order counts."""
    kind = "ol" if numbered else "ul"
    return f'<{kind} class="steps">{"".join(f"<li>{escape(i)}</li>" for i in items)}</{kind}>'


def title_html(words: str, language: str) -> str:
    """The title of a text as the title of the page, in its own language."""
    return f'<h1 lang="{escape(language)}">{escape(words)}</h1>'


def heading_html(words: str, language: str) -> str:
    """The title of a text among others."""
    return f'<h2 class="name" lang="{escape(language)}">{escape(words)}</h2>'


def table_html(caption: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose rows begin with two words and go on with numbers."""
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers[:2])
    head += "".join(f'<th scope="col" class="number">{escape(h)}</th>' for h in headers[2:])
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(first)}</th><td>{escape(second)}</td>'
        + "".join(f'<td class="number">{escape(number)}</td>' for number in numbers)
        + "</tr>"
        for first, second, *numbers in rows
    )
    return (
        # It scrolls sideways where it is wider than the page, by the keyboard too.
        f'<div class="rates" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a table: its title, the address it leads to, short cells, facts on demand."""

    title: str
    language: str
    address: str
    cells: tuple[str, ...]
    facts: tuple[str, ...]


def shelf_html(caption: str, headers: Sequence[str], details: str, rows: Iterable[Row]) -> str:
    """A table of documents; on a narrow screen only its first columns show."""
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join(
        f'<tr><th scope="row">'
        f"{within_html(row.address, escape(row.title), lang=row.language)}"
        f"<details><summary>{escape(details)}</summary>"
        f"{list_html(row.facts)}</details></th>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells)
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="shelf"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def upload_style(choose: str) -> str:
    """The words on the button to choose a file, which Streamlit writes in English alone."""
    return f"<style>:root {{ --choose-file: {json.dumps(choose)}; }}</style>"


def link_html(address: str, words: str) -> str:
    """A link out of the app; nothing where the catalogue has no address of a web page."""
    if not address.startswith(("https://", "http://")):
        return ""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a>'


def within_html(address: str, inner: str, **attributes: str) -> str:
    """A link within the app, around HTML; our script follows it without loading the app anew.

    An attribute's name has `_` for `-`.
    """
    more = "".join(
        f' {name.replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    return f'<a class="within" target="_self" href="{escape(address)}"{more}>{inner}</a>'


def page_language(language: str) -> str:
    """The language of the page, for our script to tell the browser."""
    return f'<span data-page-language="{escape(language)}"></span>'


def go_to(id: str, occasion: int) -> str:
    """Where the browser is to go within the page, for our script; on each occasion once."""
    return f'<span data-go-to="{escape(id)}" data-occasion="{occasion}"></span>'


def passage_html(text: str, start: int, marked: Span, language: str) -> str:
    """A passage that begins at offset `start`, with the span `marked` set off."""
    return f'<div class="passage" lang="{escape(language)}">{_marked(text, start, marked)}</div>'


def around_html(document: Excerpt, around: Span, held: Span, marked: Span) -> str:
    """A part of a document, with the passage `held` and its best sentence set off."""
    before = _blocks(document, Span(around.start, held.start))
    after = _blocks(document, Span(held.end, around.end))
    inner = _marked(document.slice(held), held.start, marked)
    language = escape(document.entry.language)
    return (
        f'<div class="passage around" lang="{language}">{before}'
        f'<div class="held">{inner}</div>{after}</div>'
    )


def _blocks(document: Excerpt, part: Span) -> str:
    """The blocks of a part of a document, cut where the part cuts them."""
    shown = []
    for block in document.blocks:
        start, end = max(block.start, part.start), min(block.end, part.end)
        words = escape(document.slice(Span(start, end)).strip()) if start < end else ""
        if words:
            heading = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
            shown.append(f"<p><strong>{words}</strong></p>" if heading else f"<p>{words}</p>")
    return "".join(shown)


def _marked(text: str, start: int, marked: Span) -> str:
    first, last = marked.start - start, marked.end - start
    return f"{escape(text[:first])}<mark>{escape(text[first:last])}</mark>{escape(text[last:])}"
