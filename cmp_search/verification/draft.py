"""A draft: a note as someone wrote it, in paragraphs with the marks of its footnotes."""

import re
from dataclasses import dataclass
from enum import StrEnum

_BROKEN = re.compile(r"(?<=\w[-\u2010\u2011])\n(?=\w)")


class Place(StrEnum):
    """Where in a draft words stand."""

    BODY = "body"
    TABLE = "table"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote's mark: the offset in the paragraph's text that it stands at, and its note."""

    at: int
    note: str


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph without its marks' characters; `is_quotation` if its style or markup says so.

    A footnote's paragraphs have the footnote's id as `note`; it is empty elsewhere. `heading` is
    the level of a heading, 0 for none.
    """

    text: str
    place: Place = Place.BODY
    marks: tuple[Mark, ...] = ()
    is_quotation: bool = False
    note: str = ""
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """All paragraphs in reading order, those of notes last."""

    paragraphs: tuple[DraftParagraph, ...]

    def note_text(self, note: str) -> str:
        """The words of a footnote or endnote, its paragraphs on lines of their own."""
        return "\n".join(one.text for one in self.paragraphs if one.note == note)


def unbroken(text: str) -> str:
    """Words without line ends behind hyphens, where the hyphens are the words' own."""
    return _BROKEN.sub("", text)
