"""The annex of excerpts of an exported note, read back: which words each footnote rests on.

Beside each excerpt stands a line "[3] annual-report:0f3a · 120–245 · EDITION" (see `export`): the
number of the footnote, the id of the passage, the characters from START to END and the SHA-256 of
the edition. For the words of another edition of the same passage it has no number. Other programs
may have put in other blanks, line breaks and dashes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.verification.draft import Draft, DraftParagraph, unbroken

_LINE = re.compile(
    r"\s*(?:\[(\d{1,6})\]\s+)?([^\s·]{1,300}:[0-9a-f]{1,64}(?:[-‐‑]\d{1,6})?)\s*·"
    r"\s*(\d{1,9})\s*[-‐‑‒–—−]\s*(\d{1,9})\s*·\s*([0-9a-f]{64})\s*"
)


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of the annex; `paragraph` is its position in the draft, from 0.

    `n` is the number of the footnote, 0 for the words of another edition.
    """

    n: int
    passage: str
    start: int
    end: int
    edition: str
    paragraph: int = 0


def annex_of(draft: Draft) -> tuple[AnnexLine, ...]:
    """The lines of the annex of excerpts, in order; none if the draft has no such annex."""
    found: list[AnnexLine] = []
    for position, paragraph in enumerate(draft.paragraphs):
        if match := _LINE.fullmatch(unbroken(paragraph.text)):
            n, passage, start, end, edition = match.groups()
            passage = re.sub("[‐‑]", "-", passage)
            found.append(AnnexLine(int(n or 0), passage, int(start), int(end), edition, position))
    return tuple(found)


def excerpts_of(draft: Draft) -> dict[int, AnnexLine]:
    """The lines by the positions of their excerpts.

    An excerpt is set as a quotation, in one paragraph or several, or is a plain paragraph. If the
    first line has it right above it, all have, else it is below.
    """
    lines = annex_of(draft)
    paragraphs = draft.paragraphs
    taken = {line.paragraph for line in lines}
    step = -1 if lines and _stands_above(lines[0], paragraphs) else 1
    found: dict[int, AnnexLine] = {}
    for line in lines:
        at = line.paragraph + step
        is_free = 0 <= at < len(paragraphs) and at not in taken
        if is_free and not paragraphs[at].heading:
            found[at] = line
        while 0 <= at < len(paragraphs) and at not in taken and paragraphs[at].is_quotation:
            found[at] = line
            at += step
    return found


def _stands_above(line: AnnexLine, paragraphs: Sequence[DraftParagraph]) -> bool:
    """Whether the excerpt of a line is above it: it is set as a quotation, or of the length."""
    above, below = line.paragraph - 1, line.paragraph + 1
    if above < 0 or below >= len(paragraphs):
        return above >= 0
    if paragraphs[above].is_quotation or paragraphs[below].is_quotation:
        return paragraphs[above].is_quotation

    def error(at: int) -> int:
        return abs(len(paragraphs[at].text) - (line.end - line.start))

    return error(above) < error(below)


def is_annex_line(text: str) -> bool:
    """Whether a paragraph is such a line."""
    return bool(_LINE.fullmatch(unbroken(text)))
