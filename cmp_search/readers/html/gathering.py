"""Gathering the words of a block while a walk comes upon them.

Words are counted by letters: how many there are, and how many stand in each manner. So a block is
bold, or a link into the page, if all its letters are; it stands in the region of its last word.
"""

import re
from collections import Counter

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.outline import is_heading, numbering
from cmp_search.readers.html.blocks import HtmlBlock, Look
from cmp_search.readers.html.page import Manner, Page

_MAX_BUTTON = 12
"""Words of a button that only does something; one with more says something."""


class Gathering:
    """The blocks so far, the words of the open one, its mark, and the last name before it."""

    def __init__(self, page: Page, manner: Manner) -> None:
        self.page = page
        self.manner = manner
        self.name: str | None = None
        self.blocks: list[HtmlBlock] = []
        self.words: list[str] = []
        self.letters: Counter[str] = Counter()
        self.line = 0
        self.letters_before: Counter[str] = Counter()
        self.region = manner.region
        self.note = manner.note
        self.refers: list[str] = []
        self.mark = ""

    def line_break(self, kind: BlockKind) -> None:
        """End a line; an empty one ends the paragraph, and a numbered bold one is a heading."""
        if self.manner.headed:
            self.words.append("\n")
            return
        line = one_line("".join(self.words[self.line :]))
        letters = self.letters - self.letters_before
        if not line and self.line:
            self.close(kind)
        elif letters["bold"] == letters["size"] > 0 and numbering(line) and is_heading(line):
            words = self.words[self.line :]
            self.words, self.letters = self.words[: self.line], self.letters_before
            self.close(kind)
            self.words, self.letters = words, letters
            self.close(kind)
        else:
            self.words.append("\n")
            self.line, self.letters_before = len(self.words), self.letters.copy()

    def add(self, words: str) -> None:
        """Gather words."""
        self.words.append(words)
        if words != " ":
            self.name = None
            self.count(words)

    def count(self, words: str) -> None:
        """Count the letters of words that are added, by the manner they stand in."""
        letters = len("".join(words.split()))
        self.letters["size"] += letters
        for name in self.manner.counted:
            self.letters[name] += letters
        if letters:
            self.region, self.note = self.manner.region, self.manner.note

    def close(
        self,
        kind: BlockKind,
        level: int = 0,
        anchor: str | None = None,
        *,
        collapsed: bool = True,
        look: Look = Look.PLAIN,
    ) -> None:
        """Make a block of the words gathered so far."""
        gathered = "".join(self.words)
        text = _collapsed(gathered) if collapsed else gathered
        letters, self.letters, self.words = self.letters, Counter(), []
        self.line, self.letters_before = 0, Counter()
        refers, self.refers = tuple(self.refers), []
        if not text.strip():
            return
        size = letters["size"]
        if letters["pressed"] == size > 0 and not level and len(text.split()) <= _MAX_BUTTON:
            self.page.omitted.append((Omission.BOILERPLATE, text))
            return
        for name, each in (("bold", Look.BOLD), ("centred", Look.CENTRED)):
            look |= each if letters[name] == size > 0 else Look.PLAIN
        self.blocks.append(
            HtmlBlock(
                kind,
                self.mark + text,
                level,
                anchor,
                self.region,
                size,
                letters["linked"],
                letters["in_page"] == size > 0,
                letters["noted"] > 0,
                refers,
                self.note if letters["note"] == size > 0 else "",
                look,
            )
        )
        self.mark, self.name = "", None


def _collapsed(text: str) -> str:
    """Text with single spaces, and none around line feeds."""
    return re.sub(r" *\n *", "\n", re.sub(r" +", " ", text)).strip(" \n")
