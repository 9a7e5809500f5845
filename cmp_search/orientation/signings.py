"""Signings: when a text was signed, as it says itself.

1. A clause that opens with a word for signing, names a place and has one date: "DONE at Lima, this
   3rd day of June 2015";
2. or a sentence that says so of what the title names: "The Plan was signed at Lima on 3 June 2015".
"""

import re
from collections.abc import Iterator, Sequence

from cmp_search.documents.document import Document
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.dates import dates
from cmp_search.orientation.facts import Signing
from cmp_search.orientation.units import Unit

_CLAUSE = re.compile(
    r"\W*(?:signed|done|signée?|faite?|firmad[oa]|suscrit[oa]|hech[oa])\b[^.;]{0,60}?"
    r"\s(?:at|in|à|en)\s(?:the\s|la\s|el\s)?\W?[A-ZÀ-Þ]",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\s(?:was|were|a\sété|ont\sété|fue|fueron)\s(?:signed|signée?s?|firmad[oa]s?|suscrit[oa]s?)\b"
    r"|\sse\s(?:firm(?:ó|aron)|suscribi(?:ó|eron))\b",
    re.IGNORECASE,
)
LEAST_WORDS = 2
"""Least words of the title that a sentence must have."""


def find_signings(document: Document, units: Sequence[Unit]) -> Iterator[Signing]:
    """What a text says of its own signing, in reading order."""
    title = frozenset(folded_words(document.entry.title))
    for unit in units:
        if not (_CLAUSE.match(unit.text) or _says_so(unit.text, title)):
            continue
        found = dates(unit.text)
        if len(found) == 1 and found[0].days:
            yield Signing(unit.quote(found[0].start, found[0].end), unit.source)


def _says_so(text: str, title: frozenset[str]) -> bool:
    """Rule 2: all words before the verb are the title's."""
    verb = _SAYS.search(text)
    before = folded_words(text[: verb.start()]) if verb else []
    named = [word for word in before if word not in FUNCTION_WORDS]
    return len(named) >= LEAST_WORDS and title.issuperset(named)
