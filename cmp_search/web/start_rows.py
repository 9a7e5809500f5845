"""What the Start page shows: rows of its tables, and sentences with their citations."""

from collections.abc import Mapping
from dataclasses import dataclass

from cmp_search.web.quoting import QuoteView


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation, and the address of its passage."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its citation; only the citation if the sentence adds nothing."""

    quote: QuoteView | None
    citation: CitationView


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A suggested question, and where it is answered."""

    text: str
    citation: CitationView


@dataclass(frozen=True, slots=True)
class PersonView:
    """Someone who heads a group; `office` if it is not that of co-chair.

    `as_of` is the date of the text that says so, if it is not that of the row.
    """

    name: str
    role: str
    office: str
    language: str
    as_of: str


@dataclass(frozen=True, slots=True)
class SeatView:
    """Those who head a group for one side; `missing` says that nobody was found.

    It is empty where someone heads the group and it is not stated for which side.
    """

    people: tuple[PersonView, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Who headed a group for a side according to an older text."""

    date: str
    person: PersonView
    side: str
    citation: CitationView


@dataclass(frozen=True, slots=True)
class SourceView:
    """What the source of a row unfolds; `label` says of what it is the source."""

    label: str
    sentences: tuple[SentenceView, ...]
    history: tuple[HistoryView, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group and its seats, with the date of the newest text; `nobody` if none has anyone."""

    name: str
    language: str
    seats: tuple[SeatView, ...]
    nobody: str
    as_of: str
    source: SourceView


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The groups, with the names of the columns of seats."""

    sides: tuple[str, ...]
    rows: tuple[GroupRow, ...]

    def __bool__(self) -> bool:
        """Whether there are any rows."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class OtherGroupView:
    """A group that is only named, with the sentence that names it."""

    name: str
    language: str
    sentence: SentenceView


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting on a day, a few days or in a month; `stamp` is the date for machines.

    `language` is that of the text, and so of the place; `what_language` is the reader's where the
    text has no word for the meeting. `number` is which of its series it was, empty if not stated.
    """

    stamp: str
    date: str
    what: str
    what_language: str
    number: str
    place: str
    language: str
    source: SourceView


@dataclass(frozen=True, slots=True)
class AcronymRow:
    """An acronym, its meaning, and how often it is used."""

    short: str
    long: str
    language: str
    uses: str
    source: SourceView


@dataclass(frozen=True, slots=True)
class StartView:
    """What was found of each kind, which may be nothing.

    `meetings` are the most recent, `earlier` the others; `events` are those of others. `remarks`,
    by section name, say where not everything is shown.
    """

    definitions: tuple[SentenceView, ...]
    questions: tuple[QuestionView, ...]
    groups: GroupTable
    other_groups: tuple[OtherGroupView, ...]
    meetings: tuple[MeetingRow, ...]
    earlier: tuple[MeetingRow, ...]
    events: tuple[MeetingRow, ...]
    acronyms: tuple[AcronymRow, ...]
    remarks: Mapping[str, str]
