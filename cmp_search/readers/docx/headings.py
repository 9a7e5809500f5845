"""Which paragraphs of a Word document are headings, and of what level.

1. A style or an outline level makes a heading, unless the paragraph is long or a sentence.
2. So does the shape of a heading (see `outline`), or a question, that is set off: all bold, where
   the text is not, larger than the text, in capitals directly above it, or the designation of a
   division that stands alone ("Article 5"). What
   is in a table that is no text, a bold item among others and a date below the title are none, and
   neither is what follows the formula of a signature, up to a numbered heading or a text.
3. A bold line that a break sets off from the text of its paragraph, and the designation of an
   article that runs in with its text, are headings of that text. A designation takes its name from
   the line below it ("CHAPTER I", "GENERAL PROVISIONS").
4. A heading without a number that has nothing below it, neither text nor a deeper heading, is none:
   the name below a signature, or a line of an address. Neither are the line between two headings
   that are counted together, and several in a stack before a heading that goes on counting.
5. Levels come from styles, or else from the sizes of type and the words; `outline` makes one level
   of each series.
6. A heading in a table or text box is none if text outside would come below it (`frames`).
"""

from collections.abc import Sequence
from dataclasses import replace

from cmp_search.documents.document import BlockKind
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.designations import Division, designation
from cmp_search.readers.common.legal import (
    continues,
    is_bare,
    is_name,
    split_run_in,
)
from cmp_search.readers.common.outline import is_heading, numbering, ranks, without_date
from cmp_search.readers.common.series import member
from cmp_search.readers.common.signatures import opens_signatures
from cmp_search.readers.docx.block import DocxBlock
from cmp_search.readers.docx.frames import inside_frames
from cmp_search.readers.docx.look import TextLook, is_long_sentence, is_sentence
from cmp_search.readers.docx.shape import is_in_capitals, sets_off

_TEXT_WORDS = 12
"""Words of a sentence that no signature has."""


def judged(blocks: Sequence[DocxBlock]) -> list[DocxBlock]:
    """The blocks with their headings, each with its level."""
    look = TextLook(blocks)
    split = [part for block in blocks for part in _split(block, look)]
    is_styled = [block.kind is BlockKind.HEADING and not is_long_sentence(block) for block in split]
    shaped = [
        sets_off(block, look) or is_in_capitals(block, after)
        for block, after in zip(split, [*split[1:], None], strict=False)
    ]
    shaped = _unlike_items(split, shaped)
    shaped = _unstacked(split, _unsigned(split, shaped))
    split, is_styled, shaped = _named(split, is_styled, shaped)
    lines = [one_line(block.text) for block in split]
    titles = [block.kind is BlockKind.TITLE for block in split]
    found = [a or b for a, b in zip(is_styled, shaped, strict=True)]
    dateless = without_date(lines, [a or b for a, b in zip(found, titles, strict=True)])
    found = [a and (b or c) for a, b, c in zip(found, dateless, is_styled, strict=True)]
    levelled = _levelled(split, found, is_styled)
    return inside_frames(_with_content(levelled, is_styled))


def _split(block: DocxBlock, look: TextLook) -> list[DocxBlock]:
    """A paragraph whose first words are a heading as two blocks (step 3)."""
    if block.kind is not BlockKind.PARAGRAPH:
        return [block]
    opening, rest = block.opening, block.text[len(block.opening) :].strip()
    if opening and look.bold_tells and is_heading(opening) and block.text.startswith(opening):
        return [
            replace(block, text=opening, bold=True, opening=""),
            replace(block, text=rest, opening=""),
        ]
    run_in = split_run_in(block.text)
    if run_in is None:
        return [block]
    first = replace(block, text=run_in.heading, bold=look.bold_tells, opening="")
    return [first, replace(block, text=run_in.text, opening="")]


def _unlike_items(blocks: Sequence[DocxBlock], shaped: Sequence[bool]) -> list[bool]:
    """The candidates without items that other items of their list follow directly."""
    kept = list(shaped)
    for i, block in enumerate(blocks):
        if shaped[i] and block.kind is BlockKind.ITEM:
            beside = [*blocks[max(i - 1, 0) : i], *blocks[i + 1 : i + 2]]
            kept[i] = not any(
                other.kind is BlockKind.ITEM and other.list == block.list for other in beside
            )
    return kept


def _unsigned(blocks: Sequence[DocxBlock], shaped: Sequence[bool]) -> list[bool]:
    """The candidates without those below a signature, and those that go on with a sentence."""
    kept = list(shaped)
    is_signed = False
    for i, block in enumerate(blocks):
        line = one_line(block.text)
        if opens_signatures(line):
            is_signed = True
        elif block.is_heading or (shaped[i] and numbering(line) is not None):
            is_signed = False
        elif is_sentence(block) and len(line.split()) >= _TEXT_WORDS:
            is_signed = False
        kept[i] = shaped[i] and not is_signed
        if kept[i] and i and not block.bold and not blocks[i - 1].is_heading and not shaped[i - 1]:
            kept[i] = not continues(one_line(blocks[i - 1].text), line)
    return kept


def _unstacked(blocks: Sequence[DocxBlock], shaped: Sequence[bool]) -> list[bool]:
    """The candidates without stacks of plain lines that the next number, or nothing, follows."""
    kept = list(shaped)
    members = [member(one_line(block.text)) for block in blocks]
    plain = [is_one and found is None for is_one, found in zip(shaped, members, strict=True)]
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and plain[end]:
            end += 1
        after = members[end] if end < len(blocks) and (shaped[end] or blocks[end].level) else None
        goes_on = end == len(blocks) or (after is not None and after.value > 1)
        if i and end - i > 1 and goes_on:
            kept[i:end] = [False] * (end - i)
        i = max(end, i + 1)
    return kept


def _named(
    blocks: Sequence[DocxBlock], is_styled: Sequence[bool], shaped: Sequence[bool]
) -> tuple[list[DocxBlock], list[bool], list[bool]]:
    """Designations joined with the names below them (step 3)."""
    joined: list[DocxBlock] = []
    styled: list[bool] = []
    kept: list[bool] = []
    for i, block in enumerate(blocks):
        before = joined[-1] if joined else None
        if (
            before is not None
            and (kept[-1] or styled[-1])
            and _is_its_name(before, block, blocks[i - 1])
        ):
            joined[-1] = replace(before, text=f"{before.text} {one_line(block.text)}")
            continue
        joined.append(block)
        styled.append(is_styled[i])
        kept.append(shaped[i])
    return joined, styled, kept


def _is_its_name(heading: DocxBlock, block: DocxBlock, above: DocxBlock) -> bool:
    """Whether a line is the name of the bare designation above it, and looks like it."""
    if heading.text != above.text or not is_bare(one_line(heading.text)):
        return False
    if block.kind not in (BlockKind.PARAGRAPH, heading.kind) or block.level != heading.level:
        return False
    alike = block.bold == heading.bold or block.centred or block.level > 0
    return alike and is_name(one_line(block.text)) and numbering(one_line(block.text)) is None


def _levelled(
    blocks: Sequence[DocxBlock], found: Sequence[bool], is_styled: Sequence[bool]
) -> list[DocxBlock]:
    """The blocks with the levels of their headings (step 5)."""
    lines = [one_line(block.text) for block in blocks]
    stated = [block.level if styled else 0 for block, styled in zip(blocks, is_styled, strict=True)]
    if any(stated):
        outermost = min(filter(None, stated))
        beside = [is_one and _is_annex(line) for line, is_one in zip(lines, found, strict=True)]
        stated = [a or b * outermost for a, b in zip(stated, beside, strict=True)]
    else:
        stated = _by_size(blocks, found, ranks(lines, found))
    levelled = ranks(lines, found, stated)
    return [
        replace(block, kind=BlockKind.HEADING, level=level)
        if level is not None
        else replace(block, kind=_plain(block), level=0)
        for block, level in zip(blocks, levelled, strict=True)
    ]


def _is_annex(line: str) -> bool:
    """Whether a heading is beside all others, even if these have styles and it has none."""
    found = designation(line)
    return found is not None and found.kind in (Division.ANNEX, Division.TRANSITORY)


def _plain(block: DocxBlock) -> BlockKind:
    """What a block is if it is no heading."""
    if block.kind is not BlockKind.HEADING:
        return block.kind
    return BlockKind.ITEM if block.mark else BlockKind.PARAGRAPH


def _by_size(
    blocks: Sequence[DocxBlock], found: Sequence[bool], ranked: Sequence[int | None]
) -> list[int]:
    """Levels by size of type, and within a size by rank; none if all have one size."""
    places = {
        (-b.size, rank or 0)
        for b, is_one, rank in zip(blocks, found, ranked, strict=True)
        if is_one
    }
    if len({size for size, _ in places}) < 2:
        return []
    order = {place: i for i, place in enumerate(sorted(places), 1)}
    return [
        order[-block.size, rank or 0] if is_one else 0
        for block, is_one, rank in zip(blocks, found, ranked, strict=True)
    ]


def _with_content(blocks: Sequence[DocxBlock], is_styled: Sequence[bool]) -> list[DocxBlock]:
    """The blocks without headings that have nothing below them (step 4)."""
    kept = list(blocks)
    after: DocxBlock | None = None
    for i in reversed(range(len(blocks))):
        block = blocks[i]
        if block.kind is BlockKind.HEADING and not is_styled[i]:
            bare = after is None or (after.kind is BlockKind.HEADING and after.level <= block.level)
            bare = bare or _is_between(blocks[i - 1] if i else None, after)
            if bare and numbering(one_line(block.text)) is None:
                kept[i] = replace(block, kind=BlockKind.PARAGRAPH, level=0)
        after = kept[i]
    return kept


def _is_between(before: DocxBlock | None, after: DocxBlock | None) -> bool:
    """Whether the headings around a block are of one series."""
    found = [
        member(one_line(block.text))
        for block in (before, after)
        if block is not None and block.kind is BlockKind.HEADING
    ]
    keys = [one.key for one in found if one is not None]
    return len(keys) == 2 and keys[0] == keys[1]
