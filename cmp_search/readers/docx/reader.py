"""Word documents (.docx), in the usual and in the strict form of Open XML, and templates.

1. Check the zip file before it is unpacked (`package`).
2. Walk through the body in order (`body`): paragraphs with their style, tables, the text of boxes
   and content controls, footnotes after the paragraph that refers to them.
3. Leave out tables of contents (`contents`) and the lines that web pages put around a text.
4. Judge which paragraphs are headings (`headings`), and what the title is (`title`).
"""

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin, Omission
from cmp_search.language.detection import text_language
from cmp_search.readers.common.boilerplate import is_boilerplate
from cmp_search.readers.docx.block import DocxBlock
from cmp_search.readers.docx.body import walk
from cmp_search.readers.docx.contents import contents, words_of
from cmp_search.readers.docx.headings import judged
from cmp_search.readers.docx.package import BROKEN, Package, broken
from cmp_search.readers.docx.title import Titled, titled
from cmp_search.readers.extract import Extract


def read(data: bytes) -> Extract:
    """Read a Word document.

    Raises:
        FormatError: the bytes are no Word document.
        DamagedError: it is broken, or a password locks it.
        LimitError: it unpacks to too much, or is nested too deep.
    """
    try:
        package = Package(data)
        walked = walk(package.main)
        title, language = package.said("title"), package.said("language")
    except BROKEN as error:
        raise broken(error) from error
    extract = Extract(language=text_language(language))
    if walked.is_tracked:
        extract.flaws.add(Flaw.TRACKED_CHANGES)
    if any(reason is Omission.UNREADABLE for reason, _ in walked.omitted):
        extract.flaws.add(Flaw.INCLUDED_UNREAD)
    for reason, text in walked.omitted:
        extract.omit(reason, text)
    out = contents(walked.blocks)
    entries = {words_of(walked.blocks[i]) for i in out}
    _fill(extract, titled(_kept(extract, walked.blocks, out), title, entries))
    return extract.finish()


def _kept(extract: Extract, blocks: list[DocxBlock], entries: set[int]) -> list[DocxBlock]:
    """Step 3: the blocks that belong to the text; what does not is noted."""
    out = dict.fromkeys(entries, Omission.CONTENTS)
    for i, block in enumerate(blocks):
        if i not in out and not block.is_heading and is_boilerplate(block.text):
            out[i] = Omission.BOILERPLATE
    for i, reason in out.items():
        extract.omit(reason, blocks[i].text)
    return [block for i, block in enumerate(blocks) if i not in out]


def _fill(extract: Extract, found: Titled) -> None:
    """Step 4: the blocks with their headings, below the title."""
    is_styled = any(block.kind is BlockKind.HEADING for block in found.blocks)
    blocks = judged(found.blocks)
    if any(block.kind is BlockKind.HEADING for block in blocks):
        extract.headings_from = HeadingOrigin.STYLE if is_styled else HeadingOrigin.SHAPE
    extract.title = found.title
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            extract.title_line(block.text)
        elif block.kind is BlockKind.HEADING:
            extract.heading(block.text, block.level)
        else:
            extract.add(block.kind, block.text)
