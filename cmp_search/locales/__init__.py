"""Messages: all text of the interface, from one file for each of its languages.

1. A file is named by its language's code. It begins with the language's own `name`, its `order` in
   the switch and, if that differs from the code, its CLDR `locale`.
2. A file's tables make dotted keys: `title` in `[ask]` is "ask.title".
3. A message has named places, `{names}`, which are filled with plain text.
4. A message that counts has one form for each plural of its language, `other` among them.
5. Plurals, numbers, dates, and the names of languages and countries come from CLDR through Babel
   (see `forms`), in the patterns of `[form]`. Babel takes 30 ms to load, so it is loaded on first
   use; an answer in the terminal needs none of it.
Tests ensure that the files have the same keys and places, and no unused key.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmp_search.locales.forms import CldrFormats

FOLDER = files(__package__)
"""The folder of the files."""
DEFAULT = "en"
"""The language used where there is no file for the one asked for."""
Message = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one language; `locale` is its name in CLDR."""

    language: str
    locale: str
    messages: dict[str, Message]

    def __call__(self, key: str, **places: str) -> str:
        """A message with its places filled."""
        message = self.messages[key]
        if isinstance(message, dict):
            raise TypeError(f"“{key}” counts: use `count`")
        return message.format(**places)

    def count(self, key: str, n: int, **places: str) -> str:
        """A message that counts, in the plural form for `n`, which also fills `{n}`."""
        message = self.messages[key]
        if isinstance(message, str):
            raise TypeError(f"“{key}” does not count")
        form = message.get(self._forms.plural(n), message["other"])
        return form.format(n=self.number(n), **places)

    def lines(self, key: str) -> tuple[str, ...]:
        """The lines of a message."""
        return tuple(self(key).strip().splitlines())

    def quote(self, words: str) -> str:
        """Words in the language's quotation marks."""
        return self("sign.quote", words=words)

    def number(self, n: int) -> str:
        """A whole number, grouped by thousands; not for years and pages."""
        return self._forms.number(n)

    def per_cent(self, share: float) -> str:
        """A share from 0 to 1 as a whole percentage."""
        return self("sign.per_cent", number=f"{share * 100:.0f}")

    def name(self, language: str) -> str:
        """A language's name within a sentence; its code where it has none.

        Those of the texts are messages: an answer in the terminal need not wait for CLDR.
        """
        known = self.messages.get(f"language.{language}")
        return known if isinstance(known, str) else self._forms.language(language)

    def listed(self, words: Sequence[str]) -> str:
        """Words as an enumeration."""
        return self._forms.listed(words)

    def country(self, code: str) -> str:
        """A country's name by its code, which stands where it has none."""
        return self._forms.country(code)

    def day(self, day: Date) -> str:
        """A date in words."""
        return self._forms.day(day, self("form.day", d=self._day_of_month(day)))

    def days(self, first: Date, last: Date) -> str:
        """A range of days in words; a month and year that both share are named once."""
        return self.day(first) if first == last else self._range("form.two_days", first, last)

    def of_days(self, first: Date, last: Date) -> str:
        """A day, or days, as they stand behind a noun: « du 27 », « des 27 et 28 »."""
        if first == last:
            return self("form.the_day", day=self.day(first))
        return self._range("form.the_two_days", first, last)

    def month(self, day: Date) -> str:
        """The month and year of a day, in words."""
        return self._forms.day(day, self("form.month"))

    def moment(self, written: str) -> str:
        """A UTC time in words, from the ISO form in manifests and search records."""
        at = datetime.fromisoformat(written)
        time = self._forms.time(at.time(), self("form.time"))
        return self("form.moment", day=self.day(at.date()), time=time)

    def _range(self, two_days: str, first: Date, last: Date) -> str:
        """Days from first to last, in the form `two_days` if they are two of one month."""
        if (first.year, first.month) != (last.year, last.month):
            return self("form.span", first=self.day(first), last=self.day(last))
        form = two_days if (last - first).days == 1 else "form.more_days"
        number = self._forms.day(first, self._day_of_month(first))
        return self(form, first=number, last=self.day(last))

    def _day_of_month(self, day: Date) -> str:
        return self("form.first") if day.day == 1 else "d"

    @property
    def _forms(self) -> "CldrFormats":
        return _forms_of(self.locale)


@cache
def interfaces() -> dict[str, str]:
    """The languages of the interface, in order: each code with the language's own name."""
    heads = sorted((_tables(code) | {"code": code} for code in _codes()), key=_order)
    return {head["code"]: head["name"] for head in heads}


@cache
def messages_for(language: str) -> Messages:
    """The messages of a language ("fr", "fr-CA"), or the English ones if it has no file."""
    primary = language.partition("-")[0].lower()
    code = next((code for code in (language, primary) if code in _codes()), DEFAULT)
    tables = _tables(code)
    return Messages(code, tables.get("locale", code), dict(_flat(tables)))


def own_name(language: str) -> str:
    """Any language's own name, capitalised; its code where it has none."""
    if language in interfaces():
        return interfaces()[language]
    from cmp_search.locales import forms

    return forms.own_name(language)


@cache
def _codes() -> frozenset[str]:
    names = (file.name for file in FOLDER.iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def _tables(code: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(f"{code}.toml").read_text("utf-8"))


def _order(head: dict[str, Any]) -> tuple[int, str]:
    return head["order"], head["code"]


def _flat(tables: dict[str, Any]) -> list[tuple[str, Message]]:
    """Steps 2 and 4: the messages of each table under dotted keys."""
    return [
        (f"{table}.{name}", message)
        for table, messages in tables.items()
        if isinstance(messages, dict)
        for name, message in messages.items()
    ]


@cache
def _forms_of(locale: str) -> "CldrFormats":
    from cmp_search.locales.forms import CldrFormats

    return CldrFormats(locale)
