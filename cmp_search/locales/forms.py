"""Formats: plurals, numbers, dates and language names from CLDR, through Babel."""

from collections.abc import Sequence
from datetime import date as Date
from datetime import time as Time

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal


class CldrFormats:
    """The forms of one CLDR locale, such as "es_MX"; patterns are CLDR's, too."""

    def __init__(self, locale: str) -> None:
        self._locale = Locale.parse(locale)

    def plural(self, n: int) -> str:
        """The plural category of a number: "one", "few", "other"."""
        return str(self._locale.plural_form(n))

    def number(self, n: int) -> str:
        """A whole number, grouped by thousands."""
        return format_decimal(n, locale=self._locale)

    def day(self, day: Date, pattern: str) -> str:
        """A day, or its month, in a pattern."""
        return format_date(day, pattern, locale=self._locale)

    def time(self, at: Time, pattern: str) -> str:
        """A time of day in a pattern."""
        return format_time(at, pattern, locale=self._locale)

    def listed(self, words: Sequence[str]) -> str:
        """Words as an enumeration: "a, b and c"."""
        return str(format_list(list(words), locale=self._locale))

    def language(self, code: str) -> str:
        """A language's name within a sentence; its code where it has none."""
        return str(self._locale.languages.get(code, code))

    def country(self, code: str) -> str:
        """A country's name; its code where it has none."""
        return str(self._locale.territories.get(code, code))


def own_name(code: str) -> str:
    """A language's own name, capitalised ("Deutsch"); its code where it has none."""
    try:
        name = str(Locale.parse(code).languages[code])
    except (KeyError, ValueError, UnknownLocaleError):
        return code
    return name[:1].upper() + name[1:]
