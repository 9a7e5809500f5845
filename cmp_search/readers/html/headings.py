"""The headings of a web page: those of its markup, and those that only look like headings.

1. A heading of the markup is one unless it is a whole paragraph.
2. A paragraph whose class names a heading, that is bold as a whole, or that is centred or
   preformatted and numbered or in capitals, is a heading if it is shaped like one, or bold and a
   question. So is any that opens a division of a legal text, such as "Article 5"; one that runs in
   with its text ("Artículo 5.- El Consejo…") is parted from it, and one that is bare ("CHAPTER I")
   takes its name from the heading below it. Headings of the markup do not rule these out.
3. A heading has text or another heading below it: bold lines that end a page are signatures.
4. The levels of the markup are one piece of evidence for those of all headings (see `outline`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cmp_search.documents.document import BlockKind
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.legal import is_bare, is_name, opens_division, split_run_in
from cmp_search.readers.common.outline import (
    is_date,
    is_heading,
    is_numbered_title,
    is_question,
    numbering,
    ranks,
)
from cmp_search.readers.html.blocks import HtmlBlock, Look

MAX_HEADING = 300
"""Characters of a heading; more are a paragraph that is marked as one for its type size."""


def with_headings(blocks: Sequence[HtmlBlock], *, stated: bool = True) -> list[HtmlBlock]:
    """The blocks with all headings of the page and their levels.

    `stated` says whether the levels of the markup can be relied on.
    """
    parted = list(_parted(blocks))
    judged = list(_judged(parted))
    texts = (i for i, block in enumerate(judged) if block.kind is not BlockKind.HEADING)
    last = max(texts, default=-1)
    judged[last + 1 :] = parted[last + 1 :]
    judged = list(_named(judged))
    return list(_levelled(judged, stated=stated))


def _parted(blocks: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    """Step 2: the blocks, with headings that run in parted from their text."""
    for block in blocks:
        run_in = split_run_in(block.text) if block.kind is BlockKind.PARAGRAPH else None
        if run_in is None:
            yield block
        else:
            yield replace(block, text=run_in.heading, refers=(), look=block.look | Look.BOLD)
            yield replace(block, text=run_in.text, anchor=None)


def _judged(blocks: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    """Steps 1 and 2: the blocks with their kinds; a heading without level is not of the markup."""
    above = ""
    for block in blocks:
        if block.kind is BlockKind.HEADING and len(block.text) > MAX_HEADING:
            block = replace(block, kind=BlockKind.PARAGRAPH, level=0, anchor=None)
        elif block.kind is BlockKind.PARAGRAPH and _looks_like_heading(block, above):
            block = replace(block, kind=BlockKind.HEADING)
        above = block.text if block.kind is BlockKind.HEADING else ""
        yield block


def _looks_like_heading(block: HtmlBlock, above: str) -> bool:
    """Step 2: whether a paragraph is a heading; `above` is the one directly above it, if any."""
    text, look = one_line(block.text), block.look
    if Look.TITLE in look or is_date(text) or len(text) > MAX_HEADING:
        return False
    if Look.NAMED in look or opens_division(text):
        return True
    if is_bare(above) and is_name(text) and look & (Look.BOLD | Look.CENTRED | Look.PREFORMATTED):
        return True
    if Look.BOLD in look:
        return is_heading(text) or is_question(text) or is_numbered_title(text)
    set_off = bool(look & (Look.CENTRED | Look.PREFORMATTED))
    return set_off and is_heading(text) and (numbering(text) is not None or text.isupper())


def _named(blocks: Sequence[HtmlBlock]) -> Iterator[HtmlBlock]:
    """Step 2: the blocks, bare designations with the name that is the next heading of its level."""
    waiting: HtmlBlock | None = None
    for block in blocks:
        beside = waiting is not None and _is_heading(block) and waiting.level == block.level
        if waiting and beside and is_name(block.text):
            text, refers = f"{waiting.text} {block.text}", waiting.refers + block.refers
            yield replace(waiting, text=one_line(text), refers=refers)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = block if _is_heading(block) and is_bare(one_line(block.text)) else None
        if not waiting:
            yield block
    if waiting:
        yield waiting


def _is_heading(block: HtmlBlock) -> bool:
    return block.kind is BlockKind.HEADING


def _levelled(blocks: Sequence[HtmlBlock], *, stated: bool) -> Iterator[HtmlBlock]:
    """Step 4: the blocks with the levels of all headings."""
    headings = [block.kind is BlockKind.HEADING for block in blocks]
    own = [block.level if stated else 0 for block in blocks]
    levels = ranks([block.text for block in blocks], headings, own)
    for block, level in zip(blocks, levels, strict=True):
        yield replace(block, level=level or 0)
