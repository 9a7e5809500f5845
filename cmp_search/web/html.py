"""What the pages show as HTML: words escaped, each passage in its own language.

Everything that comes from a text, the catalogue or a question goes through `escape` here.
"""

import re
from collections.abc import Iterable
from html import escape

from cmp_search.document import BlockKind, Document, Span

STYLE = """<style>
.passage { line-height: 1.6; max-width: 46rem; white-space: pre-line; overflow-wrap: anywhere; }
.passage mark, .text mark { background: #fff3bf; color: inherit; padding: .05em 0; }
.around { color: #555; }
.around p { margin: .5rem 0; }
.around .held { color: #111; border-inline-start: 3px solid #1a5276; padding-inline-start: .8rem; }
h2.path { color: #1a5276; font-size: 1rem; font-weight: 600; margin: 0; padding: 0; }
.said { color: #555; font-size: .875rem; margin: 0; }
ul.said { padding-inline-start: 1.2rem; }
[data-testid="stCode"] pre { padding-inline-end: 3.5rem; }
[data-testid="stCode"] > div, [data-testid="stCode"] > div * { opacity: 1; visibility: visible; }
</style>"""
"""Streamlit shows the button that copies a citation only under the mouse; here it always shows."""

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


def link_html(address: str, words: str) -> str:
    """A link out of the app; nothing where the catalogue has no address of a web page."""
    if not address.startswith(("https://", "http://")):
        return ""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{escape(words)}</a>'


def document_language(language: str) -> str:
    """A script that tells the browser the page's language; Streamlit always says English."""
    return f"<script>document.documentElement.lang = '{language}'</script>"


def passage_html(text: str, start: int, marked: Span, language: str) -> str:
    """A passage that begins at offset `start`, with the span `marked` set off."""
    return f'<div class="passage" lang="{escape(language)}">{_marked(text, start, marked)}</div>'


def around_html(document: Document, around: Span, held: Span, marked: Span) -> str:
    """A part of a document, with the passage `held` and its best sentence set off."""
    before = _blocks(document, Span(around.start, held.start))
    after = _blocks(document, Span(held.end, around.end))
    inner = _marked(document.slice(held), held.start, marked)
    language = escape(document.entry.language)
    return (
        f'<div class="passage around" lang="{language}">{before}'
        f'<div class="held">{inner}</div>{after}</div>'
    )


def _blocks(document: Document, part: Span) -> str:
    """The blocks of a part of a document, cut where the part cuts them."""
    shown = []
    for block in document.blocks:
        start, end = max(block.start, part.start), min(block.end, part.end)
        words = escape(document.text[start:end].strip()) if start < end else ""
        if words:
            heading = block.kind in (BlockKind.TITLE, BlockKind.HEADING)
            shown.append(f"<p><strong>{words}</strong></p>" if heading else f"<p>{words}</p>")
    return "".join(shown)


def path_html(rank: int, path: tuple[str, ...], language: str) -> str:
    """The section path of a hit, under its rank: the hit's heading."""
    return f'<h2 class="path" lang="{escape(language)}">{rank}. {escape(" › ".join(path))}</h2>'


def _marked(text: str, start: int, marked: Span) -> str:
    first, last = marked.start - start, marked.end - start
    return f"{escape(text[:first])}<mark>{escape(text[first:last])}</mark>{escape(text[last:])}"
