"""Markdown, written by hand or produced by a converter.

1. Title and language come from the front matter, if there is any (see `front_matter`).
2. What only dialects write is put in plain Markdown (see `dialects`). The blocks come from
   `blocks`; boilerplate and tables of contents are left out (see `html.contents`).
3. A short paragraph that is entirely bold or italic is a heading that lost its markup, and so is a
   list item that continues the lettering of the headings before it ("a)", "b)", then "c)"). Others
   are found as in a web page (see `html.headings`).
4. The levels of the markup are used if each series of headings has one level, and not all series
   have the same, the title aside. Otherwise a converter guessed or lost the levels, and they come
   from the numbering and the words alone (see `common.levels`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.outline import is_heading, repeats_title, without_date
from cmp_search.readers.common.series import member
from cmp_search.readers.extract import Extract
from cmp_search.readers.html.blocks import HtmlBlock
from cmp_search.readers.html.contents import without_contents
from cmp_search.readers.html.frames import inside_frames
from cmp_search.readers.html.headings import with_headings
from cmp_search.readers.markdown.blocks import MarkdownBlocks
from cmp_search.readers.markdown.dialects import in_plain_markdown
from cmp_search.readers.markdown.front_matter import front_matter
from cmp_search.readers.markdown.notes import notes_as_paragraphs
from cmp_search.readers.text import decode_plain

_LETTER = re.compile(r"([a-z])\)\s")
_ATX = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M)
_SIGNS = re.compile(r"^(#{2,6}(?=[^\W_])|#(?=[^\W\d_]))", re.M)
_WORDS_ABOVE = 40
"""Words that may stand above a title, such as a remark or badges."""
_TIGHT = re.compile(r"^##{1,5}[^\W_]", re.M)
"""A heading without a blank after its signs; one sign alone may open a line for other reasons."""


def read(data: bytes) -> Extract:
    """Read Markdown.

    Raises:
        FormatError: the bytes are no text, or they are HTML.
        LimitError: the text is too long, or nested too deep.
    """
    text, guessed = decode_plain(data)
    text = re.sub(r"\r\n?", "\n", text)
    stated = front_matter(text)
    extract = Extract(language=stated.language)
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    plain, omitted = in_plain_markdown(_spaced(text[stated.end :]))
    source = MarkdownBlocks(notes_as_paragraphs(plain))
    kept = without_contents([block for block in source if block.text.strip()], extract)
    blocks = list(inside_frames(kept))
    for reason, words in (*omitted, *source.omitted):
        extract.omit(reason, words)
    if blocks:
        _fill(extract, list(_recovered(blocks)), stated.title)
    extract.title = extract.title or stated.title
    return extract.finish()


def _spaced(text: str) -> str:
    """The text with a blank after the signs of its headings, if none of them has one."""
    tight = _TIGHT.search(text) and not _ATX.search(text)
    return _SIGNS.sub(r"\1 ", text) if tight else text


def _fill(extract: Extract, blocks: list[HtmlBlock], stated_title: str) -> None:
    """Steps 3 and 4: add the blocks, with the levels of the markup or with others."""
    trusted = _levels_agree(blocks)
    extract.headings_from = HeadingOrigin.MARKUP if trusted else HeadingOrigin.SHAPE
    stated = [block.level for block in blocks]
    first = one_line(blocks[0].text)
    lone = member(first) is None and (not trusted or stated.count(stated[0]) == 1)
    titled = lone and (not stated_title or stated[0] == 1 or repeats_title(first, stated_title))
    if not trusted:
        blocks = _without_date(blocks)
    if trusted and not stated_title:
        extract.title = _title_below(blocks)
    for block in with_headings(blocks, stated=trusted):
        if block.kind is not BlockKind.HEADING:
            extract.add(block.kind, block.text)
        elif (not extract.blocks and titled) or repeats_title(block.text, extract.title):
            extract.title_line(block.text)
        else:
            extract.heading(block.text, block.level, block.anchor)


def _title_below(blocks: Sequence[HtmlBlock]) -> str:
    """The only heading of level 1, if a few words stand above it and no other heading."""
    tops = [i for i, block in enumerate(blocks) if block.level == 1]
    first = next((i for i, block in enumerate(blocks) if block.level), 0)
    words = sum(len(block.text.split()) for block in blocks[:first])
    title = one_line(blocks[first].text) if tops == [first] else ""
    return title if 0 < words <= _WORDS_ABOVE and member(title) is None else ""


def _without_date(blocks: Sequence[HtmlBlock]) -> list[HtmlBlock]:
    """The blocks, with a date below the title that is no heading."""
    headings = [block.kind is BlockKind.HEADING for block in blocks]
    kept = without_date([block.text for block in blocks], headings)
    return [
        replace(block, kind=BlockKind.PARAGRAPH, level=0) if was and not still else block
        for block, was, still in zip(blocks, headings, kept, strict=True)
    ]


def _recovered(blocks: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    """Step 3: the blocks, with items that are headings."""
    letter = ""
    for block in blocks:
        if block.kind is BlockKind.ITEM and letter:
            match = _LETTER.match(block.text)
            words = block.text.rstrip("* ")
            if match and ord(match[1]) == ord(letter) + 1 and is_heading(words):
                block = replace(block, kind=BlockKind.HEADING, text=words)
        if block.kind is BlockKind.HEADING:
            match = _LETTER.match(block.text)
            letter = match[1] if match else ""
        yield block


def _levels_agree(blocks: Sequence[HtmlBlock]) -> bool:
    """Step 4: whether the levels of the markup can be relied on."""
    levels: dict[str, set[int]] = {}
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    for block in headings:
        found = member(one_line(block.text))
        if found:
            levels.setdefault(found.key, set()).add(block.level)
    stated = [block.level for block in headings if block.level]
    below = stated
    if stated.count(min(stated, default=0)) == 1 and stated[0] == min(stated):
        below = stated[1:]
    lost = len(set(below)) == 1 and len(levels) > 1
    return bool(stated) and not lost and all(len(seen) == 1 for seen in levels.values())
