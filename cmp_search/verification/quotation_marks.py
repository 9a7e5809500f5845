"""Which words of a paragraph stand in quotation marks, as the three languages write them.

1. Marks have families: “ ” „ " are one, since people and programs mix them; « », ‹ › and ‘ ’ ‚ '
   are others. A straight mark, and “ after „, opens or closes by what stands around it.
2. Single marks are apostrophes between letters, before a decade (’90s) and where none is open; so
   is one after an s that a later one closes (‘the workers’ rights’). A straight double mark after a
   digit is one of inches if a later one closes.
3. A closing mark closes the last open one of its family and forgets what was opened since and never
   closed, so that one missing mark costs no more than its own quotation. A single mark closes only
   the mark just before it: it may be an apostrophe.
4. Only outermost quotations count; what is quoted in them is part of them.
5. A mark at the start of a line, within a quotation of its family, opens it again and is none of
   its words, as in « mots / » mots ».
Everything takes time in proportion to the length of the paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

SPACES = " \t\n\u00a0\u2007\u2009\u202f"
"""Blanks that may stand between marks and words."""


class Family(Enum):
    """Marks that close each other."""

    DOUBLE = "“„‟", "”", '"＂'
    GUILLEMETS = "«", "»", ""
    SINGLE_GUILLEMETS = "‹", "›", ""
    SINGLE = "‘‚‛", "’", "'"

    @property
    def openers(self) -> str:
        """The marks that open a quotation, or may."""
        return self.value[0] + self.value[2]

    @property
    def marks(self) -> str:
        """All its marks."""
        return "".join(self.value)


_FAMILIES = {mark: family for family in Family for mark in family.marks}
_MARKS = re.compile(f"[{re.escape(''.join(_FAMILIES))}]")
_ELIDED = re.compile(r"\d\ds?\b|(?:tis|twas|em|til|cause|n)\b", re.I)
"""What an apostrophe may stand before: '90s, 'tis."""
_OPENING = "([{¿¡—–-/«‹“‘„\"'"
_BRACKETS = tuple("([{¿¡")
_BEHIND = tuple(".,;:!?)]}»”’")
_LINE_START = re.compile(rf"\n[{SPACES}]*\Z")
_NEAR = 8
"""Characters before a mark in which the start of its line is looked for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A mark that opens a quotation, or a closing one that closes none."""

    at: int
    family: Family


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a paragraph.

    `pairs` has the outermost pairs, as offsets of both marks; `unclosed` and `unopened` the double
    marks and guillemets without a partner; `reopening` the offsets of those that open anew.
    """

    pairs: tuple[tuple[int, int], ...]
    unclosed: tuple[Opened, ...]
    unopened: tuple[Opened, ...]
    reopening: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Sign:
    """A mark with what it may do (step 1), and whether a later one closes instead (step 2)."""

    at: int
    family: Family
    opens: bool
    closes: bool
    starts_line: bool
    later: bool = False


def marked(text: str) -> Marked:
    """Find the marks of a paragraph."""
    pairing = _Pairing()
    for sign in _with_later(text, list(_signs(text))):
        pairing.take(sign)
    return Marked(
        tuple(_outermost(pairing.pairs)),
        tuple(one for one in pairing.stack if one.family is not Family.SINGLE),
        tuple(one for one in pairing.unopened if one.family is not Family.SINGLE),
        frozenset(pairing.reopening),
    )


@dataclass(slots=True)
class _Pairing:
    """Steps 3 and 5: pairs each mark with the one before that it closes."""

    stack: list[Opened] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    unopened: list[Opened] = field(default_factory=list)
    reopening: set[int] = field(default_factory=set)
    _open: Counter[Family] = field(default_factory=Counter)

    def take(self, sign: _Sign) -> None:
        """Take the next mark."""
        is_open = self._open[sign.family] > 0
        if sign.starts_line and is_open and sign.family is not Family.SINGLE:
            self.reopening.add(sign.at)
        elif sign.closes and is_open and not sign.later:
            self._close(sign)
        elif sign.opens:
            self.stack.append(Opened(sign.at, sign.family))
            self._open[sign.family] += 1
        elif sign.closes and not is_open:
            self.unopened.append(Opened(sign.at, sign.family))

    def _close(self, sign: _Sign) -> None:
        if sign.family is Family.SINGLE and self.stack[-1].family is not Family.SINGLE:
            return
        while True:
            last = self.stack.pop()
            self._open[last.family] -= 1
            if last.family is sign.family:
                self.pairs.append((last.at, sign.at))
                return


def _signs(text: str) -> Iterator[_Sign]:
    """Step 1 and the apostrophes of step 2."""
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        family = _FAMILIES[mark]
        may_open = _is_boundary(before)
        may_close = bool(before) and not (after.isalnum() or after in _BRACKETS)
        if before.isspace() and after.strip() and after not in _BEHIND:
            may_close = False
        openers, closers, _ = family.value
        if family is Family.SINGLE:
            may_open &= bool(after.strip()) and not _ELIDED.match(text, at + 1)
            may_close &= not before.isspace()
            opens, closes = may_open and mark not in closers, may_close and mark not in openers
        elif mark in closers:
            opens, closes = mark == "”" and may_open and after.isalnum(), True
            closes &= not opens
        elif mark in openers:
            # After „, “ closes; in other places it opens.
            opens, closes = True, mark == "“" and may_close and not may_open
        else:
            opens = may_open or not may_close
            closes = may_close or not may_open
        starts_line = bool(_LINE_START.search(text[max(0, at - _NEAR) : at]))
        yield _Sign(at, family, opens, closes, starts_line)


def _is_boundary(before: str) -> bool:
    return not before or before.isspace() or before in _OPENING


def _with_later(text: str, signs: list[_Sign]) -> list[_Sign]:
    """Step 2: the marks, those that may be an apostrophe or of inches with what closes later."""
    later: set[Family] = set()
    found: list[_Sign] = []
    for sign in reversed(signs):
        if sign.closes and not sign.opens:
            doubtful = sign.family in later and _is_doubtful(text, sign.at)
            later.add(sign.family)
            if doubtful:
                sign = _Sign(sign.at, sign.family, False, True, sign.starts_line, later=True)
        elif sign.opens and not sign.closes:
            later.discard(sign.family)
        found.append(sign)
    return found[::-1]


def _is_doubtful(text: str, at: int) -> bool:
    """Whether a closing mark may be an apostrophe after an s, or a sign of inches."""
    before, after = text[at - 1], text[at + 1 : at + 3]
    if text[at] == '"':
        return before.isdigit()
    return text[at] in "’'" and before in "sS" and after[:1].isspace() and after[1:].isalnum()


def _outermost(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Step 4."""
    end = -1
    for opening, closing in sorted(pairs):
        if opening > end:
            end = closing
            yield opening, closing
