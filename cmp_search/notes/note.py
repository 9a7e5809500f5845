"""A note: a briefing being written, quotations and the writer's own words under headings.

A note is never changed: every edit gives a new one (see `editing`), so whoever holds the one before
can take the edit back. It says all that is needed to export it without the index: each quote has
its exact words and its citation.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cmp_search.citations.citation import Citation
from cmp_search.citations.styles import Style
from cmp_search.notes.searches import RecordedSearch


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one edition of a text, to the character.

    `citation` is of just these words: its `start`, `end`, `document` and `edition` say which they
    are, its pinpoint where they stand. `passage` is the id of the passage that they are in.
    `is_digest` says that the text is a digest, a paraphrase that must not be quoted as the text.
    `accessed` is the date on which they were taken, in ISO 8601.
    """

    text: str
    passage: str
    citation: Citation
    accessed: str
    is_digest: bool = False

    def is_of_same_words(self, other: "Quote") -> bool:
        """Whether the words of one lie within those of the other, in the same edition."""
        one, two = self.citation, other.citation
        if (one.document, one.edition) != (two.document, two.edition):
            return False
        return one.start <= two.start <= two.end <= one.end or (
            two.start <= one.start <= one.end <= two.end
        )


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quote in the note, and the same passage in other editions of its text.

    `id` is unique within the note and kept through every edit.
    """

    id: str
    quote: Quote
    editions: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the writer says; paragraphs are separated by an empty line."""

    id: str
    text: str


Item = Quotation | OwnWords


@dataclass(frozen=True, slots=True)
class NoteSection:
    """A heading and what stands under it, in order."""

    id: str
    heading: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note in a language of the interface, with the searches that it rests on.

    `short_form` says that a source cited again is cited in short, with the number of the footnote
    that has it in full. `last_id` is the number of the id that was given last, so that no id is
    ever given twice.
    """

    title: str
    language: str
    sections: tuple[NoteSection, ...]
    searches: tuple[RecordedSearch, ...] = ()
    style: Style = Style.PLAIN
    short_form: bool = False
    last_id: int = 0

    @property
    def items(self) -> Iterator[Item]:
        """All items, in order."""
        return (item for section in self.sections for item in section.items)

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations, in order: the n-th has footnote n on every surface."""
        return tuple(item for item in self.items if isinstance(item, Quotation))
