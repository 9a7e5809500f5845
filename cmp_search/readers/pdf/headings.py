"""The headings of a PDF that stand out by their type, or open a numbered division.

1. Adjacent lines of the same type are one heading; a line that opens a division or has a dotted
   number begins another one. A division that stands alone takes its name from the line below.
2. A heading is short and larger than the body, or bold if the body is not; or it stands alone and
   opens a division ("Capítulo II"), whatever its type. It reads like a heading: whole sentences,
   even large ones, are none.
3. Bold words are part of a paragraph, and none, if the lines above or below go on with them.
   Nor are names under a text headings ("Ann Tide, Minister of Harbours"), nor addresses of the
   web, nor lines in a table.
4. Beside the headings of an outline, others stand on pages with running text only; on the first
   page, and before the first heading of the outline, only directly above such text. Bold ones have
   a number, or space above.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cmp_search.readers.common.legal import continues, is_bare, is_name, opens_division
from cmp_search.readers.common.outline import MAX_NUMBERED, MAX_TITLE_WORDS, is_date, is_heading
from cmp_search.readers.common.series import member
from cmp_search.readers.common.tables import CELLS
from cmp_search.readers.pdf.layout import Layout
from cmp_search.readers.pdf.letters import ends_sentence
from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.signatures import is_name_of_person, is_signature

LARGER = 1.12
"""How many times the size of the body a heading has at least."""
MAX_LINES = 4
_SENTENCE = 8
"""Words from which a line with a full stop is a sentence, and a line below is running text."""
_FEW = 5
"""Words that do not fill a line by running on, but because their column is narrow."""
_CLOSING = 12
"""The most lines after a name that signs a text."""
_ROOM = 3.0
"""The room above such a name at least, in the size of its type."""
_IMPRINT = re.compile(r".*(?:@\w|https?://|www\.|©).*|copyright\b.*", re.I)
_APART = re.compile(rf"\d{{1,2}}{re.escape(CELLS)}[^\W\d_]")


@dataclass(frozen=True, slots=True)
class HeadingLines:
    """A heading, or the title if `level` is 0: the lines from `start` up to `end`, exclusive.

    `depth` is its depth in the outline, 0 if it is not there.
    """

    start: int
    end: int
    level: int = 1
    depth: int = 0


def with_numbers(lines: Sequence[Line], body: tuple[float, bool]) -> list[Line]:
    """The lines, where the number of a heading that stands apart from it is no cell of a table."""
    size, bold = body
    kept: list[Line] = []
    for i, line in enumerate(lines):
        numbered = line.cells == 2 and _APART.match(line.text)
        larger = line.size >= LARGER * size or (line.bold and not bold)
        near = [other for other in (*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2])]
        if numbered and larger and all(other.cells == 1 for other in near):
            line = replace(line, text=line.text.replace(CELLS, " "), cells=1)
        kept.append(line)
    return kept


def words_of(lines: Sequence[Line], heading: HeadingLines) -> str:
    """The words of a heading."""
    return " ".join(line.text for line in lines[heading.start : heading.end])


def groups(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Step 1: adjacent lines that may be one heading, as start and end."""
    start = 0
    for i in range(1, len(lines)):
        upper, lower = lines[i - 1], lines[i]
        together = upper.page == lower.page and upper.style == lower.style
        close = 0 < upper.y - lower.y < 1.8 * lower.size
        if not (together and close) or opens_division(lower.text) or _is_dotted(lower.text):
            yield start, i
            start = i
    if lines:
        yield start, len(lines)


def headings_of_type(lines: Sequence[Line], layout: Layout) -> list[HeadingLines]:
    """The headings among the lines (steps 1 to 3)."""
    judge = _Judge(lines, layout)
    found: list[HeadingLines] = []
    for start, end in groups(lines):
        if found and start < found[-1].end:
            start = found[-1].end
        if start < end and judge.is_heading(start, end):
            found.append(HeadingLines(start, judge.end_of_name(start, end)))
    return found


def stands_out(line: Line, layout: Layout) -> bool:
    """Whether a line is larger than the body, or bold if the body is not."""
    bolder = line.bold and not layout.bold and line.size >= 0.95 * layout.size
    return line.size >= LARGER * layout.size or bolder


def beside_outline(
    lines: Sequence[Line], headings: Sequence[HeadingLines], layout: Layout
) -> list[HeadingLines]:
    """The headings of an outline, and the others that may stand beside them (step 4)."""
    first = next(heading.start for heading in headings if heading.depth)
    prose = {line.page for line in lines if is_prose(line, layout)}

    def may_stand(heading: HeadingLines) -> bool:
        line, words = lines[heading.start], words_of(lines, heading)
        below = lines[heading.end] if heading.end < len(lines) else line
        in_front = heading.start < first or line.page == lines[0].page
        if line.page not in prose or (in_front and not is_prose(below, layout)):
            return False
        above = lines[heading.start - 1] if heading.start else None
        larger = line.size >= LARGER * layout.size
        apart = above is None or not layout.follows(above, line)
        return larger or member(words) is not None or (apart and words[-1] != ":")

    return [heading for heading in headings if heading.depth or may_stand(heading)]


def is_prose(line: Line, layout: Layout) -> bool:
    """Whether a line is running text in the type of the body."""
    return line.style == (layout.size, layout.bold) and len(line.text.split()) >= _SENTENCE


class _Judge:
    """Whether lines of a document are a heading."""

    def __init__(self, lines: Sequence[Line], layout: Layout) -> None:
        self._lines = lines
        self._layout = layout

    def is_heading(self, start: int, end: int) -> bool:
        """Whether lines of the same type are one heading (steps 2 and 3)."""
        lines = self._lines[start:end]
        words = " ".join(line.text for line in lines)
        opens = bool(opens_division(words))
        if end - start > MAX_LINES or any(line.cells > 1 or line.aside for line in lines):
            return False
        if len(words) > MAX_NUMBERED and not opens:
            return False
        if not stands_out(lines[0], self._layout):
            return opens and self._stands_alone(start, end)
        larger = lines[0].size >= LARGER * self._layout.size
        if not (opens or _reads_like_one(words, larger=larger)):
            return False
        if larger:
            return True
        below = self._lines[end].text if end < len(self._lines) else ""
        return not (
            self._is_in_paragraph(start, end)
            or self._is_in_table(start, end)
            or is_signature(words, below)
            or (is_name_of_person(words) and self._signs(start, end))
        )

    def _signs(self, start: int, end: int) -> bool:
        """Whether lines stand where somebody signed: below room for that, as the last but few."""
        first, rest = self._lines[start], self._lines[end:]
        above = self._lines[start - 1] if start else first
        if above.page != first.page or above.y - first.y < _ROOM * first.size:
            return False
        short = all(line.cells == 1 and len(line.text.split()) < _SENTENCE for line in rest)
        return short and 0 < len(rest) <= _CLOSING

    def end_of_name(self, start: int, end: int) -> int:
        """The end of a heading with the name below it, if it is a division without one."""
        lines = self._lines
        if end - start != 1 or end >= len(lines) or not is_bare(lines[start].text):
            return end
        bare, name = lines[start], lines[end]
        near = bare.page == name.page and 0 < bare.y - name.y < 2.6 * bare.size
        if not near or name.cells > 1 or not is_name(name.text):
            return end
        alone = stands_out(name, self._layout) or self._stands_alone(end, end + 1)
        return end + 1 if alone else end

    def _neighbours(self, start: int, end: int) -> tuple[Line | None, Line | None]:
        """The lines directly above and below some lines, without extra space."""
        lines, follows = self._lines, self._layout.follows
        above = lines[start - 1] if start and follows(lines[start - 1], lines[start]) else None
        below = lines[end] if end < len(lines) and follows(lines[end - 1], lines[end]) else None
        return above, below

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether lines in the type of the body are a paragraph of their own."""
        above, below = self._neighbours(start, end)
        first, last = self._lines[start], self._lines[end - 1]
        if above is not None and continues(above.text, first.text):
            return False
        return below is None or (not below.text[0].islower() and self._layout.filled(last) < 0.9)

    def _is_in_paragraph(self, start: int, end: int) -> bool:
        """Whether bold lines are part of a paragraph (step 3)."""
        above, below = self._neighbours(start, end)
        first, last = self._lines[start], self._lines[end - 1]
        filled = self._layout.filled(last)
        if below is not None and not below.bold and below.size >= 0.95 * last.size:
            if below.text[0].islower() or (filled > 0.95 and len(last.text.split()) > _FEW):
                return True
        if above is None or above.bold or above.size < 0.95 * first.size:
            return False
        full = not ends_sentence(above.text) and self._layout.filled(above) > 0.7
        return full or first.text[0].islower() or (below is not None and filled > 0.7)

    def _is_in_table(self, start: int, end: int) -> bool:
        """Whether rows of a table are directly above and below."""
        above, below = self._neighbours(start, end)
        return bool(above and below and above.cells > 1 and below.cells > 1)


def _is_dotted(words: str) -> bool:
    """Whether words open with a number of at least two parts, such as "2.1"."""
    found = member(words)
    return found is not None and found.depth > 1


def _reads_like_one(words: str, *, larger: bool) -> bool:
    """Whether words read like a heading, which large type does unless a comma ends it.

    There is a word at least, rather than the letter of an index or a formula.
    """
    if sum(map(str.isalpha, words)) < 3 or _is_sentence(words) or _IMPRINT.fullmatch(words):
        return False
    if is_heading(words.removesuffix("?")) or _is_dotted(words):
        return True
    return words[-1] not in ",;" if larger else _is_counted(words)


def _is_counted(words: str) -> bool:
    """Whether words open with a plain number and a capital, as "2 Boats"; a date does, too."""
    found = member(words)
    counted = found is not None and found.depth == 1 and words[-1] not in ",;:."
    return counted and len(words.split()) <= MAX_TITLE_WORDS and not is_date(words)


def _is_sentence(words: str) -> bool:
    """Whether words are a whole sentence and not in capitals."""
    return words[-1] in ".;" and len(words.split()) >= _SENTENCE and not words.isupper()
