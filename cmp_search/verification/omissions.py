"""Omissions: what an ellipsis or brackets must not hide in a quotation.

1. A negation, or a word such as "unless", that is left out: where it is among a few words, or right
   beside those that are kept.
2. A negation that is put in: "will [not] continue", "[un]willing".
3. A number that stands instead of another: "the [90] lenses" for "the forty lenses".
"""

import re

from cmp_search.verification.values import ValueKind, values

_NEGATION = re.compile(
    r"\b(?:not|no(?!\.?\s?\d)|never|neither|nor|none|nothing|nobody|without|cannot|unless|except"
    r"|ne|pas|non(?!-)|jamais|aucune?|sans|sauf|hormis|nunca|jamás|ni|sin|salvo|excepto"
    r"|ningun[oa]?|ningún|tampoco|nada|nadie)\b|\bn'|n't\b",
    re.I,
)
_FEW = 5
"""Words up to which a negation that is left out is what was to be left out."""
_SHORT = 3
"""Words in brackets up to which a negation is put in; more are a remark."""
_PREFIXES = frozenset("un in im il ir non dis des dés mis anti".split())
_ONE = frozenset("one un une uno una".split())
"""Words for 1 that are articles, too."""


def hides(left_out: str, added: str, *, is_glued: bool = False) -> bool:
    """Whether what is left out of a folded text, or added instead, changes what it says.

    `is_glued` says that what is added begins the word after it.
    """
    return _loses_negation(left_out, added) or changes(left_out, added, is_glued=is_glued)


def changes(left_out: str, added: str, *, is_glued: bool = False) -> bool:
    """Whether what is added changes what the text says; steps 2 and 3."""
    return _adds_negation(left_out, added, is_glued=is_glued) or _changes_number(left_out, added)


def _loses_negation(left_out: str, added: str) -> bool:
    """Step 1."""
    if _NEGATION.search(added):
        return False
    words = left_out.split()
    beside = words if len(words) <= _FEW else [words[0], words[-1]]
    return any(map(_NEGATION.search, beside))


def _adds_negation(left_out: str, added: str, *, is_glued: bool) -> bool:
    """Step 2."""
    if is_glued and added.lower() in _PREFIXES:
        return True
    is_short = len(added.split()) <= _SHORT
    return is_short and bool(_NEGATION.search(added)) and not _NEGATION.search(left_out)


def _changes_number(left_out: str, added: str) -> bool:
    """Step 3."""
    stated, claimed = _numbers(left_out), _numbers(added)
    return bool(stated and claimed) and not stated & claimed


def _numbers(text: str) -> set[object]:
    if text.strip().lower() in _ONE:
        return {1}
    return {one.key for one in values(text) if one.kind is not ValueKind.NAME} if text else set()
