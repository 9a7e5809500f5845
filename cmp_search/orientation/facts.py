"""Facts that are found in a text: frozen records, each of slices of the text."""

from dataclasses import dataclass
from datetime import date as Date

from cmp_search.documents.document import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, as they stand: `text == document.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where something was found: a passage by its id, and a sentence of it."""

    passage: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym, what it stands for, and how often the text uses it."""

    short: Quote
    long: Quote
    uses: int
    source: FactSource


@dataclass(frozen=True, slots=True)
class Group:
    """A group by its name; `own` where it has a heading, a line or an acronym of its own."""

    name: Quote
    own: bool
    source: FactSource


@dataclass(frozen=True, slots=True)
class Chair:
    """A co-chair: the person, what is said of them, and the words that make them co-chair.

    `label` is the heading or word that says so, `group` the name of the group, where one is named.
    """

    person: Quote
    role: Quote | None
    label: Quote
    group: Quote | None
    source: FactSource


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: its first and last day, and its place where that stands beside the date.

    Where only the month is stated, the days are the month's first and last, and `days` is false.
    """

    first: Date
    last: Date
    days: bool
    when: Quote
    place: Quote | None
    source: FactSource


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that says what something is, or how it began; `short` is its acronym."""

    short: str
    source: FactSource


@dataclass(frozen=True, slots=True)
class Orientation:
    """All that is found in one document, each kind in reading order."""

    acronyms: tuple[Acronym, ...] = ()
    groups: tuple[Group, ...] = ()
    chairs: tuple[Chair, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    definitions: tuple[Definition, ...] = ()
