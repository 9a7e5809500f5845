"""Plain text: marks as [n], notes at the end; a paragraph is a line, quotations are indented."""

from collections.abc import Iterator

from cmp_search.citations.rich_text import plain
from cmp_search.export.manuscript import Manuscript, Paragraph, ParagraphKind
from cmp_search.locales import messages_for

_INDENTED = (ParagraphKind.QUOTATION, ParagraphKind.EXCERPT)
_UNDERLINES = {
    ParagraphKind.TITLE: "=",
    ParagraphKind.HEADING: "-",
    ParagraphKind.ANNEX: "-",
}
_MOST_UNDERLINED = 72


def write_text(manuscript: Manuscript) -> bytes:
    """The manuscript as UTF-8."""
    return ("\n\n".join(_parts(manuscript)) + "\n").encode()


def _parts(manuscript: Manuscript) -> Iterator[str]:
    yield from map(_paragraph, manuscript.paragraphs)
    if manuscript.footnotes:
        yield _underlined(messages_for(manuscript.language)("export.footnotes"), "-")
    for footnote in manuscript.footnotes:
        yield f"[{footnote.number}] {plain(footnote.words)}"


def _paragraph(paragraph: Paragraph) -> str:
    words = plain(paragraph.words)
    if paragraph.footnote:
        words += f"[{paragraph.footnote}]"
    if paragraph.kind in _INDENTED:
        return "    " + words.replace("\n", "\n    ")
    if paragraph.kind in _UNDERLINES:
        return _underlined(words, _UNDERLINES[paragraph.kind])
    return words


def _underlined(words: str, sign: str) -> str:
    return f"{words}\n{sign * min(len(words), _MOST_UNDERLINED)}"
