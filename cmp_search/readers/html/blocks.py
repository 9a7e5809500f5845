"""What a walk through a web page finds: its blocks, with what they look like."""

from dataclasses import dataclass
from enum import Flag, auto

from cmp_search.documents.document import BlockKind


class Look(Flag):
    """What sets a block off from the text, as headings are."""

    PLAIN = 0
    BOLD = auto()
    """All its words are bold, large or underlined."""
    CENTRED = auto()
    NAMED = auto()
    """Its class says that it is a heading, or it opens a panel."""
    TITLE = auto()
    """Its class says that it is a line of the title."""
    PREFORMATTED = auto()
    OPENING = auto()
    """It is the first line of the paragraph that it heads."""


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """One block of a page.

    `region` is the index of the region that it stands in; `size` counts its letters, `linked`
    those of links; `in_page` says that all of them are links to places in the same page, and
    `noted` that the page refers to it as a note. `frame` tells quotations and asides from the text
    around them, which is 0. `refers` names the notes that its words refer to,
    `note` the one that it is part of (see `notes`).
    """

    kind: BlockKind
    text: str
    level: int = 0
    anchor: str | None = None
    region: int = 0
    size: int = 0
    linked: int = 0
    in_page: bool = False
    noted: bool = False
    frame: int = 0
    refers: tuple[str, ...] = ()
    note: str = ""
    look: Look = Look.PLAIN
