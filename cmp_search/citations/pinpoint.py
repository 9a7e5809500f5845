"""Pinpoints: where in a text a passage is, as typed steps that can be rendered in any language.

1. Each heading of the section path is a step. Its beginning gives its type: "Part III", "Chapter
   2", "Article 5", "Fracción IV", "Theme 2." and "a)" in any language of the texts; "II." or "1)"
   is a numbered section, and a heading without a number is a section named by its words.
2. The blocks of the passage are a step: paragraphs, counted within the section.
3. If the passage lies within one numbered list item, that item is a step.
4. The pages are the last step: their printed labels, and their positions in the PDF.
Headings are quoted unchanged; paragraphs, items and pages are rendered in the reader's language
("para 3", "au para 3", "párr. 3"), in the forms of `[pinpoint]` in `locales`: those of the McGill
Guide and of Mexican usage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.documents.document import BlockKind, Document, Excerpt, Page
from cmp_search.documents.passage import Passage
from cmp_search.language.detection import DIVISIONS
from cmp_search.locales import Messages, messages_for


class PinpointKind(StrEnum):
    """The type of a step; `fraction` is the fracción and `letter` the inciso of Mexican texts."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    THEME = "theme"
    ARTICLE = "article"
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


_PART, _CHAPTER, _THEME = ("|".join(DIVISIONS[kind]) for kind in ("part", "chapter", "theme"))
_NUMBER = r"(?P<number>[IVXLC]+|\d+(?:\.\d+)*)"
_HEADINGS: tuple[tuple[PinpointKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I if named else 0))
    for kind, pattern, named in (
        (PinpointKind.PART, rf"(?:{_PART})\s+{_NUMBER}\b", True),
        (PinpointKind.CHAPTER, rf"(?:{_CHAPTER})\s+{_NUMBER}\b", True),
        (PinpointKind.ARTICLE, rf"(?:article|artículo|art\.)\s+{_NUMBER}\b", True),
        (PinpointKind.FRACTION, rf"(?:fracción|fraction)\s+{_NUMBER}\b", True),
        (PinpointKind.THEME, rf"(?:{_THEME})\s+{_NUMBER}\b", True),
        (PinpointKind.SECTION, rf"(?:section|sección)\s+{_NUMBER}\b", True),
        (PinpointKind.SECTION, rf"{_NUMBER}\s?[.)](?=\s)", False),
        (PinpointKind.SECTION, r"(?P<number>\d+(?:\.\d+)+)(?=\s)", False),
        (PinpointKind.LETTER, r"(?:[Ii]nciso\s+)?(?P<number>[a-z])\)(?=\s)", False),
    )
)
_ITEM = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")


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
    steps.append(PinpointStep(PinpointKind.PARAGRAPH, str(passage.paragraph), str(last)))
    if len(blocks) == 1 and blocks[0].kind is BlockKind.ITEM:
        number = _ITEM.match(document.slice(blocks[0]))
        if number:
            steps.append(PinpointStep(PinpointKind.ITEM, number[1], number[1]))
    page = _page_step(document.pages, passage)
    return (*steps, *([page] if page else []))


def render_step(step: PinpointStep, language: str = "en") -> str:
    """A step in the reader's language; headings are quoted unchanged."""
    if step.heading:
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
    for kind, pattern in _HEADINGS:
        match = pattern.match(heading)
        if match:
            number = match["number"]
            return PinpointStep(kind, number, number, heading)
    return PinpointStep(PinpointKind.SECTION, heading=heading)


def _page_step(pages: Sequence[Page], passage: Passage) -> PinpointStep | None:
    """Step 4: the pages that a passage's characters lie on."""
    overlapping = [page for page in pages if page.start < passage.end and passage.start < page.end]
    if not overlapping:
        return None
    pdf = (overlapping[0].number, overlapping[-1].number)
    first, last = overlapping[0].label, overlapping[-1].label
    if first is None or last is None:
        first = last = ""
    return PinpointStep(PinpointKind.PAGE, first, last, pdf=pdf)


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"
