"""Definitions: sentences that say what an acronym refers to is, or how it began.

1. Such a sentence begins with the acronym or its long form and continues with "is a", "was
   launched" or the like, in any of the three languages;
2. or it says that someone launched it: "the two ministries created the CMP".
"""

import re
from collections.abc import Iterator, Sequence

from cmp_search.orientation.facts import Acronym, Definition
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
_OPENING = re.compile(_ARTICLE, re.IGNORECASE)
_BRACKET = re.compile(r"\s[(][^()]{2,40}[)],?$")
_LAUNCHED = re.compile(
    r"(?<!\w)(?:launched|created|established|founded|set\sup"
    r"|(?:a|ont)\s(?:lancé|créé|établi|fondé|institué)"
    rf"|lanz(?:ó|aron)|cre(?:ó|aron)|estableci(?:ó|eron)|fund(?:ó|aron))\s{_ARTICLE}?"
)
MAX_LONG_FORM_WORDS = 12
"""Most words of a long form."""


def find_definitions(units: Sequence[Unit], acronyms: Sequence[Acronym]) -> Iterator[Definition]:
    """The sentences of a text that define one of its acronyms, in reading order."""
    names = {a.long.text: a.short.text for a in acronyms}
    names |= {a.short.text: a.short.text for a in acronyms}
    for unit in units:
        short = _subject(unit.text, names) or _object(unit.text, names)
        if short:
            yield Definition(short, unit.source)


def _subject(text: str, names: dict[str, str]) -> str | None:
    """Rule 1: the acronym that a sentence begins with."""
    verb = _IS.search(text)
    opening = _OPENING.match(text)
    subject = text[opening.end() if opening else 0 : verb.start() if verb else 0]
    return names.get(_BRACKET.sub("", subject))


def _object(text: str, names: dict[str, str]) -> str | None:
    """Rule 2: the acronym after a verb for launching."""
    verb = _LAUNCHED.search(text)
    following = text[verb.end() :].split(" ", MAX_LONG_FORM_WORDS) if verb else []
    beginnings = (" ".join(following[:n]).rstrip(".,;") for n in range(1, len(following) + 1))
    return next((names[name] for name in beginnings if name in names), None)
