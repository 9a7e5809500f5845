"""Web pages, above all those of the Canada.ca template in all its generations.

1. Decode (see `encoding`).
2. Walk through the whole page (`walk`): headings with the level of their markup, paragraphs, list
   items, table rows and notes become blocks, without losing or adding a space. What readers of the
   page do not see, and what is struck out, is left out (`hidden`).
3. Leave out what only stands around the text (`regions`), its boilerplate, and tables of contents
   (`contents`).
4. Find the headings that are not in the markup (`headings`), and put each note below the text that
   refers to it (`notes`).
5. The title is the only `h1`, else what repeats `<title>`, else the first line of a page that sets
   off its headings without the markup for them, else `<title>` itself, else the first line of a
   page with headings, as word processors save it.
"""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import FormatError, NoTextError
from cmp_search.language.detection import text_language
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.outline import is_heading, numbering
from cmp_search.readers.common.stale_titles import is_stale
from cmp_search.readers.extract import Extract
from cmp_search.readers.html.blocks import HtmlBlock, Look
from cmp_search.readers.html.contents import without_contents
from cmp_search.readers.html.encoding import decode_page
from cmp_search.readers.html.frames import inside_frames
from cmp_search.readers.html.headings import with_headings
from cmp_search.readers.html.notes import placed
from cmp_search.readers.html.page import Page
from cmp_search.readers.html.parsing import parsed
from cmp_search.readers.html.regions import left_out
from cmp_search.readers.html.walk import html_blocks

_TAG = re.compile(r"<[a-z!/][^<>]*>", re.I)
_SITE = re.compile(
    r"\s+[-–—|]\s+(?:Canada\.ca|GAC|Global Affairs Canada|Affaires mondiales Canada)$"
)


def read(data: bytes) -> Extract:
    """Read a web page.

    Raises:
        FormatError: the bytes are no web page.
        NoTextError: the page has no text that is seen.
        LimitError: its elements are nested too deep, or it is too long.
    """
    text, guessed = decode_page(data)
    if text.strip() and not _TAG.search(text):
        raise FormatError("html_without_tags")
    tree = parsed(text)
    page = Page.of(tree)
    extract = Extract(language=_language(tree))
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    walked = html_blocks(tree.body, page) if tree.body else []
    blocks = _text(walked, page, extract)
    if not blocks:
        raise NoTextError("html_without_text")
    _fill(extract, blocks, _title(tree))
    return extract.finish()


def _text(blocks: Sequence[HtmlBlock], page: Page, extract: Extract) -> list[HtmlBlock]:
    """Step 3: the blocks that are text; the others are noted, as is what was not seen."""
    reasons = left_out(page.regions, blocks, bool(page.mains))
    inner = [block for block, reason in zip(blocks, reasons, strict=True) if not reason]
    omitted = [(reason, b.text) for b, reason in zip(blocks, reasons, strict=True) if reason]
    for reason, words in omitted + page.omitted:
        extract.omit(reason, words)
    return list(inside_frames(without_contents(inner, extract)))


def _language(tree: LexborHTMLParser) -> str:
    stated = [node.attributes for node in (tree.root, tree.body) if node]
    tags = [one.get("lang") or one.get("xml:lang") for one in stated]
    return text_language(next((tag for tag in tags if tag), ""))


def _title(tree: LexborHTMLParser) -> str:
    """The title that the page states, without the name of the site."""
    node = tree.css_first("h1#wb-cont") or tree.css_first("head title")
    return _SITE.sub("", one_line(node.text())) if node else ""


def _fill(extract: Extract, blocks: Sequence[HtmlBlock], stated: str) -> None:
    """Steps 4 and 5: add the blocks and the title."""
    marked = any(block.level for block in blocks)
    headed = list(placed(with_headings(blocks)))
    title = ("" if marked else _set_off(headed)) or _page_title(blocks, stated)
    if any(block.level for block in headed):
        extract.headings_from = HeadingOrigin.MARKUP if marked else HeadingOrigin.STYLE
    for block in headed:
        repeats = one_line(block.text) == title and (block.level < 2 or not marked)
        if (title and repeats and not extract.title) or Look.TITLE in block.look:
            extract.title_line(block.text)
        elif block.kind is BlockKind.HEADING:
            extract.heading(block.text, block.level, block.anchor)
        else:
            extract.add(block.kind, block.text)
    extract.title = extract.title or title


def _page_title(blocks: Sequence[HtmlBlock], stated: str) -> str:
    """Step 5: the title by the markup of the page, unless nobody gave it to this text."""
    if is_stale(stated) and all(one_line(block.text) != stated for block in blocks):
        stated = ""
    outermost = [one_line(block.text) for block in blocks if block.level == 1]
    return outermost[0] if len(outermost) == 1 else stated or _first_line(blocks)


def _set_off(blocks: Sequence[HtmlBlock]) -> str:
    """Step 5: the title of a page without markup for headings, if it sets off a first line."""
    named = [block.text for block in blocks if Look.TITLE in block.look]
    first = next(iter(blocks), None)
    if named or first is None:
        return one_line(named[0] if named else "")
    opens = first.kind is BlockKind.HEADING and Look.OPENING not in first.look
    return one_line(first.text) if opens and numbering(first.text) is None else ""


def _first_line(blocks: Sequence[HtmlBlock]) -> str:
    """Step 5: the first line of a page with headings, if it may be a title.

    A heading is one if it has nothing below it.
    """
    headed = any(block.kind is BlockKind.HEADING for block in blocks)
    opens = headed and is_heading(blocks[0].text)
    if opens and blocks[0].kind is BlockKind.HEADING:
        beside = [block.level for block in blocks[1:2]]
        opens = beside == [blocks[0].level] and numbering(blocks[0].text) is None
    return one_line(blocks[0].text) if opens else ""
