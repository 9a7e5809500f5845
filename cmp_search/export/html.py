"""HTML for print: one page that needs nothing else, runs nothing and loads nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cmp_search.export.manuscript import Manuscript, Paragraph, ParagraphKind
from cmp_search.locales import messages_for

if TYPE_CHECKING:
    from jinja2 import Environment


def write_html(manuscript: Manuscript) -> bytes:
    """The manuscript as UTF-8; the footnotes stand before the annexes."""
    body, annexes = _divided(manuscript.paragraphs)
    style = files("cmp_search.export").joinpath("page.css").read_text("utf-8")
    from markupsafe import Markup

    messages = messages_for(manuscript.language)
    page = _environment().get_template("page.html")
    return page.render(
        manuscript=manuscript,
        body=body,
        annexes=annexes,
        notes=[
            (note, messages("export.back", n=str(note.number))) for note in manuscript.footnotes
        ],
        notes_heading=messages("export.footnotes"),
        style=Markup(style),  # our own
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    ).encode()


def _divided(
    paragraphs: tuple[Paragraph, ...],
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """The paragraphs before the first annex, and those from there on."""
    kinds = [paragraph.kind for paragraph in paragraphs]
    at = kinds.index(ParagraphKind.ANNEX) if ParagraphKind.ANNEX in kinds else len(kinds)
    return paragraphs[:at], paragraphs[at:]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=PackageLoader("cmp_search.export", "."),
        trim_blocks=True,
        lstrip_blocks=True,
    )
