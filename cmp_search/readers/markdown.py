"""Markdown, written by hand or produced by a converter.

1. Parse with markdown-it; each heading, paragraph, list item and table row becomes a block, its
   words without markup of emphasis, links or inline HTML; each row repeats its table's header.
2. A short paragraph that is entirely bold or italic is a heading that lost its markup, and so is a
   list item that continues the lettering of the headings before it ("a)", "b)", then "c)"). An id
   in braces at the end of a heading is its anchor, not part of its words.
3. The levels of the markup are used if headings with the same numbering have the same level; a
   heading that lost its markup is one level below the last one that has it. Otherwise a converter
   guessed the levels, and ranks come from the numbering and the words (see `outline`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cmp_search.documents.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import LimitError
from cmp_search.readers.common.boilerplate import body_lines
from cmp_search.readers.common.outline import (
    is_heading,
    numbering,
    ranks,
    repeats_title,
    without_date,
)
from cmp_search.readers.common.tables import row_text
from cmp_search.readers.extract import Extract
from cmp_search.readers.text import decode_plain

MAX_DEPTH = 100
"""How deep quotations and lists may be nested."""
_INLINE_DEPTH = 20
"""How deep links and images may be nested; what is deeper is taken as words."""
_CONTAINERS = frozenset(
    ["blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"]
)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_ANCHOR = re.compile(r"(?<!\s)\s*\{#([^\s{}]+)(?:\s[^{}]*)?\}\s*$")
_LETTER = re.compile(r"([a-z])\)\s")


@dataclass(frozen=True, slots=True)
class _MarkdownBlock:
    """One block of the source: its words, the level of its markup, whether all is emphasised.

    The level is 0 if there is no markup, or if a heading has lost it.
    """

    kind: BlockKind
    text: str
    level: int = 0
    emphasised: bool = False
    anchor: str | None = None


def read(data: bytes) -> Extract:
    """Read Markdown.

    Raises:
        FormatError: the bytes are no text, or they are HTML.
        LimitError: the text is too long, or nested too deep.
    """
    text, guessed = decode_plain(data)
    blocks = list(_blocks(text))
    kept, left_out = body_lines([block.text for block in blocks])
    blocks = list(_recover_headings([blocks[i] for i in kept]))
    extract = Extract(left_out=left_out)
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    if blocks:
        _fill(extract, blocks)
    return extract.finish()


def _fill(extract: Extract, blocks: list[_MarkdownBlock]) -> None:
    """Step 3: add the blocks, with the levels of the markup or with ranks."""
    trusted = any(block.level for block in blocks) and _levels_agree(blocks)
    extract.headings_from = HeadingOrigin.MARKUP if trusted else HeadingOrigin.SHAPE
    texts = [block.text for block in blocks]
    headings = [block.kind is BlockKind.HEADING for block in blocks]
    for i, keeps in enumerate(without_date(texts, headings)):
        headings[i] = keeps or (trusted and blocks[i].level > 0)
    titled = not trusted or [block.level for block in blocks].count(blocks[0].level) == 1
    level = 0
    for block, rank in zip(blocks, ranks(texts, headings), strict=True):
        level = block.level or level
        if rank is None:
            dated = block.kind is BlockKind.HEADING
            extract.add(BlockKind.PARAGRAPH if dated else block.kind, block.text)
        elif (not extract.blocks and titled) or repeats_title(block.text, extract.title):
            extract.title_line(block.text)
        else:
            depth = block.level or level + 1
            extract.heading(block.text, depth if trusted else rank, block.anchor)


def _blocks(text: str) -> Iterator[_MarkdownBlock]:
    """Step 1: the blocks of the source, in order."""
    tokens = _tokens(text)
    kind, level = BlockKind.PARAGRAPH, 0
    depth, marker = 0, ""
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            depth += token.nesting
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "heading_open":
            kind, level = BlockKind.HEADING, int(token.tag[1:])
        elif token.type == "table_open":
            yield from _rows(tokens)
        elif token.type in ("fence", "code_block"):
            yield _MarkdownBlock(BlockKind.PARAGRAPH, token.content)
        elif token.type == "html_block":
            yield _MarkdownBlock(BlockKind.PARAGRAPH, _TAG.sub("", token.content))
        elif token.type == "inline":
            if kind is BlockKind.PARAGRAPH and depth:
                kind = BlockKind.ITEM
            words, anchor = _plain(token), None
            if kind is BlockKind.HEADING and (match := _ANCHOR.search(words)):
                words, anchor = words[: match.start()], match[1]
            yield _MarkdownBlock(kind, marker + words, level, _is_emphasised(token), anchor)
            kind, level, marker = BlockKind.PARAGRAPH, 0, ""


def _tokens(text: str) -> Iterator[Token]:
    """The tokens of markdown-it; the inline content of a block is parsed when it is reached.

    markdown-it silently drops what is nested deeper than its limit.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_DEPTH})
    parser.enable("table").disable("inline")
    references: dict[str, Any] = {}
    tokens = parser.parse(text, references)
    parser.options["maxNesting"] = _INLINE_DEPTH
    for token in tokens:
        if token.type in _CONTAINERS and token.level >= 2 * MAX_DEPTH - 1:
            raise LimitError("markdown_nested", most=MAX_DEPTH)
        if token.type == "inline":
            token.children = []
            parser.inline.parse(token.content, parser, references, token.children)
        yield token
        token.children = None


def _rows(tokens: Iterator[Token]) -> Iterator[_MarkdownBlock]:
    """The rows of a table that has just been opened, each with the header's words."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_plain(token))
    headers, *others = rows
    for row in others:
        yield _MarkdownBlock(BlockKind.ROW, row_text(row, headers))
    if not others:
        yield _MarkdownBlock(BlockKind.ROW, row_text(headers))


def _plain(inline: Token) -> str:
    """The words of an inline token."""
    words = []
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type in ("text", "text_special", "code_inline", "image"):
            words.append(token.content)
    return "".join(words)


def _is_emphasised(inline: Token) -> bool:
    """Whether all words of an inline token are bold or italic."""
    depth = 0
    for token in inline.children or ():
        if token.type in ("strong_open", "strong_close", "em_open", "em_close"):
            depth += token.nesting
        elif token.content.strip() and depth == 0:
            return False
    return True


def _recover_headings(blocks: list[_MarkdownBlock]) -> Iterator[_MarkdownBlock]:
    """Step 2: recover headings that lost their markup."""
    letter = ""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and block.emphasised and is_heading(block.text):
            block = replace(block, kind=BlockKind.HEADING)
        elif block.kind is BlockKind.ITEM and letter:
            match = _LETTER.match(block.text)
            words = block.text.rstrip("* ")
            if match and ord(match[1]) == ord(letter) + 1 and is_heading(words):
                block = replace(block, kind=BlockKind.HEADING, text=words)
        if block.kind is BlockKind.HEADING:
            match = _LETTER.match(block.text)
            letter = match[1] if match else ""
        yield block


def _levels_agree(blocks: list[_MarkdownBlock]) -> bool:
    """Step 3: whether headings with the same numbering share one level of markup."""
    levels: dict[int, set[int]] = {}
    for block in blocks:
        scheme = numbering(block.text)
        if block.kind is BlockKind.HEADING and scheme is not None:
            levels.setdefault(scheme, set()).add(block.level)
    return all(len(seen) == 1 for seen in levels.values())
