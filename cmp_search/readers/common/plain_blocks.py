"""The blocks of plain text: its headings, paragraphs and list items, from lines and empty lines.

1. Empty lines end a block. A text without any may have one paragraph per line, as word processors
   save it, or broken lines all through.
2. Within a block, a line that is deeper than those around it, after a sentence, begins a new one.
   So does a line that opens a division of a legal text, unless it goes on with the sentence above,
   and a dotted number with a title. A heading takes no text; a
   bare designation takes its name from the line below or from the next block. An entry of a table
   of contents, with leaders and a page number, is a block, too.
3. The first line of a block is a heading directly above its text if it is like a title and was
   broken before a word that would have fitted on it, and if sentences follow. A numbered one has
   few words, and its text is not indented.
4. Lists are split into their items, each with the lines that continue it.
5. A paragraph that runs in with its heading is split into both (see `legal`).
"""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.legal import (
    continues,
    is_bare,
    is_name,
    opens_division,
    split_run_in,
)
from cmp_search.readers.common.outline import is_heading, numbering
from cmp_search.readers.common.series import member

_LEAST_LINES = 8
_LEAST_CELLS = 3
_LEAST_ITEMS = 2
_TITLE_WORDS = 8
"""Words of a numbered title directly above its text, with its number."""
_LOOKED_AT = 8
"""How many lines below one tell whether it is a heading, and how long its name is."""
_ITEM = re.compile(
    r"\s*(?:[-*•‣◦–—]|\d{1,3}[.)]|[a-z][.)]|[IVXLC]{1,7}[.)]|\((?:[a-z]|\d{1,2}|[ivx]{1,5})\))\s+\S"
)
_ENTRY = re.compile(r"(?:(?:\. ?|_){4,}|…{2,})\s*\d{1,4}$")
_STOPS = (".", ":", "!", "?")
_ENDS = (".", ";", ":", "!", "?", ",")


def plain_blocks(text: str) -> list[str]:
    """The blocks of a text with line feeds as line ends; an item is indented or has a bullet."""
    every = text.strip("\n").split("\n")
    if _a_paragraph_a_line(every):
        blocks = list(_lines_as_blocks(every))
    else:
        groups = [list(lines) for has_words, lines in groupby(every, key=_has_words) if has_words]
        blocks = [block for lines in groups for block in _parts(lines)]
    return list(_split_run_in(_named(blocks)))


def is_item(block: str) -> bool:
    """Whether a block of `plain_blocks` is a list item."""
    return (block[0].isspace() and bool(_ITEM.match(block))) or block.lstrip()[0] in "-*•‣◦"


def _a_paragraph_a_line(lines: list[str]) -> bool:
    """Whether no line is empty, and most end before a word that would have fitted on them."""
    if len(lines) < _LEAST_LINES or not all(map(_has_words, lines)):
        return False
    width = max(map(len, lines))
    early = (len(line) + len(after.split()[0]) < width for line, after in pairwise(lines))
    return 2 * sum(early) > len(lines)


def _lines_as_blocks(lines: list[str]) -> Iterator[str]:
    """List items, and each other line; several short lines in a row are the cells of a table.

    At the beginning they are the title and what goes with it.
    """
    opens = True
    for kind, group in groupby(lines, key=_kind_of_line):
        some = list(group)
        if kind == "item" and len(some) > 1:
            yield from _items(some)
        elif kind == "short" and len(some) >= _LEAST_CELLS and not opens:
            yield "\n".join(some)
        else:
            yield from some
        opens = False


def _kind_of_line(line: str) -> str:
    if _ITEM.match(line):
        return "marked" if is_item(line) else "item"
    return "short" if is_heading(line) and numbering(line) is None else "long"


def _has_words(line: str) -> bool:
    return bool(line.strip())


def _parts(lines: list[str]) -> Iterator[str]:
    """The blocks of lines without an empty one between them (steps 2 to 4)."""
    start = 0
    while start < len(lines):
        end = _end_of_heading(lines, start)
        if end > start:
            yield one_line(" ".join(lines[start:end]))
        else:
            end = next((i for i in range(start + 1, len(lines)) if _opens(lines, i)), len(lines))
            yield from _paragraph(lines[start:end])
        start = end


def _opens(lines: list[str], i: int) -> bool:
    """Whether a line within a block begins a new one."""
    line = lines[i].strip()
    run_in = bool(split_run_in(line)) and not continues(lines[i - 1], line)
    return run_in or _end_of_heading(lines, i) > i or _is_indented(lines, i)


def _is_indented(lines: list[str], i: int) -> bool:
    """Whether a line is the first of a paragraph by its indentation alone."""
    above, line = lines[i - 1], lines[i]
    others = [above, *lines[i + 1 : i + 2]]
    deeper = all(_indentation(line) >= _indentation(other) + 2 for other in others)
    return deeper and above.rstrip().endswith(_STOPS) and not _ITEM.match(line)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def _end_of_heading(lines: list[str], start: int) -> int:
    """Where a heading that begins at a line ends; `start` if none does."""
    line, rest = lines[start].strip(), lines[start + 1 : start + 1 + _LOOKED_AT]
    goes_on = bool(rest) and rest[0].lstrip()[:1].islower()
    above = lines[start - 1] if start else ""
    if _ENTRY.search(line):
        return start + 1
    if goes_on:
        return start
    if opens_division(line):
        return start if continues(above, line) else start + 1 + _lines_of_name(line, rest)
    found = member(line)
    dotted = found is not None and found.depth > 1 and is_heading(line)
    if dotted and above.rstrip().endswith(_ENDS if start else ""):
        return start + 1
    return start + (not start and _stands_above(line, lines[1:]))


def _lines_of_name(line: str, rest: list[str]) -> int:
    """How many of the lines below a designation are its name."""
    if not rest or not (is_bare(line) or line.isupper()):
        return 0
    if is_bare(line) and is_name(rest[0]) and _breaks_early(rest):
        return 1 + _lines_of_name(rest[0].strip(), rest[1:])
    return int(line.isupper() and not is_bare(line) and rest[0].isupper() and is_name(rest[0]))


def _stands_above(line: str, rest: list[str]) -> bool:
    """Whether the first line of a block is a heading directly above its text (step 3)."""
    if not rest or not is_heading(line):
        return False
    if _ITEM.match(line) and not _is_short_title(line, rest[0]):
        return False
    sentences = rest[-1].rstrip()[-1] in ".:;?!" and len("".join(rest)) > len(line)
    return sentences and not _ITEM.match(rest[0]) and _breaks_early([line, *rest])


def _is_short_title(line: str, after: str) -> bool:
    """Whether a numbered line is a title and no item of a list, by its length and the line below.

    A line of a block of text has lost its own indentation.
    """
    numbered = line[0].isdigit() or line[0].isupper()
    return numbered and len(line.split()) <= _TITLE_WORDS and after[:1].isupper()


def _breaks_early(lines: list[str]) -> bool:
    """Whether the first word of the second line would have fitted on the first one."""
    if len(lines) == 1:
        return True
    return len(lines[0].strip()) + len(lines[1].split()[0]) < max(len(x.strip()) for x in lines[1:])


def _paragraph(lines: list[str]) -> Iterator[str]:
    """A paragraph, or what introduces a list and its items (step 4)."""
    first = next((i for i, line in enumerate(lines) if _ITEM.match(line)), 0)
    if sum(map(bool, map(_ITEM.match, lines))) < _LEAST_ITEMS:
        yield "\n".join(lines)
        return
    if first:
        yield "\n".join(lines[:first])
    yield from _items(lines[first:])


def _items(lines: list[str]) -> Iterator[str]:
    """The items of a list, each with the lines that continue it."""
    item: list[str] = []
    for line in lines:
        if _ITEM.match(line) and item:
            yield "\n".join(item)
            item = []
        item.append(line if item else _as_item(line))
    yield "\n".join(item)


def _as_item(line: str) -> str:
    """A list line, indented so that it is not mistaken for a numbered heading."""
    return line if line[0].isspace() else "  " + line


def _named(blocks: list[str]) -> Iterator[str]:
    """The blocks, bare designations with the name that is the next block (step 2)."""
    waiting = ""
    for block in blocks:
        if waiting and is_name(block) and not is_item(block):
            yield one_line(f"{waiting} {block}")
            waiting = ""
            continue
        if waiting:
            yield waiting
        waiting = block if is_bare(block.strip()) else ""
        if not waiting:
            yield block
    if waiting:
        yield waiting


def _split_run_in(blocks: Iterator[str]) -> Iterator[str]:
    """Step 5."""
    for block in blocks:
        parts = split_run_in(block)
        yield from parts or (block,)
