"""The words of a paragraph that is set as a quotation.

1. Its source is none of them where it stands behind the mark that closes them all, in brackets or
   behind a dash; or behind a dash on a last line of its own, below the end of a sentence. Nothing
   else is left out: words that were changed there would go unseen.
2. Quotation marks around all of them are none, either; nor is a mark that only opens or only closes
   them, because they go on in another paragraph.
"""

import re

from cmp_search.verification.quotation_marks import SPACES, marked

_SOURCE = re.compile(r"(?<=[”»›’\"'])\s*(?:\([^()]{1,200}\)|[—–]\s[^\n“”«»\"]{1,200})\s*\.?\s*\Z")
_SIGNED = re.compile(r"[^—–]*[.!?…](\n\s*—\s*[^\W\d_a-zß-ÿœ][^—–\n]{0,150}[^—–\n\s.,;:])\Z")
_SOURCE_LENGTH = 250
_SOME_WORDS = 4
"""Words that have a source; before fewer, what looks like one may go on with them."""
_PARTNERS = {"“": "”", "«": "»", "‹": "›"}
"""Marks that only open, with those that only close."""
_AFTER = ".,;: \u00a0\u202f\n\t"
"""Signs that may stand behind the closing mark."""


def block_words(text: str) -> str:
    """The quoted words of a paragraph."""
    words = text.strip(SPACES)
    for whole in (words, _before_source(words)):
        if (inner := _within_marks(whole)) is not None:
            return inner
    if signed := _SIGNED.fullmatch(words):
        words = words[: signed.start(1)]
    return _without_halves(words)


def _within_marks(words: str) -> str | None:
    """Step 2: the words within marks that enclose them all; None if none do."""
    bare = words.rstrip(_AFTER)
    if _encloses(bare):
        return bare[1:-1].strip(SPACES)
    pairs = marked(bare).pairs
    return bare[1:-1].strip(SPACES) if pairs and pairs[0] == (0, len(bare) - 1) else None


def _without_halves(words: str) -> str:
    """Step 2: words without a mark at their start or end that has no partner."""
    marks = marked(words)
    if marks.unclosed and marks.unclosed[0].at == 0:
        words = " " + words[1:]
    if marks.unopened and not words[marks.unopened[-1].at + 1 :].strip(_AFTER):
        words = words[: marks.unopened[-1].at]
    return words.strip(SPACES)


def _encloses(words: str) -> bool:
    """Whether words begin with a mark that only their last character closes, whatever is within."""
    closing = _PARTNERS.get(words[:1])
    if closing is None or words[-1] != closing:
        return False
    depth = 0
    for mark in re.finditer(f"[{words[0]}{closing}]", words):
        depth += 1 if mark[0] == words[0] else -1
        if depth == 0:
            return mark.end() == len(words)
    return False


def _before_source(words: str) -> str:
    """Step 1: what stands before a source, if one does; only the end of a text is looked at."""
    end = words[-_SOURCE_LENGTH:]
    source = _SOURCE.search(end)
    before = words[: len(words) - len(end) + source.start()] if source else ""
    return before if len(before.split(maxsplit=_SOME_WORDS)) >= _SOME_WORDS else ""
