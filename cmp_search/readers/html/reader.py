"""Web pages, above all those of the Canada.ca template in all its generations.

1. Decode by byte order mark, `<meta charset>`, UTF-8, else the Western code page of Windows.
2. Take the main part of the page; leave out navigation, forms, hidden elements and the date of the
   last change.
3. Walk through it (`walk`): headings with the level of their markup, paragraphs, list items,
   table rows and notes become blocks, without losing or adding a space.
4. The title is the only `h1`, else what repeats `<title>`, else `<title>` itself, else the first
   line of a page with headings, as word processors save it. A table of contents is left out: its
   heading, and the links into the page that follow it.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import FormatError, LimitError, NoTextError
from cmp_search.language.detection import text_language
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.boilerplate import body_lines, is_contents
from cmp_search.readers.common.outline import is_heading
from cmp_search.readers.extract import Extract
from cmp_search.readers.html.anchors import unique_names
from cmp_search.readers.html.walk import MAX_DEPTH, HtmlBlock, count_lines, html_blocks
from cmp_search.readers.text import decode

_MAIN = ("main", "[role=main]", "#wb-main", "#content", "body")
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w:.-]+)", re.I
)
_DECLARED_WITHIN = 4096
_TAG = re.compile(r"<[a-z!/][^<>]*>", re.I)
_NESTING = re.compile(
    r"<(/?)(?:address|applet|article|aside|blockquote|button|center|details|dialog|dir|div|dl"
    r"|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|listing|main|marquee|menu|nav"
    r"|object|ol|pre|search|section|summary|table|ul"
    r"|a|b|big|code|em|font|i|nobr|s|small|span|strike|strong|tt|u)\b",
    re.I,
)
"""Elements for which the parser searches all open elements."""
_SITE = re.compile(
    r"\s+[-–—|]\s+(?:Canada\.ca|GAC|Global Affairs Canada|Affaires mondiales Canada)$"
)


def read(data: bytes) -> Extract:
    """Read a web page.

    Raises:
        FormatError: the bytes are no web page.
        NoTextError: the page is empty.
        LimitError: its elements are nested too deep, or it is too long.
    """
    text, guessed = decode(data, _declared(data))
    if text.strip() and not _TAG.search(text):
        raise FormatError("html_without_tags")
    _check_nesting(text)
    tree = LexborHTMLParser(text)
    main = _main(tree)
    walked, skipped = html_blocks(main, unique_names(tree))
    blocks = _without_contents(walked)
    kept, left_out = body_lines([block.text for block in blocks])
    around = count_lines(tree.body) - count_lines(main) if tree.body else 0
    extract = Extract(
        language=_language(tree),
        left_out=replace(
            left_out,
            contents=left_out.contents + len(walked) - len(blocks),
            boilerplate=left_out.boilerplate + skipped + around,
        ),
    )
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    _fill(extract, [blocks[i] for i in kept], _title(tree))
    return extract.finish()


def _declared(data: bytes) -> str:
    """Step 1: the encoding that the page declares, as browsers understand it."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    try:
        name = codecs.lookup(match[1].decode()).name if match else "utf-8"
    except LookupError:
        name = "utf-8"
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return "utf-8-sig" if name.startswith("utf") else name


def _check_nesting(text: str) -> None:
    """Refuse elements nested by the thousand, which the parser takes minutes over."""
    depth = 0
    for match in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > 20 * MAX_DEPTH:
            raise LimitError("html_nested", most=20 * MAX_DEPTH)


def _main(tree: LexborHTMLParser) -> LexborNode:
    """Step 2: the part of the page that contains the text."""
    for selector in _MAIN:
        for node in tree.css(selector):
            if node.text(strip=True):
                return node
    raise NoTextError("html_without_text")


def _language(tree: LexborHTMLParser) -> str:
    stated = [node.attributes for node in (tree.root, tree.body) if node]
    tags = [one.get("lang") or one.get("xml:lang") for one in stated]
    return text_language(next((tag for tag in tags if tag), ""))


def _title(tree: LexborHTMLParser) -> str:
    """The title that the page states, without the name of the site."""
    node = tree.css_first("h1#wb-cont") or tree.css_first("head title")
    return _SITE.sub("", one_line(node.text())) if node else ""


def _without_contents(blocks: Sequence[HtmlBlock]) -> list[HtmlBlock]:
    """Step 4: the blocks without headings of contents and the links that follow them."""
    kept: list[HtmlBlock] = []
    within = False
    for i, block in enumerate(blocks):
        follows = i + 1 < len(blocks) and blocks[i + 1].in_page
        if is_contents(block.text) and follows:
            within = True
        elif not (within and block.in_page):
            within = False
            kept.append(block)
    return kept


def _fill(extract: Extract, blocks: Sequence[HtmlBlock], stated: str) -> None:
    """Step 4: add the blocks and the title."""
    outermost = [one_line(block.text) for block in blocks if block.level == 1]
    title = outermost[0] if len(outermost) == 1 else stated or _first_line(blocks)
    for block in blocks:
        if title and one_line(block.text) == title and block.level < 2 and not extract.title:
            extract.title_line(block.text)
        elif block.kind is BlockKind.HEADING:
            extract.headings_from = HeadingOrigin.MARKUP
            extract.heading(block.text, block.level, block.anchor)
        else:
            extract.add(block.kind, block.text)
    extract.title = extract.title or title


def _first_line(blocks: Sequence[HtmlBlock]) -> str:
    """The first line of a page with headings, if it may be a title."""
    headed = any(block.kind is BlockKind.HEADING for block in blocks)
    opens = headed and blocks[0].kind is BlockKind.PARAGRAPH and is_heading(blocks[0].text)
    return one_line(blocks[0].text) if opens else ""
