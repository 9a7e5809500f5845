"""APA, seventh edition: author, date, title in italics, place in parentheses, address.

A subset, for official texts cited in footnotes: the author is the issuing body, in its own words;
a text without one begins with its title; a text without a date has "n.d."; the place that APA puts
into the text stands behind the title. The date of access is always given, since web pages change.
The short form is the one that APA has in the text: author, year, place.
Source: Publication Manual of the American Psychological Association, 7th ed., chapters 8 and 9; in
French and Spanish as the universities of Quebec and Mexico adapt it.
"""

from datetime import date as Date

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.citations.rich_text import RichText
from cmp_search.citations.styles import parts

_FORMS: dict[str, parts.Forms] = {
    "en": {
        PinpointKind.ARTICLE: ("Article {at}", "Articles {at}"),
        PinpointKind.FRACTION: ("Fraction {at}", "Fractions {at}"),
        PinpointKind.LETTER: ("subpara. {at}", "subparas. {at}"),
        PinpointKind.PARAGRAPH: ("para. {at}", "paras. {at}"),
        PinpointKind.ITEM: ("item {at}", "items {at}"),
        PinpointKind.PAGE: ("p. {at}", "pp. {at}"),
    },
    "fr": {
        PinpointKind.ARTICLE: ("art. {at}", "art. {at}"),
        PinpointKind.FRACTION: ("frac. {at}", "frac. {at}"),
        PinpointKind.LETTER: ("al. {at}", "al. {at}"),
        PinpointKind.PARAGRAPH: ("paragr. {at}", "paragr. {at}"),
        PinpointKind.ITEM: ("point {at}", "points {at}"),
        PinpointKind.PAGE: ("p. {at}", "p. {at}"),
    },
    "es": {
        PinpointKind.ARTICLE: ("art. {at}", "arts. {at}"),
        PinpointKind.FRACTION: ("frac. {at}", "fracs. {at}"),
        PinpointKind.LETTER: ("inc. {at}", "incs. {at}"),
        PinpointKind.PARAGRAPH: ("párr. {at}", "párrs. {at}"),
        PinpointKind.ITEM: ("punto {at}", "puntos {at}"),
        PinpointKind.PAGE: ("p. {at}", "pp. {at}"),
    },
}
_WORDS = {
    "en": ("n.d.", "Retrieved {day}, from "),
    "fr": ("s. d.", "Consulté le {day}, à l’adresse "),
    "es": ("s. f.", "Recuperado el {day}, de "),
}
"""What stands for a date that is not known, and what leads to the address."""
_PUBLISHED = {"en": "y, MMMM d", "fr": "y, d MMMM", "es": "d 'de' MMMM 'de' y"}
_READ = {"en": "MMMM d, y", "fr": "d MMMM y", "es": "d 'de' MMMM 'de' y"}
"""The dates of a text and of its access, in the patterns of CLDR."""


def full(citation: Citation, language: str, accessed: str) -> RichText:
    """The citation in full; `accessed` is the date on which it was read, in ISO 8601, or empty."""
    language = _known(language)
    place = f" ({place})" if (place := _place(citation, language)) else ""
    place += parts.remarks(citation, language)
    title, date = parts.title(citation), f"({_date(citation, language)})"
    head = (
        (f"{_stopped(citation.issuing_body)} {date}. ", title, f"{place}.")
        if citation.issuing_body
        else (title, f"{place}. {date}.")
    )
    if not citation.url:
        return parts.runs(*head)
    read = parts.day_of(accessed)
    led = _WORDS[language][1].format(day=_day(read, _READ[language], language)) if read else ""
    return parts.runs(*head, f" {led}", parts.address(citation))


def short(citation: Citation, language: str, footnote: int) -> RichText:
    """The form for a text cited before; it does not name the footnote."""
    language = _known(language)
    year = str(citation.year or _WORDS[language][0])
    place = _place(citation, language)
    rest = f", {place}" if place else ""
    remark = parts.remarks(citation, language)
    if citation.issuing_body:
        return parts.runs(f"({citation.issuing_body}, {year}{rest}){remark}.")
    return parts.runs("(", parts.title(citation), f", {year}{rest}){remark}.")


def _known(language: str) -> str:
    return language if language in _FORMS else "en"


def _place(citation: Citation, language: str) -> str:
    numbered = parts.numbered(citation, _FORMS[language], tuple(_FORMS[language]))
    return ", ".join(part for part in (parts.headings(citation), *numbered) if part)


def _date(citation: Citation, language: str) -> str:
    day = parts.day_of(citation.date)
    if day is None:
        return str(citation.year or _WORDS[language][0])
    return _day(day, _PUBLISHED[language], language)


def _day(day: Date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    if language == "fr" and day.day == 1:
        pattern = pattern.replace("d ", "'1er' ")
    return format_date(day, pattern, locale=language)


def _stopped(name: str) -> str:
    """A name with a full stop behind it, if it has none."""
    return name if name.endswith(".") else f"{name}."
