"""Markdown with footnotes, as GitHub and Pandoc read them.

1. Words are escaped: every sign that could begin or end markup anywhere, and those that do so only
   at the beginning of a line. An address or a name in them is no link, either.
2. A line break within a paragraph is a hard one, with a backslash.
3. Only the words of a text are block quotes, a paraphrase is none.
4. Emphasis and links are only what the manuscript asks for. No blank stands inside the asterisks,
   where they would be no emphasis.
"""

import re
from collections.abc import Iterator

from cmp_search.citations.rich_text import RichText, Run
from cmp_search.export.manuscript import Manuscript, Paragraph, ParagraphKind

_ANYWHERE = re.compile(r"[\\`*_\[\]{}<>&~|$^#]|!(?=\[)|:(?=\S)|@(?=\w)|(?<=www)\.", re.IGNORECASE)
_AT_BEGINNING = re.compile(
    r"^\(?(?:\d+|[a-z]|[ivxlcdm]+)(?=[.)])|^(?=[-+=:%])", re.MULTILINE | re.IGNORECASE
)
"""Behind these a backslash is put: numbers of a list, and before signs that underline or divide."""
_BEGINNINGS = {
    ParagraphKind.TITLE: "# ",
    ParagraphKind.HEADING: "## ",
    ParagraphKind.ANNEX: "## ",
    ParagraphKind.SUBHEADING: "### ",
    ParagraphKind.QUOTATION: "> ",
    ParagraphKind.EXCERPT: "> ",
}


def write_markdown(manuscript: Manuscript) -> bytes:
    """The manuscript as UTF-8."""
    return ("\n\n".join(_parts(manuscript)) + "\n").encode()


def escaped(text: str) -> str:
    """Step 1: text that means nothing but itself in Markdown."""
    return _AT_BEGINNING.sub(r"\g<0>\\", _ANYWHERE.sub(r"\\\g<0>", text))


def _parts(manuscript: Manuscript) -> Iterator[str]:
    yield from map(_paragraph, manuscript.paragraphs)
    for footnote in manuscript.footnotes:
        yield f"[^{footnote.number}]: {_words(footnote.words)}"


def _paragraph(paragraph: Paragraph) -> str:
    beginning = _BEGINNINGS.get(paragraph.kind, "")
    next_line = beginning if beginning == "> " else ""
    mark = f"[^{paragraph.footnote}]" if paragraph.footnote else ""
    words = _words(paragraph.words) + mark
    return beginning + words.replace("\n", f"\\\n{next_line}")


def _words(rich: RichText) -> str:
    return "".join(map(_run, rich)).lstrip()


def _run(run: Run) -> str:
    """Step 4."""
    words = escaped(run.text)
    core = words.strip()
    if core and run.italic:
        words = words.replace(core, f"*{core}*", 1)
    return f"[{words}](<{run.link}>)" if run.link else words
