"""Rules in plain text: lines of one sign, under a heading, around it, or between parts of a text.

1. A rule under a line that may be a heading and has no line above it underlines it; the heading
   stands alone then.
2. A rule beside an empty line, or above a line with another rule below it, only parts the text.
3. Any other rule stays: it may be one of a table.
"""

import re

from cmp_search.readers.common.outline import is_heading

_RULE = re.compile(r"\s*([-=~*_])\1{2,}\s*")
_COLUMNS = re.compile(r"\S(?:\t| {3,})\S")


def without_rules(text: str) -> str:
    """The text with empty lines for its rules; it must have line feeds as line ends."""
    lines = ["", *text.split("\n"), "", ""]
    kept = [""]
    for i, line in enumerate(lines[1:-2], 1):
        parts = _is_rule(line) and (_underlines(kept, line) or _parts(lines, i))
        kept.append("" if parts else line)
    return "\n".join(kept[1:])


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line))


def _underlines(above: list[str], rule: str) -> bool:
    """Step 1."""
    line = above[-1].strip()
    alone = len(above) < 2 or not above[-2].strip()
    return alone and "_" not in rule and is_heading(line) and not _COLUMNS.search(line)


def _parts(lines: list[str], i: int) -> bool:
    """Step 2."""
    beside = not lines[i - 1].strip() or not lines[i + 1].strip()
    return beside or _is_rule(lines[i + 2])
