"""What the inline tokens of a block tell, before their words are gathered."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from cmp_search.readers.html.hidden import is_arrow

WORDS = frozenset(["text", "text_special", "code_inline", "image"])
BREAK = re.compile(r"<(?:br|/?(?:p|li|[uo]l|div|t[rdh]|table|d[ltd]|h[1-6]))\b", re.I)
"""A break, or the beginning or end of a block."""
_BOLD = re.compile(r"</?(?:b|strong)\b[^>]*>|strong_(?:open|close)", re.I)


def opens_in_bold(children: Sequence[Token]) -> bool:
    """Whether the first of several lines is bold, unlike all others."""
    bold = 0
    lines: list[set[bool]] = [set()]
    for child in children:
        mark = child.content if child.type == "html_inline" else child.type
        if child.type in ("softbreak", "hardbreak") or BREAK.match(mark):
            lines.append(set())
        elif _BOLD.fullmatch(mark):
            bold += -1 if mark.startswith("</") or mark.endswith("_close") else 1
        elif child.content.strip() and child.type in WORDS:
            lines[-1].add(bold > 0)
    first, *others = lines
    return first == {True} and bool(others) and not any(True in line for line in others)


def without_arrows(children: Sequence[Token]) -> Iterator[Token]:
    """Inline tokens without links into the text that are only an arrow, as back from a note."""
    i = 0
    while i < len(children):
        link = [child.type for child in children[i : i + 3]] == ["link_open", "text", "link_close"]
        target = str(children[i].attrs.get("href", "")) if link else ""
        if target.startswith("#") and is_arrow(children[i + 1].content.strip()):
            i += 3
        else:
            yield children[i]
            i += 1
