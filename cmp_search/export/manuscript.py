"""The manuscript: a note set for any format, with its footnotes numbered once.

1. A title, then for each section of the note its heading and its items in order.
2. A paragraph of own words is one paragraph; a quotation is one, in quotation marks of the note's
   language, with a footnote mark behind it. Footnote n is that of the n-th quotation, so no two
   passages share a number, and every format has the same.
3. A quote of a digest stands without quotation marks and says that it is a paraphrase.
4. An annex has the verbatim excerpts: each with its number, its citation, where its words stand
   (passage, characters, hash of the edition), and the words of its other editions.
5. A second annex has the record of each search.
Writers of formats only lay this out; they decide nothing.
"""

from dataclasses import dataclass
from enum import StrEnum

from cmp_search.citations.rich_text import RichText


class ParagraphKind(StrEnum):
    """What a paragraph is; formats have a style for each.

    `annex` is the heading of an annex, which begins a page; `detail` says where an excerpt is from
    or how a search was made.
    """

    TITLE = "title"
    HEADING = "heading"
    ANNEX = "annex"
    SUBHEADING = "subheading"
    OWN_WORDS = "own_words"
    QUOTATION = "quotation"
    PARAPHRASE = "paraphrase"
    EXCERPT = "excerpt"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `footnote` is the number of the mark at its end, 0 for none.

    `language` is that of its words; a line feed in them is a line break.
    """

    kind: ParagraphKind
    words: RichText
    language: str
    footnote: int = 0


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; numbers go from 1 in the order of the marks."""

    number: int
    words: RichText


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All of an exported note, in the order in which it is read; `language` is the note's."""

    title: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]
