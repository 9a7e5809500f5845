"""The structure of a PDF, from the lines of its pages.

1. Running lines, page numbers (`boilerplate`) and tables of contents (`contents`) are left out.
   Numbers printed on the pages are their labels (`labels`), unless the file states others that do
   more than count its pages.
2. Headings are those of the outline (`outline`), and those that stand out by their type or open a
   division (`headings`); the title is found among the lines of the first page (`title`).
3. Lines are put together to paragraphs (`paragraphs`). An article whose text runs in with its
   heading is split.
4. If there are no headings, short lines that stand alone are (`common.outline`).
5. Outline and type (`levels`) give the levels of headings, together with their numbers and words
   (`common.levels`); what the outline names keeps its depth.
"""

from collections.abc import Sequence
from operator import and_, or_

from cmp_search.documents.document import (
    BlockKind,
    Flaw,
    HeadingOrigin,
    LabelOrigin,
    Omission,
)
from cmp_search.readers.common.outline import is_heading, ranks, without_date
from cmp_search.readers.extract import Extract
from cmp_search.readers.pdf.boilerplate import PageLines, split_lines
from cmp_search.readers.pdf.contents import without_contents
from cmp_search.readers.pdf.headings import (
    HeadingLines,
    beside_outline,
    headings_of_type,
    stands_out,
    with_numbers,
)
from cmp_search.readers.pdf.labels import printed_labels
from cmp_search.readers.pdf.layout import Layout, body_style
from cmp_search.readers.pdf.levels import Look, stated_levels
from cmp_search.readers.pdf.lines import BULLET, Line
from cmp_search.readers.pdf.outline import OutlineEntry, headings_of_outline
from cmp_search.readers.pdf.paragraphs import BlockLayout, PdfBlock, pdf_blocks
from cmp_search.readers.pdf.signatures import is_signature
from cmp_search.readers.pdf.title import with_title, without_by_lines


def structured(
    extract: Extract,
    pages: Sequence[Sequence[Line]],
    outline: list[OutlineEntry],
    labels: list[str | None],
) -> list[PdfBlock]:
    """The blocks of all pages; also fills in missing labels and the title.

    What was left out, and what went wrong, is noted in the extract.
    """
    lines = _body_lines(extract, pages, labels)
    if not lines:
        return []
    layout = BlockLayout(lines)
    headings = _headings(extract, lines, outline, layout)
    blocks = pdf_blocks(lines, headings, layout)
    if not any(block.kind is BlockKind.HEADING for block in blocks):
        _shape(extract, blocks)
    extract.headings_from = _origin(blocks, layout)
    _rank(blocks)
    return blocks


def _body_lines(
    extract: Extract, pages: Sequence[Sequence[Line]], labels: list[str | None]
) -> list[Line]:
    """Step 1."""
    body = body_style([line for page in pages for line in page])
    split = split_lines(pages, body)
    _note_pages(extract, split, labels)
    text = without_contents([line for page in split.body for line in page], body)
    running = [line for page in split.running for line in page]
    for reason, lines in (
        (Omission.RUNNING, running),
        (Omission.CONTENTS, text.contents),
        (Omission.BOILERPLATE, split.boilerplate),
    ):
        for line in lines:
            extract.omit(reason, line.text)
    return with_numbers(text.body, body)


def _note_pages(extract: Extract, split: PageLines, labels: list[str | None]) -> None:
    """Note which pages have no text of their own, and where labels come from."""
    extract.without_text = tuple(i for i, page in enumerate(split.body, 1) if not page)
    counted = [str(page) for page in range(1, len(labels) + 1)]
    extract.labels = LabelOrigin.FILE if any(labels) else LabelOrigin.NONE
    if not any(labels) or labels == counted:
        printed = printed_labels(split.running)
        if any(own and own != stated for own, stated in zip(printed, labels, strict=True)):
            labels[:] = printed
            extract.labels = LabelOrigin.RUNNING


def _headings(
    extract: Extract, lines: Sequence[Line], outline: list[OutlineEntry], layout: Layout
) -> list[HeadingLines]:
    """Step 2: the headings, with the title among them; notes the title."""
    outlined = headings_of_outline(lines, outline)
    if outline and not outlined:
        extract.flaws.add(Flaw.OUTLINE_NOT_USED)
    taken = {i for one in outlined for i in range(one.start, one.end)}
    others = [
        one
        for one in headings_of_type(lines, layout)
        if taken.isdisjoint(range(one.start, one.end))
    ]
    headings = sorted([*outlined, *others], key=lambda one: one.start)
    headings = beside_outline(lines, headings, layout) if outlined else headings
    headings, extract.title = with_title(lines, headings, extract.title, layout)
    return without_by_lines(lines, headings, layout)


def _shape(extract: Extract, blocks: list[PdfBlock]) -> None:
    """Step 4: short lines that stand alone become headings, an opening one the title."""
    texts = [block.text for block in blocks]
    lone = [
        (block.kind is BlockKind.PARAGRAPH or _is_numbered(block, below))
        and len(block.lines) == 1
        and not block.lines[0].aside
        and is_heading(block.text)
        and not is_signature(block.text, below.text if below else "")
        for block, below in zip(blocks, [*blocks[1:], None], strict=True)
    ]
    titles = [block.kind is BlockKind.TITLE for block in blocks]
    dateless = without_date(texts, list(map(or_, lone, titles)))
    lone = list(map(and_, lone, dateless))
    if lone[0] and not extract.title:
        blocks[0].kind, lone[0] = BlockKind.TITLE, False
    for block, is_lone in zip(blocks, lone, strict=True):
        if is_lone:
            block.kind, block.level = BlockKind.HEADING, 1


def _is_numbered(block: PdfBlock, below: PdfBlock | None) -> bool:
    """Whether a block with a number stands above text, rather than among the items of a list."""
    is_item = block.kind is BlockKind.ITEM and not BULLET.match(block.lines[0].text)
    return is_item and below is not None and below.kind is BlockKind.PARAGRAPH


def _origin(blocks: Sequence[PdfBlock], layout: Layout) -> HeadingOrigin:
    """The strongest evidence that there is of headings."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if any(block.depth for block in headings):
        return HeadingOrigin.OUTLINE
    if any(stands_out(block.lines[0], layout) for block in headings):
        return HeadingOrigin.STYLE
    return HeadingOrigin.SHAPE if headings else HeadingOrigin.NONE


def _rank(blocks: Sequence[PdfBlock]) -> None:
    """Step 5."""
    headed = [block.kind is BlockKind.HEADING for block in blocks]
    looks = [Look(block.lines[0].style, block.depth) for block in blocks if block.level]
    states = iter(stated_levels(looks))
    stated = [next(states) if heading else 0 for heading in headed]
    levels = ranks([block.text for block in blocks], headed, stated)
    opened: list[int] = []
    for block, level in zip(blocks, levels, strict=True):
        if level is not None:
            place = block.depth or level
            opened = [*(one for one in opened if one < place), place]
            block.level = len(opened)
