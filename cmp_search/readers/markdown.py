"""Markdown, hand-written or as a converter left it.

1. Parse with markdown-it; each heading, paragraph, list item and table row becomes a block, its
   words without marks of emphasis, links or inline HTML; a table's header goes into its rows.
2. A short paragraph that is wholly bold or italic is a heading whose mark was lost, and so is the
   item of a list that carries on the lettering of the headings before it ("a)", "b)", then "c)").
   An id in braces at the end of a heading is its anchor, and none of its words.
3. The levels of the markup hold when headings numbered alike have one level, and a heading that
   lost its mark stands one below the last that has one; where they do not, a converter guessed
   them, and the ranks come from the numbering and the words (see `outline`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cmp_search.document import BlockKind, Flaw, HeadingOrigin
from cmp_search.errors import LimitError
from cmp_search.readers.extract import Extract
from cmp_search.readers.furniture import body
from cmp_search.readers.outline import is_heading, numbering, ranks, repeats_title, without_date
from cmp_search.readers.table import row_text
from cmp_search.readers.text import decode_plain

MAX_DEPTH = 100
"""How deep quotations and lists may be nested."""
_INLINE_DEPTH = 20
"""How deep links and images are, in what markdown-it takes for a sane text; the rest is words."""
_CONTAINERS = frozenset(
    ["blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"]
)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_ANCHOR = re.compile(r"(?<!\s)\s*\{#([^\s{}]+)(?:\s[^{}]*)?\}\s*$")
_LETTER = re.compile(r"([a-z])\)\s")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block of the source: its words, the level of its mark, whether all is emphasised.

    The level is 0 where there is no mark, or where a heading has lost it.
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
    pieces = list(_pieces(text))
    kept, left_out = body([piece.text for piece in pieces])
    pieces = list(_recover_headings([pieces[i] for i in kept]))
    extract = Extract(left_out=left_out)
    if guessed:
        extract.flaws.add(Flaw.GUESSED_ENCODING)
    if pieces:
        _fill(extract, pieces)
    return extract.finish()


def _fill(extract: Extract, pieces: list[_Piece]) -> None:
    """Step 3: the blocks, with the levels of the markup or with ranks."""
    trusted = any(piece.level for piece in pieces) and _levels_agree(pieces)
    extract.headings_from = HeadingOrigin.MARKUP if trusted else HeadingOrigin.SHAPE
    texts = [piece.text for piece in pieces]
    headings = [piece.kind is BlockKind.HEADING for piece in pieces]
    for i, keeps in enumerate(without_date(texts, headings)):
        headings[i] = keeps or (trusted and pieces[i].level > 0)
    titled = not trusted or [piece.level for piece in pieces].count(pieces[0].level) == 1
    level = 0
    for piece, rank in zip(pieces, ranks(texts, headings), strict=True):
        level = piece.level or level
        if rank is None:
            dated = piece.kind is BlockKind.HEADING
            extract.add(BlockKind.PARAGRAPH if dated else piece.kind, piece.text)
        elif (not extract.blocks and titled) or repeats_title(piece.text, extract.title):
            extract.title_line(piece.text)
        else:
            depth = piece.level or level + 1
            extract.heading(piece.text, depth if trusted else rank, piece.anchor)


def _pieces(text: str) -> Iterator[_Piece]:
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
            yield _Piece(BlockKind.PARAGRAPH, token.content)
        elif token.type == "html_block":
            yield _Piece(BlockKind.PARAGRAPH, _TAG.sub("", token.content))
        elif token.type == "inline":
            if kind is BlockKind.PARAGRAPH and depth:
                kind = BlockKind.ITEM
            words, anchor = _plain(token), None
            if kind is BlockKind.HEADING and (match := _ANCHOR.search(words)):
                words, anchor = words[: match.start()], match[1]
            yield _Piece(kind, marker + words, level, _is_emphasised(token), anchor)
            kind, level, marker = BlockKind.PARAGRAPH, 0, ""


def _tokens(text: str) -> Iterator[Token]:
    """The tokens of markdown-it; the words of a block are parsed when its turn comes.

    markdown-it leaves out, without a word, what is nested deeper than it is told to go.
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


def _rows(tokens: Iterator[Token]) -> Iterator[_Piece]:
    """The rows of a table that has just been opened; its header goes into each of them."""
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
        yield _Piece(BlockKind.ROW, row_text(row, headers))
    if not others:
        yield _Piece(BlockKind.ROW, row_text(headers))


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


def _recover_headings(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Step 2: headings whose mark was lost."""
    letter = ""
    for piece in pieces:
        if piece.kind is BlockKind.PARAGRAPH and piece.emphasised and is_heading(piece.text):
            piece = replace(piece, kind=BlockKind.HEADING)
        elif piece.kind is BlockKind.ITEM and letter:
            match = _LETTER.match(piece.text)
            words = piece.text.rstrip("* ")
            if match and ord(match[1]) == ord(letter) + 1 and is_heading(words):
                piece = replace(piece, kind=BlockKind.HEADING, text=words)
        if piece.kind is BlockKind.HEADING:
            match = _LETTER.match(piece.text)
            letter = match[1] if match else ""
        yield piece


def _levels_agree(pieces: list[_Piece]) -> bool:
    """Step 3: whether headings numbered alike share one level of markup."""
    levels: dict[int, set[int]] = {}
    for piece in pieces:
        scheme = numbering(piece.text)
        if piece.kind is BlockKind.HEADING and scheme is not None:
            levels.setdefault(scheme, set()).add(piece.level)
    return all(len(found) == 1 for found in levels.values())
