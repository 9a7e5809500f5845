"""The paragraphs, list items and notes of a PDF, put together from its lines.

1. A line begins a new block when it stands lower than the leading asks for, in another size or
   weight, after a short line that ends a sentence, further to the right or left than the block, or
   when it opens with a bullet or number.
2. Over the end of a column or page a block goes on when its last line is full and ends no sentence,
   or when the next line goes on in lower case. Notes at the foot of the page are no hindrance: they
   are put before the block, so that each stands on its own page.
3. A word broken at the end of a line is joined. Its hyphen stays where the word has another one, or
   occurs elsewhere with the hyphen and never without.
4. A line of several cells is a table row. Small type that opens with a number or mark in the lower
   half of a page is a note.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from cmp_search.document import BlockKind
from cmp_search.readers.pdf.headings import Mark, body_style
from cmp_search.readers.pdf.lines import BULLET, Line

_NUMBER = re.compile(r"\(?(?:\d{1,3}[.)]|[a-z]\)|[ivx]{1,4}\))\s+\S")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡])\s?\S")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]\d]*$")
_BROKEN = re.compile(r"(?P<head>[^\W_][\w-]*)[-‐]$")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_COLUMN = 40.0
"""Lines of one column begin within such a strip, in points, or in the next."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a block that stands on one page, and what joins it to the part before."""

    page: int
    joiner: str
    text: str


@dataclass(slots=True)
class Draft:
    """A block in the making: a title or heading, a paragraph, an item or a note."""

    kind: BlockKind
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the block."""
        return "".join(piece.joiner + piece.text for piece in self.pieces)


def drafts(lines: Sequence[Line], marks: Sequence[Mark]) -> list[Draft]:
    """The blocks of a document in order."""
    layout = _Layout(lines)
    marked = {mark.start: mark for mark in marks}
    found: list[Draft] = []
    i = 0
    while i < len(lines):
        mark = marked.get(i)
        if mark is not None:
            kind = BlockKind.HEADING if mark.level else BlockKind.TITLE
            found.append(Draft(kind, mark.level, list(lines[mark.start : mark.end])))
            i = mark.end
            continue
        last = found[-1] if found else None
        after = lines[i + 1] if i + 1 < len(lines) and i + 1 not in marked else None
        if last is None or last.level or last.kind is BlockKind.TITLE:
            found.append(Draft(layout.kind(lines[i]), 0, [lines[i]]))
        elif layout.begins(lines[i], last, after):
            found.append(Draft(layout.kind(lines[i]), 0, [lines[i]]))
        else:
            last.lines.append(lines[i])
        i += 1
    found = _over_notes(found, layout)
    words = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    for draft in found:
        draft.pieces = list(_pieces(draft, words))
    return found


def _over_notes(found: Sequence[Draft], layout: "_Layout") -> list[Draft]:
    """Step 2: a block that goes on behind the notes of its page is one, with them before it."""
    kept: list[Draft] = []
    for draft in found:
        notes = list(takewhile(lambda one: one.kind is BlockKind.NOTE, reversed(kept)))
        place = len(kept) - len(notes) - 1
        if notes and place >= 0 and _goes_on_behind(kept[place], notes, draft, layout):
            kept[place].lines += draft.lines
            kept.append(kept.pop(place))
        else:
            kept.append(draft)
    return kept


def _goes_on_behind(block: Draft, notes: Sequence[Draft], rest: Draft, layout: "_Layout") -> bool:
    """Whether a block is all on one page with the notes after it, and goes on on the next."""
    own = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if block.kind not in own or rest.kind is not BlockKind.PARAGRAPH:
        return False
    pages = {line.page for draft in (block, *notes) for line in draft.lines}
    next_line = rest.lines[0]
    if pages != {next_line.page - 1} or not next_line.text[0].isalnum():
        return False
    return not layout.begins(next_line, block, None)


class _Layout:
    """What is usual in a document: its body size, its leading, and how far its columns reach."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.size, _ = body_style(lines)
        steps = [
            (upper.y - lower.y) / lower.size
            for upper, lower in pairwise(lines)
            if upper.page == lower.page and upper.style == lower.style
        ]
        usual = Counter(round(step * 20) for step in steps if 0.9 < step < 2.2).most_common(1)
        self.leading = usual[0][0] / 20 if usual else 1.2
        self._rights = _rights(lines)

    def filled(self, line: Line) -> float:
        """How much of its column a line fills, from 0 to 1."""
        return (line.end - line.x) / max(self._rights[id(line)] - line.x, 1.0)

    def kind(self, line: Line) -> BlockKind:
        """What a block is that begins with a line."""
        if line.cells > 1:
            return BlockKind.ROW
        if line.size < 0.92 * self.size and line.depth > 0.5 and _NOTE.match(line.text):
            return BlockKind.NOTE
        is_item = BULLET.match(line.text) or _NUMBER.match(line.text)
        return BlockKind.ITEM if is_item else BlockKind.PARAGRAPH

    def begins(self, line: Line, block: Draft, after: Line | None) -> bool:
        """Whether a line begins a new block (steps 1 and 2)."""
        last = block.lines[-1]
        ended = bool(_ENDS_SENTENCE.search(last.text))
        if line.cells > 1 or last.cells > 1:
            return True
        if abs(line.size - last.size) > 0.1 * last.size or BULLET.match(line.text):
            return True
        if line.bold != last.bold and (ended or self.filled(last) < 0.9):
            return True
        if self.kind(line) is BlockKind.NOTE and block.kind is BlockKind.NOTE:
            return True
        step = last.y - line.y
        if line.page != last.page or step <= 0:
            goes_on = line.text[0].islower() or (not ended and self.filled(last) > 0.7)
            return not goes_on or bool(_NUMBER.match(line.text))
        if step > 1.25 * self.leading * line.size:
            return True
        if _NUMBER.match(line.text) and (ended or self.filled(last) < 0.7 or _is_item(block)):
            return True
        if self.filled(last) < (0.7 if ended else 0.5) and not line.text[0].islower():
            return True
        return self._moves(line, block, ended, after)

    def _moves(self, line: Line, block: Draft, ended: bool, after: Line | None) -> bool:
        """Whether a line's left edge tells that it is not the block's own."""
        far = 0.8 * line.size
        if len(block.lines) == 1:
            back = _is_item(block) and line.x <= block.lines[0].x + 0.3 * line.size
            return back and (ended or line.x < block.lines[0].x - far)
        left = min(other.x for other in block.lines[1:])
        if line.x < left - far:
            return True
        returns = after is not None and after.page == line.page and after.x < line.x - far
        return ended and line.x > left + far and returns


def _is_item(block: Draft) -> bool:
    return block.kind is BlockKind.ITEM


def _rights(lines: Sequence[Line]) -> dict[int, float]:
    """For each line how far the lines of its page and column reach."""
    ends: dict[tuple[int, int], float] = {}
    for line in lines:
        place = line.page, int(line.x // _COLUMN)
        ends[place] = max(ends.get(place, line.end), line.end)
    return {
        id(line): max(
            ends.get((line.page, int(line.x // _COLUMN) + step), line.end) for step in (-1, 0, 1)
        )
        for line in lines
    }


def _pieces(draft: Draft, words: set[str]) -> Iterator[Piece]:
    """The words of a block, page by page (step 3)."""
    first, *rest = draft.lines
    text = first.text
    if draft.kind is BlockKind.ITEM:
        text = BULLET.sub("", text, count=1)
    page, joiner = first.page, ""
    for line in rest:
        text, between = _join(text, line.text, words)
        if line.page == page:
            text += between + line.text
        else:
            yield Piece(page, joiner, text)
            page, joiner, text = line.page, between, line.text
    yield Piece(page, joiner, text.rstrip("\xad"))


def _join(left: str, right: str, words: set[str]) -> tuple[str, str]:
    """The left line without a hyphen that only breaks a word, and what stands between both."""
    if left.endswith("\xad"):
        return left[:-1], ""
    broken = _BROKEN.search(left)
    if broken is None:
        return left, "" if left.endswith("/") else " "
    tail = _WORD.match(right)
    if tail is None or not right[0].islower() or "-" in broken["head"]:
        return left, ""
    head, rest = broken["head"].casefold(), tail[0].casefold()
    kept = f"{head}-{rest}" in words and head + rest not in words
    return (left, "") if kept else (left[:-1], "")
