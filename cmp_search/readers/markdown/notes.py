"""Notes: "[^2]: See page 4." below a text that refers to it with "[^2]".

1. Markdown takes a note that is an address for the target of a link, and drops it. Each note is
   escaped, so that it stays a paragraph, with an empty line before it. Its further paragraphs and
   list items lose their indentation and have its label, too, with a second colon.
2. "[2]: https://…" is a note, too, if the text refers to it with a bare "[2]" or "[1–3]", as to a
   source.
3. Fenced code is left as it is.
4. A note may also stand where it is referred to: "^[See page 4.]".
5. A note follows what refers to it first, its paragraphs as lines; one that nothing refers to
   stays where it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cmp_search.documents.document import BlockKind
from cmp_search.readers.html.blocks import HtmlBlock

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r" {0,3}\[(\^[^\]\s]{1,60}\]:|\d{1,3}\]:[ \t]*(?=\S))[ \t]*")
_ITEM = re.compile(r"(?:[-*+>]|\d{1,3}[.)])\s")
_BARE = re.compile(r"(?<![\]\\!])\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20})\](?![\[(:])")
_PARAGRAPH = re.compile(r"\[(\^?([^\]\s]{1,60}))\]:(:?) ")
_MOST_AT_ONCE = 50
_MARK = re.compile(r"\[(\^[^\]\s]{1,60}|\d{1,3})\]")
_INLINE = re.compile(r"(?<=\S)\^\[((?:[^\[\]]|\[[^\[\]]*\])* (?:[^\[\]]|\[[^\[\]]*\])*)\]")


class Noted(NamedTuple):
    """A block, the labels of the notes that it refers to, and its own label if it is a note."""

    block: HtmlBlock
    refers: tuple[str, ...] = ()
    label: str = ""


class Notes(NamedTuple):
    """A text whose notes are paragraphs, and the labels of these."""

    text: str
    labels: frozenset[str]

    def as_note(self, words: str) -> Noted | None:
        """A paragraph that is a note, with its number; None if it is none."""
        found = _PARAGRAPH.match(words)
        if not found or found[1] not in self.labels:
            return None
        number = f"{found[2]}. " if found[2].isdigit() and not found[3] else ""
        return Noted(HtmlBlock(BlockKind.NOTE, number + words[found.end() :]), label=found[1])

    def marks(self, words: str) -> tuple[str, ...]:
        """The labels of the notes that words refer to."""
        return tuple(label for label in _MARK.findall(words) if label in self.labels)

    def without_marks(self, words: str) -> str:
        """Words without the marks that refer to notes below the text."""
        is_note = self.labels.__contains__
        return _MARK.sub(
            lambda mark: "" if mark[1][0] == "^" and is_note(mark[1]) else mark[0], words
        )


def without_inline_notes(words: str) -> tuple[str, list[HtmlBlock]]:
    """Words without the notes that stand in them, and these (step 4)."""
    notes = [HtmlBlock(BlockKind.NOTE, words) for words in _INLINE.findall(words)]
    return _INLINE.sub("", words), notes


def placed(found: Iterable[Noted]) -> Iterator[HtmlBlock]:
    """The blocks, each note after what refers to it first (step 5)."""
    found = list(found)
    notes: dict[str, list[HtmlBlock]] = {}
    for one in found:
        if one.label:
            notes.setdefault(one.label, []).append(one.block)
    referred = {label for one in found if not one.label for label in one.refers}
    for one in found:
        if not one.label:
            yield one.block
            for label in dict.fromkeys(one.refers):
                yield from _as_one(notes.pop(label, ()))
        elif one.label not in referred:
            yield from _as_one(notes.pop(one.label, ()))


def _as_one(paragraphs: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    if paragraphs:
        yield replace(paragraphs[0], text="\n".join(block.text for block in paragraphs))


def _numbers(group: str) -> Iterator[str]:
    """The numbers of a reference to several notes: "2, 3" or "2–4"."""
    for part in re.split(r"\s?[,;]\s?", group):
        first, *_, last = [int(number) for number in re.findall(r"\d+", part)] * 2
        yield from map(str, range(first, min(last, first + _MOST_AT_ONCE) + 1))


def notes_as_paragraphs(text: str) -> Notes:
    """The text with its notes as paragraphs (steps 1–3)."""
    referred = {number for group in _BARE.findall(text) for number in _numbers(group)}
    labels: set[str] = set()
    lines: list[str] = []
    fence = label = ""
    is_fresh = False
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        found = None if fence else _NOTE.match(line)
        name = found[1].partition("]")[0] if found else ""
        if found and (name[0] == "^" or name in referred):
            label = name
            labels.add(label)
            is_fresh = found.end() == len(line)
            lines += ["", "" if is_fresh else f"\\[{label}]: {line[found.end() :]}"]
        elif label and line.startswith(("    ", "\t")) and line.strip():
            words = line.lstrip()
            if _ITEM.match(words):
                lines.append("")
            colons = ":" if is_fresh else "::"
            lines.append(words if lines[-1].strip() else f"\\[{label}]{colons} {words}")
            is_fresh = False
        else:
            label = "" if line.strip() else label
            lines.append(line)
    return Notes("\n".join(lines), frozenset(labels))
