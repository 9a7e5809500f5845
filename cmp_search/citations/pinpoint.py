"""Pinpoints: where in a text a passage is, as typed steps that can be rendered in any language.

1. Each heading of the section path is a step. Its beginning gives its type: "Título Primero",
   "Chapter 2", "Artículo 22.-", "Fracción IV", "Theme 2." and "a)" in any language of the texts;
   "II." or "1)" is a numbered section, and a heading without a number is a section named by its
   words.
2. The blocks of the passage are a step: paragraphs, counted within the section.
3. Below an article, the numbers that its blocks have are used instead: a roman numeral is a
   fracción, an arabic one a paragraph, and a letter an inciso of the one above it, as far as that
   can be seen (an excerpt ends with the passage that it was made for). Elsewhere, if the passage
   lies within one numbered list item, that item is a step.
4. The pages are the last step: their printed labels, and their positions in the PDF.
Headings are quoted unchanged; articles, fracciones, paragraphs, items and pages are rendered in the
reader's language ("art. 22", "para 3", "au para 3", "párr. 3"), in the forms of `[pinpoint]` in
`locales`: those of the McGill Guide and of Mexican usage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.documents.document import Block, BlockKind, Document, Excerpt, Page
from cmp_search.documents.passage import Passage
from cmp_search.language.detection import DIVISIONS
from cmp_search.locales import Messages, messages_for
from cmp_search.readers.common.designations import designation


class PinpointKind(StrEnum):
    """The type of a step; `fraction` is the fracción and `letter` the inciso of Mexican texts."""

    ANNEX = "annex"
    TRANSITORY = "transitory"
    BOOK = "book"
    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    DIVISION = "division"
    SECTION = "section"
    SUBSECTION = "subsection"
    THEME = "theme"
    ARTICLE = "article"
    CLAUSE = "clause"
    FRACTION = "fraction"
    LETTER = "letter"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class PinpointStep:
    """One step of a pinpoint.

    `first` and `last` are numbers as printed or counted, equal for a single one, empty where there
    are none (a heading without a number, a page without a label). `heading` is the heading's text;
    `pdf` is, for a page step, the first and last position in the PDF, from 1.
    """

    kind: PinpointKind
    first: str = ""
    last: str = ""
    heading: str = ""
    pdf: tuple[int, int] | None = None

    @property
    def is_quoted(self) -> bool:
        """Whether it is a heading that is quoted; an article is named by its number."""
        return bool(self.heading) and self.kind is not PinpointKind.ARTICLE


_THEME = "|".join(DIVISIONS["theme"])
_NUMBER = r"(?P<number>[IVXLC]+|\d+(?:\.\d+)*)"
_HEADINGS: tuple[tuple[PinpointKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I if named else 0))
    for kind, pattern, named in (
        (PinpointKind.THEME, rf"(?:{_THEME})\s+{_NUMBER}\b", True),
        (PinpointKind.SECTION, rf"{_NUMBER}\s?[.)](?=\s)", False),
        (PinpointKind.SECTION, r"(?P<number>\d+(?:\.\d+)+)(?=\s)", False),
        (PinpointKind.LETTER, r"(?P<number>[a-z])\)(?=\s)", False),
    )
)
_ITEM = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")
_OF_ARTICLE = (
    (PinpointKind.FRACTION, re.compile(r"([IVXLC]{1,7})(?:[.)]|\s?[-–—])\s?")),
    (PinpointKind.PARAGRAPH, re.compile(r"\(?(\d{1,3})[.)]\s")),
)
"""What the numbers of blocks below an article count, in the place of paragraphs."""
_LETTER = re.compile(r"\(?([a-z]{1,2})\)\s")


def pinpoint(document: Document | Excerpt, passage: Passage) -> tuple[PinpointStep, ...]:
    """The steps that lead to a passage, outermost first."""
    steps = [heading_step(heading) for heading in passage.section]
    blocks = [
        block
        for block in document.blocks
        if block.start < passage.end
        and passage.start < block.end
        and block.kind not in (BlockKind.TITLE, BlockKind.HEADING)
    ]
    last = passage.paragraph + max(len(blocks), 1) - 1
    texts = [document.slice(block) for block in blocks]
    counted = PinpointStep(PinpointKind.PARAGRAPH, str(passage.paragraph), str(last))
    in_article = any(step.kind is PinpointKind.ARTICLE for step in steps)
    printed = _of_article(document, blocks) if in_article else None
    steps.append(printed or counted)
    letter = _LETTER.match(texts[0]) if in_article and len(texts) == 1 else None
    if letter:
        steps.append(PinpointStep(PinpointKind.LETTER, letter[1], letter[1]))
    elif not printed and len(blocks) == 1 and blocks[0].kind is BlockKind.ITEM:
        number = _ITEM.match(texts[0])
        if number:
            steps.append(PinpointStep(PinpointKind.ITEM, number[1], number[1]))
    page = _page_step(document.pages, passage)
    return (*steps, *([page] if page else []))


def _of_article(document: Document | Excerpt, blocks: Sequence[Block]) -> PinpointStep | None:
    """Step 3: the fracciones or numbered paragraphs that blocks begin and end with."""
    if not blocks:
        return None
    texts = [document.slice(block) for block in _since_heading(document, blocks)]
    for kind, pattern in _OF_ARTICLE:
        first = _number_above(texts[: len(texts) - len(blocks) + 1], pattern)
        last = _number_above(texts, pattern)
        if first and last:
            return PinpointStep(kind, first, last)
    return None


def _since_heading(document: Document | Excerpt, blocks: Sequence[Block]) -> list[Block]:
    """Blocks, and those between the last heading and them."""
    above: list[Block] = []
    for block in document.blocks:
        if block.start >= blocks[0].start:
            break
        if block.kind is BlockKind.HEADING:
            above.clear()
        else:
            above.append(block)
    return [*above, *blocks]


def _number_above(texts: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The number of the last text, or, above its inciso, of what that belongs to; else nothing."""
    for text in reversed(texts):
        number = pattern.match(text)
        if number:
            return number[1]
        if not _LETTER.match(text):
            break
    return ""


def render_step(step: PinpointStep, language: str = "en") -> str:
    """A step in the reader's language; headings other than of articles are quoted unchanged."""
    if step.is_quoted:
        return step.heading
    messages = messages_for(language)
    if step.pdf is None:
        return _form(messages, step.kind, step.first, step.last)
    first, last = map(str, step.pdf)
    if not step.first:
        return _form(messages, "pdf", first, last)
    # Two pages of a PDF may have the same label, so the PDF's positions decide whether it is one.
    page = _form(messages, step.kind, step.first, step.last if first != last else step.first)
    return messages("pinpoint.both", page=page, pdf=_range(first, last))


def _form(messages: Messages, counted: str, first: str, last: str) -> str:
    """A step with a number, in its singular or plural form."""
    several = "" if first == last else "_several"
    return messages(f"pinpoint.{counted}{several}", at=_range(first, last))


def heading_step(heading: str) -> PinpointStep:
    """Step 1: the type and number of a heading."""
    found = designation(heading)
    if found:
        return PinpointStep(PinpointKind(found.kind), found.number, found.number, heading)
    for kind, pattern in _HEADINGS:
        match = pattern.match(heading)
        if match:
            number = match["number"]
            return PinpointStep(kind, number, number, heading)
    return PinpointStep(PinpointKind.SECTION, heading=heading)


def pages_of(pages: Sequence[Page], passage: Passage) -> list[Page]:
    """The pages that a passage's characters lie on."""
    return [page for page in pages if page.start < passage.end and passage.start < page.end]


def _page_step(pages: Sequence[Page], passage: Passage) -> PinpointStep | None:
    """Step 4: the pages that a passage's characters lie on."""
    overlapping = pages_of(pages, passage)
    if not overlapping:
        return None
    pdf = (overlapping[0].number, overlapping[-1].number)
    first, last = overlapping[0].label, overlapping[-1].label
    if first is None or last is None:
        first = last = ""
    return PinpointStep(PinpointKind.PAGE, first, last, pdf=pdf)


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
