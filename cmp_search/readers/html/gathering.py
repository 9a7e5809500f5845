"""Gathering the words of a block while a walk comes upon them.

Words are counted by letters: how many there are, and how many stand in each manner. So a block is
bold, or a link into the page, if all its letters are; it stands in the region of its last word.

Within a paragraph, a bold first line that is like a heading is one of its own if the text below it
is not bold. A line that is indented by several blanks begins a paragraph, after a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.outline import is_heading, numbering
from cmp_search.readers.html.blocks import HtmlBlock, Look
from cmp_search.readers.html.page import Manner, Page

_INDENTED = re.compile("(?<=[.:;?!»”])\n\\s*\u00a0\\s*\u00a0\\s*\u00a0\\s*(?=\\S)")
_LEAST_BELOW = 3
_LEAST_WORDS = 8
"""Words below a bold first line, and on the line directly below it, of a text that it heads."""
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
        self.frame = manner.frame
        self.note = manner.note
        self.refers: list[str] = []
        self.mark = ""
        self.opening = 0

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
            if not self.line and letters["bold"] == letters["size"]:
                self.opening = letters["size"]
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
            self.frame = self.manner.frame

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
        opening, self.opening = self.opening, 0
        if not text.strip():
            return
        size = letters["size"]
        if letters["pressed"] == size > 0 and not level and len(text.split()) <= _MAX_BUTTON:
            self.page.omitted.append((Omission.BOILERPLATE, text))
            return
        for name, each in (("bold", Look.BOLD), ("centred", Look.CENTRED)):
            look |= each if letters[name] == size > 0 else Look.PLAIN
        block = HtmlBlock(
            kind,
            self.mark + text,
            level,
            anchor,
            self.region,
            size,
            letters["linked"],
            letters["in_page"] == size > 0,
            letters["noted"] > 0,
            self.frame,
            refers,
            self.note if letters["note"] == size > 0 else "",
            look,
        )
        if kind is BlockKind.PARAGRAPH and not level and collapsed:
            self.blocks += parted(block, is_headed=0 < opening == letters["bold"] < size)
        else:
            self.blocks.append(block)
        self.mark, self.name = "", None


def parted(block: HtmlBlock, *, is_headed: bool) -> Iterator[HtmlBlock]:
    """The paragraphs of a block, the first line on its own if that heads the text below it."""
    first, _, rest = block.text.partition("\n")
    below = len(rest.partition("\n")[0].split())
    has_text = below >= _LEAST_BELOW and len(rest.split()) >= _LEAST_WORDS
    if is_headed and has_text and is_heading(first):
        yield replace(block, text=first, refers=(), look=block.look | Look.BOLD | Look.OPENING)
        block = replace(block, text=rest)
    yield from (replace(block, text=part) for part in _INDENTED.split(block.text))


def _collapsed(text: str) -> str:
    """Text with single spaces, and none around line feeds."""
    return re.sub(r" *\n *", "\n", re.sub(r" +", " ", text)).strip(" \n")
