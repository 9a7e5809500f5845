"""The blocks of Markdown: headings, paragraphs, list items, table rows and notes.

1. Parse with markdown-it; each heading, paragraph, list item and table row becomes a block, its
   words without markup of emphasis or links; each row repeats its table's header. Struck words are
   left out, and noted.
2. Of inline HTML only the line breaks, strikes, emphasis and names matter. Blocks of HTML are read
   as a web page; an HTML table that empty lines cut into several is put together again.
3. An id in braces at the end of a heading, or the name of an element in it, is its anchor; other
   attributes there are no words.
4. Notes are paragraphs by now (see `notes`); they lose their label, and the text its marks. Each
   follows what refers to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.errors import LimitError
from cmp_search.readers.common.tables import row_text
from cmp_search.readers.html.blocks import HtmlBlock, Look
from cmp_search.readers.html.gathering import parted
from cmp_search.readers.html.page import Page
from cmp_search.readers.html.parsing import parsed
from cmp_search.readers.html.walk import html_blocks
from cmp_search.readers.markdown.inline import BREAK, WORDS, opens_in_bold, without_arrows
from cmp_search.readers.markdown.notes import Noted, Notes, placed, without_inline_notes

MAX_DEPTH = 100
"""How deep quotations and lists may be nested."""
_INLINE_DEPTH = 20
"""How deep links and images may be nested; what is deeper is taken as words."""
_CONTAINERS = frozenset(
    ["blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"]
)
_EMPHASIS = re.compile(r"</?(?:b|strong|i|em|u)\b[^>]*>|(?:strong|em)_(?:open|close)", re.I)
_STRIKE = re.compile(r"</?(?:del|s|strike)\b[^>]*>|s_(?:open|close)", re.I)
_NAME = re.compile(r"<\w+\s[^>]*?\b(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.I)
_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{(?:#([^\s{}]+)|\.[\w-]+|-)(?:\s[^{}]*)?\}\s*$")
_TABLE = re.compile(r"<(/?)table\b", re.I)


@dataclass(slots=True)
class _Inline:
    """The words of inline Markdown, all of them emphasised or links into the text, and a name."""

    words: str = ""
    emphasised: bool = True
    in_page: bool = True
    name: str | None = None


class MarkdownBlocks:
    """The blocks of a text, and the words that it leaves out."""

    def __init__(self, notes: Notes) -> None:
        """Take a text whose notes are paragraphs."""
        self._notes = notes
        self._joins = _tables_open(notes.text) == 0
        self.omitted: list[tuple[Omission, str]] = []

    def __iter__(self) -> Iterator[HtmlBlock]:
        """The blocks in order.

        Raises:
            LimitError: the text is nested too deep.
        """
        return placed(self._noted())

    def _noted(self) -> Iterator[Noted]:
        """The blocks in the order of the source, with what ties notes to what refers to them."""
        tokens = markdown_tokens(self._notes.text)
        level = depth = quoted = frame = 0
        marker = ""
        for token in tokens:
            if token.type in ("list_item_open", "list_item_close"):
                depth += token.nesting
                marker = f"{token.info}{token.markup} " if token.info else ""
            elif token.type in ("blockquote_open", "blockquote_close"):
                quoted += token.nesting
                frame += token.nesting > 0 and quoted == 1
            elif token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "table_open":
                yield from self._rows(tokens)
            elif token.type in ("fence", "code_block"):
                yield Noted(HtmlBlock(BlockKind.PARAGRAPH, token.content))
            elif token.type == "html_block":
                yield from map(Noted, self._html(token, tokens))
            elif token.type == "inline":
                one, *inner = self._blocks(token, level, is_item=depth > 0)
                kind, text = one.block.kind, marker + one.block.text
                if kind is BlockKind.PARAGRAPH and depth:
                    kind = BlockKind.ITEM
                within = frame if quoted else 0
                yield one._replace(block=replace(one.block, kind=kind, text=text, frame=within))
                yield from inner
                level, marker = 0, ""

    def _blocks(self, token: Token, level: int, *, is_item: bool) -> Iterator[Noted]:
        """Steps 3 and 4: a heading of a level, a paragraph, or a note; then notes within it."""
        inline = self._inline(token)
        words, anchor = inline.words, inline.name
        if level and (match := _ATTRIBUTES.search(words)):
            words, anchor = words[: match.start()], match[1] or anchor
        note = self._notes.as_note(words)
        if note is not None:
            yield note
            return
        marks = self._notes.marks(words)
        words, inner = without_inline_notes(self._notes.without_marks(words))
        look = Look.BOLD if inline.emphasised else Look.PLAIN
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        anchor = anchor if level else None
        block = HtmlBlock(kind, words, level, anchor, in_page=inline.in_page, look=look)
        if level:
            yield Noted(block, marks)
        else:
            headed = not is_item and opens_in_bold(token.children or ())
            *first, last = parted(block, is_headed=headed)
            yield from map(Noted, first)
            yield Noted(last, marks)
        yield from map(Noted, inner)

    def _inline(self, token: Token) -> _Inline:
        """Steps 1 and 2: the words of an inline token."""
        found, words, struck = _Inline(), list[str](), list[str]()
        emphasis = strikes = links = 0
        for child in without_arrows(token.children or ()):
            mark = child.content if child.type == "html_inline" else child.type
            step = -1 if mark.startswith("</") or mark.endswith("_close") else 1
            if child.type in ("softbreak", "hardbreak") or BREAK.match(mark):
                words.append("\n")
            elif _STRIKE.fullmatch(mark):
                strikes += step
            elif _EMPHASIS.fullmatch(mark):
                emphasis += step
            elif child.type in ("link_open", "link_close"):
                into = step < 0 or "#" in str(child.attrs.get("href", ""))
                links = max(links + step, 0) if into else 0
            elif child.type == "html_inline":
                name = _NAME.match(mark)
                found.name = found.name or (name[1] if name else None)
            elif child.type in WORDS:
                (struck if strikes > 0 else words).append(child.content)
                if child.content.strip():
                    found.emphasised &= emphasis > 0
                    found.in_page &= links > 0
        if struck:
            self.omitted.append((Omission.STRUCK, " ".join(struck)))
        found.words = "".join(words)
        return found

    def _rows(self, tokens: Iterator[Token]) -> Iterator[Noted]:
        """The rows of a table that has just been opened, each with the header's words."""
        rows: list[list[str]] = []
        marks: list[tuple[str, ...]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
                marks.append(())
            elif token.type == "inline":
                words = self._inline(token).words
                rows[-1].append(self._notes.without_marks(words))
                marks[-1] += self._notes.marks(words)
        headers, *others = rows
        if not others:
            yield Noted(HtmlBlock(BlockKind.ROW, row_text(headers)), marks[0])
            return
        marks[1] = marks[0] + marks[1]
        for row, refers in zip(others, marks[1:], strict=True):
            yield Noted(HtmlBlock(BlockKind.ROW, row_text(row, headers)), refers)

    def _html(self, token: Token, tokens: Iterator[Token]) -> Iterator[HtmlBlock]:
        """Step 2: the blocks of HTML, with all that belongs to a table that it opens."""
        parts = [token.content]
        still_open = _tables_open(token.content) if self._joins else 0
        while still_open > 0 and (after := next(tokens, None)) is not None:
            if after.type in ("html_block", "code_block"):
                parts.append(after.content)
                still_open += _tables_open(after.content)
            elif after.type in ("inline", "fence"):
                words = self._inline(after).words if after.type == "inline" else after.content
                parts.append(f"<p>{escape(words)}</p>")
        tree = parsed("".join(parts))
        if tree.body is not None:
            page = Page.of(tree)
            yield from (replace(block, region=0) for block in html_blocks(tree.body, page))
            self.omitted += page.omitted


def _tables_open(text: str) -> int:
    """How many more HTML tables are opened than closed."""
    return sum(-1 if slash else 1 for slash in _TABLE.findall(text))


def markdown_tokens(text: str) -> Iterator[Token]:
    """The tokens of markdown-it; the inline content of a block is parsed when it is reached.

    markdown-it silently drops what is nested deeper than its limit.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MAX_DEPTH})
    parser.enable(["table", "strikethrough"]).disable("inline")
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
