"""The marks of list items, as a browser shows them: "3.", "c.", "iii.", "C.", "III.".

1. The kind of an ordered list's marks is that of its style, of a class that names a style, or of
   its `type`; an item may have its own. A list without marks has none, nor has an unordered one
   that states no such kind.
2. Its numbers begin at `start`, or at its length if they are `reversed`; an item may state its own
   with `value`, from which the following ones go on.
"""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborNode

from cmp_search.readers.common.roman import as_roman
from cmp_search.readers.html.styles import Style

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_CLASSES = {
    "lst-num": "decimal",
    "lst-lwr-alph": "lower-alpha",
    "lst-upr-alph": "upper-alpha",
    "lst-lwr-rmn": "lower-roman",
    "lst-upr-rmn": "upper-roman",
    "lst-none": "none",
    "list-unstyled": "none",
    "list-none": "none",
}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_MAX_ROMAN = 399


def as_letters(number: int, alphabet: str = _LATIN) -> str:
    """A number as the letters of a list: a … z, aa, ab …; empty below 1."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, len(alphabet))
        letters = alphabet[letter] + letters
    return letters


_RENDERED: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimal-leading-zero": "{:02}".format,
    "lower-alpha": as_letters,
    "lower-latin": as_letters,
    "upper-alpha": lambda number: as_letters(number).upper(),
    "upper-latin": lambda number: as_letters(number).upper(),
    "lower-roman": as_roman,
    "upper-roman": lambda number: as_roman(number).upper(),
    "lower-greek": lambda number: as_letters(number, _GREEK),
}
_WITHOUT = frozenset(["none", "disc", "circle", "square"])


def as_shown(number: int, kind: str) -> str | None:
    """A number in a kind of marks, in digits where that has none; None for a kind not known."""
    if kind not in _RENDERED:
        return None
    written = 0 < number <= _MAX_ROMAN or "roman" not in kind
    return (_RENDERED[kind](number) if written else "") or str(number)


class Marks:
    """The marks of one list, item by item."""

    def __init__(self, listed: LexborNode, style: Style) -> None:
        """Begin with the list's own kind and first number."""
        attributes = listed.attributes
        if listed.tag == "ol":
            self._kind = kind_of(attributes, style) or "decimal"
        else:  # Its `type` can only name a bullet.
            self._kind = kind_of({"class": attributes.get("class")}, style) or "disc"
        self._step = -1 if "reversed" in attributes else 1
        first = sum(child.tag == "li" for child in listed.iter()) if self._step < 0 else 1
        self._next = integer(attributes.get("start"), first)

    def mark(self, item: LexborNode, style: Style) -> str:
        """The mark of the next item, with a blank after it; empty if it has none."""
        attributes = item.attributes
        number = integer(attributes.get("value"), self._next)
        self._next = number + self._step
        kind = kind_of(attributes, style) or self._kind
        if kind in _WITHOUT:
            return ""
        return f"{as_shown(number, kind)}. "


def kind_of(attributes: dict[str, str | None], style: Style) -> str:
    """The kind of marks that a list or item states; empty if it states none (step 1)."""
    shown = style.get("list-style-type") or style.get("list-style") or ""
    for name in shown.split():
        if name in _RENDERED or name in _WITHOUT:
            return name
    for name in (attributes.get("class") or "").split():
        if kind := _CLASSES.get(name, name if "-" in name and name in _RENDERED else ""):
            return kind
    return _TYPES.get(attributes.get("type") or "", "")


def integer(value: str | None, otherwise: int) -> int:
    """An integer from an attribute, else `otherwise`."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,6}\s*", value) else otherwise
