"""The paragraphs, list items and notes of a PDF, put together from its lines.

1. A line begins a new block if it stands lower than the usual leading, has another size or weight,
   follows a short line that ends a sentence, is indented differently from the block, or starts with
   a bullet or number.
2. A block continues in the next column or on the next page if its last line is full and does not
   end a sentence, or if the next line starts in lower case. Notes at the foot of the page do not
   interrupt it: they are put before the block, so that each stays on its own page.
3. The words of its lines are joined, page by page (`joining`).
4. A line of several cells is a table row. Small type in the lower half of a page that starts with a
   number or a note's mark is a note.
5. An article whose text runs in with its heading is two blocks.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from cmp_search.documents.document import BlockKind
from cmp_search.readers.common.designations import designation
from cmp_search.readers.common.legal import RUNS_IN, continues, split_run_in
from cmp_search.readers.pdf.headings import HeadingLines
from cmp_search.readers.pdf.joining import PageSlice, Words, slices
from cmp_search.readers.pdf.layout import Layout
from cmp_search.readers.pdf.letters import ends_sentence
from cmp_search.readers.pdf.lines import BULLET, Line

_NUMBER = re.compile(r"\(?(?:\d{1,3}[.)]|[a-z]\)|[ivx]{1,4}\))\s+\S")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡])\s?\S")
_BINDS = re.compile(r"\w{2}[-‐]$")


@dataclass(slots=True)
class PdfBlock:
    """A block that is being put together from its lines."""

    kind: BlockKind
    level: int = 0
    depth: int = 0
    lines: list[Line] = field(default_factory=list)
    slices: list[PageSlice] = field(default_factory=list)
    left: float = math.inf
    """Where the leftmost of the lines that were added begins."""

    @property
    def text(self) -> str:
        """The words of the block."""
        return "".join(part.joiner + part.text for part in self.slices)

    def add(self, lines: Sequence[Line]) -> None:
        """Add lines after the first."""
        self.lines += lines
        self.left = min(self.left, *(line.x for line in lines))


def pdf_blocks(
    lines: Sequence[Line], headings: Sequence[HeadingLines], layout: "BlockLayout"
) -> list[PdfBlock]:
    """The blocks of a document in order."""
    marked = {heading.start: heading for heading in headings}
    blocks: list[PdfBlock] = []
    i = 0
    while i < len(lines):
        heading = marked.get(i)
        if heading is not None:
            kind = BlockKind.HEADING if heading.level else BlockKind.TITLE
            own = list(lines[heading.start : heading.end])
            blocks.append(PdfBlock(kind, heading.level, heading.depth, own))
            i = heading.end
            continue
        last = blocks[-1] if blocks else None
        after = lines[i + 1] if i + 1 < len(lines) and i + 1 not in marked else None
        if last is None or last.level or last.kind is BlockKind.TITLE:
            blocks.append(PdfBlock(layout.kind(lines[i]), lines=[lines[i]]))
        elif layout.begins(lines[i], last, after) and not layout.bound(last.lines[-1], lines[i]):
            blocks.append(PdfBlock(layout.kind(lines[i]), lines=[lines[i]]))
        else:
            last.add([lines[i]])
        i += 1
    blocks = list(_with_run_in(_over_notes(blocks, layout)))
    words = Words(lines)
    for block in blocks:
        is_item = block.kind is BlockKind.ITEM
        block.slices = list(slices(block.lines, words, is_item=is_item))
    return blocks


def _over_notes(blocks: Sequence[PdfBlock], layout: "BlockLayout") -> list[PdfBlock]:
    """Step 2: a block that continues after the notes of its page is one block, after them."""
    kept: list[PdfBlock] = []
    for block in blocks:
        notes = list(takewhile(lambda one: one.kind is BlockKind.NOTE, reversed(kept)))
        place = len(kept) - len(notes) - 1
        if notes and place >= 0 and _continues_after(kept[place], notes, block, layout):
            kept[place].add(block.lines)
            kept.append(kept.pop(place))
        else:
            kept.append(block)
    return kept


def _continues_after(
    block: PdfBlock, notes: Sequence[PdfBlock], rest: PdfBlock, layout: "BlockLayout"
) -> bool:
    """Whether a block is on one page with the notes after it, and continues on the next."""
    own = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    if block.kind not in own or rest.kind is not BlockKind.PARAGRAPH:
        return False
    pages = {line.page for one in (block, *notes) for line in one.lines}
    next_line = rest.lines[0]
    if pages != {next_line.page - 1} or not next_line.text[0].isalnum():
        return False
    return not layout.begins(next_line, block, None)


def _with_run_in(blocks: Sequence[PdfBlock]) -> Iterator[PdfBlock]:
    """Step 5: the blocks, with articles split from their headings."""
    for block in blocks:
        first = block.lines[0]
        text = " ".join(line.text for line in block.lines)
        run_in = split_run_in(text) if block.kind is BlockKind.PARAGRAPH else None
        if run_in is None or len(run_in.heading) >= len(first.text):
            yield block
            continue
        cut = first.x + (first.end - first.x) * len(run_in.heading) / len(first.text)
        rest = first.text[len(run_in.heading) :].lstrip()
        yield PdfBlock(BlockKind.HEADING, 1, lines=[replace(first, text=run_in.heading, end=cut)])
        yield PdfBlock(block.kind, lines=[replace(first, text=rest, x=cut), *block.lines[1:]])


class BlockLayout(Layout):
    """The layout of a document, and the blocks that it makes of lines."""

    def kind(self, line: Line) -> BlockKind:
        """The kind of a block that begins with a line."""
        if line.cells > 1:
            return BlockKind.ROW
        if line.size < 0.92 * self.size and line.depth > 0.5 and _NOTE.match(line.text):
            return BlockKind.NOTE
        is_item = BULLET.match(line.text) or _NUMBER.match(line.text)
        return BlockKind.ITEM if is_item else BlockKind.PARAGRAPH

    def begins(self, line: Line, block: PdfBlock, after: Line | None) -> bool:
        """Whether a line begins a new block (steps 1 and 2)."""
        last = block.lines[-1]
        ended = ends_sentence(last.text)
        if line.cells > 1 or last.cells > 1:
            return True
        if abs(line.size - last.size) > 0.1 * last.size or BULLET.match(line.text):
            return True
        ends = ended or (self.filled(last) < 0.9 and not line.text[0].islower())
        if line.bold != last.bold and ends:
            return True
        if self.kind(line) is BlockKind.NOTE and block.kind is BlockKind.NOTE:
            return True
        if _opens_article(line.text) and not continues(last.text, line.text):
            return True
        step = last.y - line.y
        if line.page != last.page or step <= 0:
            goes_on = line.text[0].islower() or (not ended and self.filled(last) > 0.7)
            return not goes_on or bool(_NUMBER.match(line.text))
        if not self.follows(last, line):
            return True
        if _NUMBER.match(line.text) and (ended or self.filled(last) < 0.7 or _is_item(block)):
            return True
        is_short = self.filled(last) < (0.7 if ended else 0.5) and self._has_room(last, line)
        if is_short and not line.text[0].islower():
            return True
        return self._moves(line, block, ended, after)

    def bound(self, last: Line, line: Line) -> bool:
        """Whether a hyphen at the end of a line binds the first word of the next, as "Austria-"."""
        near = last.page != line.page or self.follows(last, line)
        own = last.style == line.style and last.cells == line.cells == 1
        return own and near and bool(_BINDS.search(last.text)) and line.text[0].isalnum()

    def _has_room(self, last: Line, line: Line) -> bool:
        """Whether the first word of a line would clearly have fitted on the line before.

        In a narrow column a line may be short only because a long word follows.
        """
        first = len(line.text.split(" ", 1)[0])
        width = first * (line.end - line.x) / len(line.text)
        return self._rights[id(last)] - last.end > width + 1.5 * line.size

    def _moves(self, line: Line, block: PdfBlock, ended: bool, after: Line | None) -> bool:
        """Whether a line's indent shows that it is not part of the block."""
        far = 0.8 * line.size
        if len(block.lines) == 1:
            back = _is_item(block) and line.x <= block.lines[0].x + 0.3 * line.size
            return back and (ended or line.x < block.lines[0].x - far)
        if line.x < block.left - far:
            return True
        returns = after is not None and after.page == line.page and after.x < line.x - far
        return ended and line.x > block.left + far and returns


def _opens_article(line: str) -> bool:
    """Whether a line opens with the designation of an article, clause or section."""
    found = designation(line)
    return found is not None and found.kind in RUNS_IN


def _is_item(block: PdfBlock) -> bool:
    return block.kind is BlockKind.ITEM
