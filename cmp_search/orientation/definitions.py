"""Definitions: sentences that say what an acronym refers to is, or how it began.

1. Such a sentence begins with the acronym or its long form and continues with "is a", "was
   launched" or the like, in any of the three languages;
2. or it says that someone launched it: "the two ministries created the CMP".
3. It tells since when there is such a thing if it has a word for launching and one year.
"""

import re
from collections.abc import Container, Iterator, Sequence

from cmp_search.documents.document import Span
from cmp_search.orientation.facts import Acronym, Definition, Quote
from cmp_search.orientation.units import Unit

_ARTICLE = r"(?:(?:the|le|la|les|el|los|las)\s|l['’])"
_BEGUN = (
    r"(?:launched|created|established|founded|set\sup|constituted|made\sup|composed"
    r"|lancée?s?|créée?s?|établie?s?|fondée?s?|instituée?s?|constituée?s?|composée?s?"
    r"|lanzad[oa]s?|cread[oa]s?|establecid[oa]s?|fundad[oa]s?|constituid[oa]s?|integrad[oa]s?)"
)
_IS = re.compile(
    r"\s(?:is|was|are|were|has\sbeen|est|était|sont|a\sété|es|era|fue|son|ha\ssido)\s"
    rf"(?:(?:an?|one\sof|the|une?|l['’]une?|le|la|un[oa]?|el)\s|{_BEGUN}(?!\w))",
    re.IGNORECASE,
)
_BEGAN = re.compile(rf"(?<!\w){_BEGUN}(?!\w)", re.IGNORECASE)
_OPENING = re.compile(_ARTICLE, re.IGNORECASE)
_BRACKET = re.compile(r"\s[(][^()]{2,40}[)],?$")
_LAUNCHED = re.compile(
    r"(?<!\w)(?:launched|created|established|founded|set\sup"
    r"|(?:a|ont)\s(?:lancé|créé|établi|fondé|institué)"
    rf"|lanz(?:ó|aron)|cre(?:ó|aron)|estableci(?:ó|eron)|fund(?:ó|aron))\s{_ARTICLE}?"
)
YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
MAX_LONG_FORM_WORDS = 12
"""Most words of a long form."""


def find_definitions(units: Sequence[Unit], acronyms: Sequence[Acronym]) -> Iterator[Definition]:
    """The sentences of a text that define one of its acronyms, in reading order."""
    names = {a.long.text: a.short.text for a in acronyms}
    names |= {a.short.text: a.short.text for a in acronyms}
    for unit in units:
        found = _subject(unit.text, names) or _object(unit.text, names)
        if found:
            name = unit.quote(found.start, found.end)
            yield Definition(
                names[unit.text[found.start : found.end]], unit.source, name, _since(unit)
            )


def _since(unit: Unit) -> Quote | None:
    """Rule 3."""
    years = list(YEAR.finditer(unit.text))
    began = len(years) == 1 and (_BEGAN.search(unit.text) or _LAUNCHED.search(unit.text))
    return unit.quote(*years[0].span()) if began else None


def _subject(text: str, names: Container[str]) -> Span | None:
    """Rule 1: the name that a sentence begins with."""
    verb = _IS.search(text)
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    subject = _BRACKET.sub("", text[start : verb.start() if verb else 0])
    return Span(start, start + len(subject)) if subject in names else None


def _object(text: str, names: Container[str]) -> Span | None:
    """Rule 2: the name after a verb for launching."""
    verb = _LAUNCHED.search(text)
    if verb is None:
        return None
    following = text[verb.end() :].split(" ", MAX_LONG_FORM_WORDS)
    beginnings = (" ".join(following[:n]).rstrip(".,;") for n in range(1, len(following) + 1))
    name = next((name for name in beginnings if name in names), None)
    return Span(verb.end(), verb.end() + len(name)) if name else None
