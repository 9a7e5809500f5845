"""The terms of the headings that a passage stands under."""

import json

from cmp_search.language.terms import folded_words, stems

KEPT = 10_000
"""Most sections whose terms are remembered. They are text, with which Python's garbage collector
has nothing to do: sets made it go over all objects at one question in sixty of a large index."""
_terms: dict[tuple[str, str], str] = {}


def heading_terms(section: str, language: str) -> str:
    """The folded words and stems of the headings in a section's path, which is JSON; one text."""
    known = _terms.get((section, language))
    if known is None:
        headings = "\n".join(json.loads(section))
        known = " ".join([*folded_words(headings), *stems(headings, language)])
        if len(_terms) >= KEPT:
            _terms.clear()
        _terms[section, language] = known
    return known
