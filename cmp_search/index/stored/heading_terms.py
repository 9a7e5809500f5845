"""The terms of the headings that a passage stands under."""

import json
from functools import lru_cache

from cmp_search.language.terms import folded_words, stems


@lru_cache(maxsize=10_000)
def heading_terms(section: str, language: str) -> frozenset[str]:
    """The folded words and stems of the headings in a section's path, which is JSON."""
    text = "\n".join(json.loads(section))
    return frozenset([*folded_words(text), *stems(text, language)])
