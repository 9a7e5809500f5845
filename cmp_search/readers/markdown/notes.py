"""Notes: "[^2]: See page 4." below a text that refers to it with "[^2]".

1. Markdown takes a note that is an address for the target of a link, and drops it. Each note is
   escaped, so that it stays a paragraph, with an empty line before it; its further paragraphs lose
   their indentation.
2. "[2]: https://…" is a note, too, if the text refers to it with a bare "[2]", as to a source.
3. Fenced code is left as it is.
"""

import re
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r" {0,3}\[(\^[^\]\s]{1,60}|\d{1,3})\]:[ \t]*(?=\S)")
_BARE = re.compile(r"(?<![\]\\!])\[(\d{1,3})\](?![\[(:])")
_PARAGRAPH = re.compile(r"\[(\^?)([^\]\s]{1,60})\]: ")
_MARK = re.compile(r"\[(\^[^\]\s]{1,60})\]")


class Notes(NamedTuple):
    """A text whose notes are paragraphs, and the labels of these."""

    text: str
    labels: frozenset[str]

    def as_note(self, words: str) -> str | None:
        """The words of a paragraph that is a note, with its number; None if it is none."""
        found = _PARAGRAPH.match(words)
        if not found or found[1] + found[2] not in self.labels:
            return None
        return (f"{found[2]}. " if found[2].isdigit() else "") + words[found.end() :]

    def without_marks(self, words: str) -> str:
        """Words without the marks that refer to notes."""
        return _MARK.sub(lambda mark: "" if mark[1] in self.labels else mark[0], words)


def notes_as_paragraphs(text: str) -> Notes:
    """The text with its notes as paragraphs (steps 1–3)."""
    referred = frozenset(_BARE.findall(text))
    labels: set[str] = set()
    lines: list[str] = []
    fence = ""
    in_note = False
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        found = None if fence else _NOTE.match(line)
        if found and (found[1][0] == "^" or found[1] in referred):
            labels.add(found[1])
            lines += ["", f"\\[{found[1]}]: {line[found.end() :]}"]
            in_note = True
        elif in_note and line.startswith(("    ", "\t")):
            lines.append(line.lstrip())
        else:
            in_note = in_note and not line.strip()
            lines.append(line)
    return Notes("\n".join(lines), frozenset(labels))
