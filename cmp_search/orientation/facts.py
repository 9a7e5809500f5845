"""Facts found in a text: frozen records made of slices of it."""

from dataclasses import dataclass
from datetime import date as Date

from cmp_search.documents.document import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, unchanged: `text == document.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact was found: a passage, by id, and one of its sentences."""

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
    """A group by its name; `own` if it has a heading, list item or acronym of its own."""

    name: Quote
    own: bool
    source: FactSource


@dataclass(frozen=True, slots=True)
class Chair:
    """Someone who chairs: the person, their position, and the words that say that they do.

    `label` is the heading, line or words that call them co-chair, chair, director or the like;
    `group` is the name of the group, if one is named; `side` is the country or body that they act
    for, if it is named next to the person and not in the label.
    """

    person: Quote
    role: Quote | None
    label: Quote
    group: Quote | None
    source: FactSource
    side: Quote | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting: its first and last day, and its place if that is given next to the date.

    If only the month is stated, the days are its first and last, and `days` is false. `label` has
    the words that call it a meeting, or the heading or column that does; `group` is whose meeting
    it is, if a group or its acronym is named; `number` is which of its series, 0 if not stated.
    `own` is false for an event of others, such as a summit elsewhere.
    """

    first: Date
    last: Date
    days: bool
    when: Quote
    place: Quote | None
    source: FactSource
    label: Quote | None = None
    group: Quote | None = None
    number: int = 0
    own: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that says what something is, or how it began; `short` is the thing's acronym.

    `name` is what the sentence calls it, and `since` the year in which it began, if that is said.
    """

    short: str
    source: FactSource
    name: Quote | None = None
    since: Quote | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """The day on which a text was signed."""

    when: Quote
    source: FactSource


@dataclass(frozen=True, slots=True)
class Orientation:
    """All facts found in one document, each kind in reading order."""

    acronyms: tuple[Acronym, ...] = ()
    groups: tuple[Group, ...] = ()
    chairs: tuple[Chair, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    definitions: tuple[Definition, ...] = ()
    signings: tuple[Signing, ...] = ()
