"""Words: what people read, in English, French and Spanish, from one file a language.

1. A file's tables make dotted keys: `title` in `[ask]` is "ask.title".
2. A message has named places, `{names}`, which are filled with plain text.
3. A message that counts has two forms, `one` and `other`; French takes `one` for 0, too.
4. Signs are messages like others: quotation marks, the per cent, thousands, dates.
Tests hold that the three files have the same keys and places, and no key that nothing uses.
"""

import tomllib
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from cmp_search.language import LANGUAGES

NAMES = {"en": "English", "fr": "Français", "es": "Español"}
"""Each language by its own name."""
COUNTED = {"one", "other"}
Message = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The messages of one language."""

    language: str
    messages: dict[str, Message]

    def __call__(self, key: str, **places: str) -> str:
        """A message, its places filled."""
        message = self.messages[key]
        if isinstance(message, dict):
            raise TypeError(f"“{key}” counts: use `count`")
        return message.format(**places)

    def count(self, key: str, n: int, **places: str) -> str:
        """A message that counts, in the form for a number; `{n}` in it is the number."""
        message = self.messages[key]
        if isinstance(message, str):
            raise TypeError(f"“{key}” does not count")
        one = n in (0, 1) if self.language == "fr" else n == 1
        return message["one" if one else "other"].format(n=self.number(n), **places)

    def lines(self, key: str) -> tuple[str, ...]:
        """A message of several lines, one by one."""
        return tuple(self(key).strip().splitlines())

    def quote(self, words: str) -> str:
        """Words in the quotation marks of the language."""
        return self("sign.quote", words=words)

    def number(self, n: int) -> str:
        """A whole number, grouped by thousands; years and pages are not written so."""
        return f"{n:,}".replace(",", self("sign.thousands"))

    def per_cent(self, share: float) -> str:
        """A share from 0 to 1 as whole per cents."""
        return self("sign.per_cent", number=f"{share * 100:.0f}")

    def name(self, language: str) -> str:
        """The name of a language; its code where it is none of the three."""
        return self(f"language.{language}") if language in LANGUAGES else language

    def day(self, day: Date) -> str:
        """A date in words."""
        return self._day(self("sign.first") if day.day == 1 else str(day.day), day)

    def _day(self, number: str, day: Date) -> str:
        return self("sign.day", day=number, month=self._month(day), year=str(day.year))

    def _month(self, day: Date) -> str:
        return self("sign.months").split()[day.month - 1]

    def days(self, first: Date, last: Date) -> str:
        """Some days in words, from the first to the last; within a month that is named once."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) != (last.year, last.month):
            return f"{self.day(first)} – {self.day(last)}"
        number = self("sign.first") if first.day == 1 else str(first.day)
        return self._day(f"{number}–{last.day}", last)

    def month(self, day: Date) -> str:
        """The month of a day, with its year, in words."""
        return self("sign.month", month=self._month(day), year=str(day.year))

    def moment(self, written: str) -> str:
        """A time in UTC, as manifests and search records write it, in words."""
        at = datetime.fromisoformat(written)
        return self(
            "sign.moment", day=self.day(at.date()), hour=str(at.hour), minute=f"{at.minute:02}"
        )


@cache
def words_in(language: str) -> Words:
    """The words of a language; English for one that there are no words in."""
    code = language if language in LANGUAGES else "en"
    text = files("cmp_search.words").joinpath(f"{code}.toml").read_text("utf-8")
    return Words(code, dict(_flat(tomllib.loads(text))))


def _flat(tables: dict[str, Any]) -> list[tuple[str, Message]]:
    """Steps 1 and 3: the messages of each table under dotted keys."""
    return [
        (f"{table}.{name}", message)
        for table, messages in tables.items()
        for name, message in messages.items()
    ]
