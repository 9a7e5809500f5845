"""The annex of excerpts of an exported note, read back: which words each footnote rests on.

Above each excerpt stands a line "[3] annual-report:0f3a · 120–245 · EDITION" (see `export`): the
number of the footnote, the id of the passage, the characters from START to END and the SHA-256 of
the edition. Other programs may have put in other blanks, line breaks and dashes.
"""

import re
from dataclasses import dataclass

from cmp_search.verification.draft import Draft

_LINE = re.compile(
    r"\s*\[(\d{1,6})\]\s+([^\s·]{1,300}:[0-9a-f]{1,64}(?:[-‐‑]\d{1,6})?)\s*·"
    r"\s*(\d{1,9})\s*[-‐‑‒–—−]\s*(\d{1,9})\s*·\s*([0-9a-f]{64})\s*"
)


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """A line of the annex; `paragraph` is its position in the draft, from 0."""

    n: int
    passage: str
    start: int
    end: int
    edition: str
    paragraph: int


def annex_of(draft: Draft) -> tuple[AnnexLine, ...]:
    """The lines of the annex of excerpts, in order; none if the draft has no such annex."""
    found: list[AnnexLine] = []
    for position, paragraph in enumerate(draft.paragraphs):
        if match := _LINE.fullmatch(paragraph.text):
            n, passage, start, end, edition = match.groups()
            passage = re.sub("[‐‑]", "-", passage)
            found.append(AnnexLine(int(n), passage, int(start), int(end), edition, position))
    return tuple(found)


def is_annex_line(text: str) -> bool:
    """Whether a paragraph is such a line."""
    return bool(_LINE.fullmatch(text))
