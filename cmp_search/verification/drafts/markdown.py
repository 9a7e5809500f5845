"""Drafts in Markdown.

1. Front matter is no part of the text. Notes such as "[^1]: …" become paragraphs with a label (see
   `readers.markdown.notes`); "^[…]" is a note where it stands.
2. Each paragraph, heading, list item and cell of a table is a paragraph, without markup of emphasis
   and links. What stands in a block quote is a quotation. Items keep their numbers outside of
   quotations.
3. Line ends of the source are blanks, those that are meant are line ends. Struck words are left
   out, and so are pictures; blocks of HTML are read as a web page.
4. What is escaped or code is text, never the mark of a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from cmp_search.readers.markdown.blocks import markdown_tokens
from cmp_search.readers.markdown.front_matter import front_matter
from cmp_search.readers.markdown.notes import notes_as_paragraphs
from cmp_search.readers.text import decode_plain
from cmp_search.verification.draft import Draft, DraftParagraph, Place
from cmp_search.verification.drafts.html import html_paragraphs
from cmp_search.verification.drafts.paragraphs import MARK, arranged, collapsed, paragraph

_LITERAL = str.maketrans("[^", "\1\2")
_RESTORED = str.maketrans("\1\2", "[^")
_NOTE = re.compile(r"\x01\^?([^\]\s]{1,60})\]::? ?")
_MARK = re.compile(r"\[(\^[^\]\s]{1,60}|\d{1,3})\]|\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
_BREAK = re.compile(r"<br\b[^>]*>", re.I)
_STRIKE = re.compile(r"<(/?)(?:del|s|strike)\b[^>]*>", re.I)
_Q = re.compile(r"<(/?)q\b[^>]*>", re.I)


def read(data: bytes) -> Draft:
    """Read a draft.

    Raises:
        FormatError: the bytes are no text, or they are a web page.
        LimitError: the text is too long, or nested too deep.
    """
    text = re.sub(r"\r\n?", "\n", decode_plain(data)[0]).replace("\t", "    ")
    return arranged(_Reading(text[front_matter(text).end :]).paragraphs())


@dataclass(slots=True)
class _Where:
    """What stands around a paragraph."""

    quotes: int = 0
    heading: int = 0
    tables: int = 0
    number: str = ""


@dataclass(slots=True)
class _Reading:
    """A text, with its notes."""

    source: str
    labels: frozenset[str] = frozenset()
    inline: list[DraftParagraph] = field(default_factory=list)
    _count: int = 0

    def paragraphs(self) -> Iterator[DraftParagraph]:
        """The paragraphs in the order of the source, notes that stand in the text last."""
        notes = notes_as_paragraphs(self.source)
        self.labels = notes.labels
        where = _Where()
        for token in markdown_tokens(notes.text):
            if token.type in ("blockquote_open", "blockquote_close"):
                where.quotes += token.nesting
            elif token.type in ("table_open", "table_close"):
                where.tables += token.nesting
            elif token.type == "heading_open":
                where.heading = int(token.tag[1:])
            elif token.type == "list_item_open":
                where.number = f"{token.info}{token.markup} " if token.info else ""
            elif token.type in ("fence", "code_block"):
                yield from self._paragraph(token.content.translate(_LITERAL), where)
            elif token.type == "html_block":
                yield from html_paragraphs(token.content)
            elif token.type == "inline":
                yield from self._paragraph(collapsed(_words(token)), where)
                where.heading, where.number = 0, ""
        yield from self.inline

    def _paragraph(self, words: str, where: _Where) -> Iterator[DraftParagraph]:
        place, name = Place.TABLE if where.tables else Place.BODY, ""
        found = _NOTE.match(words)
        if found and {found[1], f"^{found[1]}"} & self.labels:
            place, name, words = Place.FOOTNOTE, found[1], words[found.end() :]
        elif not where.quotes:
            words = where.number + words
        notes: list[str] = []
        words = _MARK.sub(lambda mark: self._mark(mark, notes), words).translate(_RESTORED)
        made = paragraph(
            words,
            notes,
            place,
            is_quotation=where.quotes > 0,
            note=name,
            heading=where.heading,
        )
        if made is not None:
            yield made

    def _mark(self, mark: re.Match[str], notes: list[str]) -> str:
        """What stands for a mark; a note that stands here itself is kept for the end."""
        if mark[2] is not None:
            notes.append(self._next_label())
            text = mark[2].translate(_RESTORED).strip()
            self.inline.append(DraftParagraph(text, Place.FOOTNOTE, note=notes[-1]))
        elif mark[1] in self.labels:
            notes.append(mark[1].removeprefix("^"))
        else:
            return mark[0]
        return MARK

    def _next_label(self) -> str:
        """A number that no note with a label has."""
        self._count += 1
        while not {str(self._count), f"^{self._count}"}.isdisjoint(self.labels):
            self._count += 1
        return str(self._count)


def _words(token: Token) -> str:
    """Steps 3 and 4: the words of an inline token, with characters in place of literal brackets."""
    words: list[str] = []
    struck = 0
    for child in token.children or ():
        said = ""
        match child.type:
            case "text":
                said = child.content
            case "text_special" | "code_inline":
                said = child.content.translate(_LITERAL)
            case "softbreak":
                said = " "
            case "hardbreak":
                said = "\n"
            case "s_open" | "s_close":
                struck += child.nesting
            case "html_inline":
                said, step = _of_html(child.content)
                struck += step
        if struck <= 0:
            words.append(said)
    return "".join(words)


def _of_html(tag: str) -> tuple[str, int]:
    """What an HTML tag among words shows, and by how much it strikes more or less."""
    if _BREAK.fullmatch(tag):
        return "\n", 0
    if quotes := _Q.fullmatch(tag):
        return "”" if quotes[1] else "“", 0
    strike = _STRIKE.fullmatch(tag)
    return "", 0 if strike is None else -1 if strike[1] else 1
