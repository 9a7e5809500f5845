"""The words of a paragraph that is set as a quotation.

1. Its source is none of them, if it stands behind their closing mark, in brackets or behind a dash,
   or behind a dash on a last line of its own. Nothing else is left out: words that were changed
   there would go unseen.
2. Quotation marks around all of them are none, either; nor is a mark that only opens or only closes
   them, because they go on in another paragraph.
"""

import re

from cmp_search.verification.quotation_marks import SPACES, marked

_SOURCE = re.compile(r"(?<=[”»\"])\s*(?:\([^()]{1,200}\)|\s[—–]\s[^\n]{1,200})\s*\.?\s*\Z")
_SIGNED = re.compile(r"[^—–]*?(\n\s*—[^—–\n]{1,200})\Z")
_SOURCE_LENGTH = 250
_AFTER = ".,;: \u00a0\u202f\n\t"
"""Signs that may stand behind the closing mark."""


def block_words(text: str) -> str:
    """The quoted words of a paragraph."""
    words = _without_source(text).strip(SPACES)
    marks = marked(words)
    if marks.pairs:
        opening, closing = marks.pairs[0]
        if opening == 0 and not words[closing + 1 :].strip(_AFTER):
            return words[1:closing].strip(SPACES)
    if marks.unclosed and marks.unclosed[0].at == 0:
        words = " " + words[1:]
    if marks.unopened and not words[marks.unopened[-1].at + 1 :].strip(_AFTER):
        words = words[: marks.unopened[-1].at]
    return words.strip(SPACES)


def _without_source(text: str) -> str:
    """Step 1: only the end of a text is looked at, so that a long one takes no longer."""
    end = text[-_SOURCE_LENGTH:]
    source = _SOURCE.search(end)
    if source:
        return text[: len(text) - len(end) + source.start()]
    signed = _SIGNED.fullmatch(text)
    return text[: signed.start(1)] if signed else text
