"""Details: what whoever adds a text says of it, in words, checked before it becomes an entry."""

import re
from dataclasses import dataclass, fields, replace
from datetime import date as Date

from cmp_search.documents.catalogue import Entry
from cmp_search.errors import CorpusError
from cmp_search.language.normalisation import clean_and_trim, one_line

_YEAR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a text when it is added; what is empty is left as the catalogue has it.

    `date` is a day in ISO 8601, or a year.
    """

    title: str = ""
    issuing_body: str = ""
    date: str = ""
    language: str = ""
    kind: str = ""

    def or_else(self, other: "Details") -> "Details":
        """These details, and those of another where there is none."""
        return Details(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))

    def applied_to(self, entry: Entry) -> Entry:
        """An entry with these details.

        Raises:
            CorpusError: the date is none, or the language is no code.
        """
        language = _plain(self.language).lower()
        if language and not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
            raise CorpusError("language_invalid", text=language)
        day, year = _moment(self.date.strip()) or (entry.date, entry.year)
        return replace(
            entry,
            title=_plain(self.title) or entry.title,
            issuing_body=_plain(self.issuing_body) or entry.issuing_body,
            date=day,
            year=year,
            language=language or entry.language,
            kind=_plain(self.kind) or entry.kind,
        )


DETAILS = tuple(field.name for field in fields(Details))
"""The names of the details, in their order."""


def _plain(text: str) -> str:
    return one_line(clean_and_trim(text))


def _moment(text: str) -> tuple[Date | None, int] | None:
    """The day, if it is one, and the year that a text states; None if it is empty."""
    if not text:
        return None
    if _YEAR.fullmatch(text):
        return None, int(text)
    try:
        day = Date.fromisoformat(text)
    except ValueError as error:
        raise CorpusError("date_invalid", text=text) from error
    return day, day.year
