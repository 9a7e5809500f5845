"""Which words in quotation marks are names, and no words of a text.

1. Those in a heading without a footnote.
2. Those in the annexes of an exported note (see `exported`): words of texts are set as excerpts
   there, and what stands in marks is the heading of a section in a citation, or a question of the
   search record. Where there is a footnote, words of a text may be meant.
3. In a footnote, words that the annexes name: they have its citation, too; and a path of headings,
   "Part II › Results": so this tool names a section. Elsewhere, that there are such headings is
   looked up (see `comparing`).
"""

import re
from collections.abc import Sequence

from cmp_search.verification.draft import Draft
from cmp_search.verification.exported import annexed
from cmp_search.verification.quotation_marks import Marked

_PATH = re.compile(r"[^‹›]+\s›\s[^‹]+")


def path_of(words: str) -> tuple[str, ...]:
    """The headings of a path; empty if words are none."""
    return tuple(words.split("›")) if _PATH.fullmatch(words) else ()


class Names:
    """What a draft names, told apart from what it quotes."""

    def __init__(self, draft: Draft, marks: Sequence[Marked]) -> None:
        """Take a draft and the marks of each of its paragraphs."""
        self._paragraphs = draft.paragraphs
        self._annexed = annexed(draft)
        self._named = {
            _squeezed(one.text[start + 1 : end])
            for position, one in enumerate(draft.paragraphs)
            if self._is_in_annexes(position)
            for start, end in marks[position].pairs
        }

    def has(self, position: int, words: str, notes: Sequence[str]) -> bool:
        """Whether quoted words of a paragraph, with their footnotes, are a name."""
        paragraph = self._paragraphs[position]
        if paragraph.note:
            return bool(path_of(words)) or _squeezed(words) in self._named
        return not notes and (paragraph.heading > 0 or self._is_in_annexes(position))

    def _is_in_annexes(self, position: int) -> bool:
        return position in self._annexed and not self._paragraphs[position].note


def _squeezed(words: str) -> str:
    return " ".join(words.split())
