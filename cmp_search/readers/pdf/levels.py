"""Which heading of a PDF contains which, by one judgement of all evidence.

Headings are taken in order; those that contain the present place are open, outermost first.

1. A number that goes on with that of an open heading ("2." after "1.") makes a sibling of it, of
   the same size and weight if there is one, else of any: one series keeps one level. A dotted
   number stands within the open heading whose number it extends.
2. Other headings close the open ones, from the innermost, until one outranks them: by the depth of
   both in the outline, by the kind of division (a chapter contains sections and articles), by size
   and weight, or, in the same type, by their words (`common.outline`).
3. The level of a heading is the number of those that are open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.readers.pdf.numbered import Numbering, numbering


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a heading: words, size and weight, rank by words, depth in the outline."""

    words: str
    style: tuple[float, bool]
    rank: int
    depth: int = 0

    @property
    def numbering(self) -> Numbering | None:
        """How it is numbered."""
        return numbering(self.words)


def levels(headings: Sequence[Evidence]) -> list[int]:
    """The level of each heading, 1 outermost."""
    found: list[int] = []
    opened: list[Evidence] = []
    for heading in headings:
        place = _place(opened, heading)
        opened[place:] = [heading]
        found.append(place + 1)
    return found


def _place(opened: Sequence[Evidence], heading: Evidence) -> int:
    """How many of the open headings contain a new one."""
    place = None if heading.depth else _by_number(opened, heading)
    if place is None:
        place = len(opened)
        while place and not _outranks(opened[place - 1], heading):
            place -= 1
    return place


def _by_number(opened: Sequence[Evidence], heading: Evidence) -> int | None:
    """Step 1; None if the number does not tell."""
    own = heading.numbering
    if own is None:
        return None
    others = [(i, one, number) for i, one in enumerate(opened) if (number := one.numbering)]
    for i, _, other in reversed(others):
        if own.parts[:-1] and own.parts[:-1] == other.parts:
            return i + 1
        if own.parts[1:] and own.parts[:-1] == other.parts[:-1]:
            return i
    siblings = [
        (i, one.style == heading.style, other.value + 1 == own.value)
        for i, one, other in reversed(others)
        if other.family == own.family and own.value > other.value
    ]
    for wanted in ((True, True), (False, True), (True, False)):
        for i, same_type, follows in siblings:
            if (same_type, follows) == wanted:
                return i
    return None


def _outranks(outer: Evidence, inner: Evidence) -> bool:
    """Whether a heading that is open contains another one (step 2)."""
    if outer.depth and inner.depth:
        return outer.depth < inner.depth
    if inner.depth:
        return False
    one, other = outer.numbering, inner.numbering
    if one and other and one.rank is not None and other.rank is not None:
        return one.rank < other.rank
    if outer.style != inner.style:
        return outer.style > inner.style
    if one and other and one.parts and other.parts:
        return len(one.parts) < len(other.parts)
    return outer.rank < inner.rank
