"""Sentences of a block, as spans of the document's text.

sentencex finds the boundaries by the rules of the document's language. A part without a letter,
such as an item's number, joins what follows, and so does one that ends in an initial or a title
("M. Roy"). Two kinds of block are kept whole: a table row, and a contact, that is, a few short
lines such as a name, a title and an institution, which mean little one by one.

sentencex takes quadratic time where there are many quotation marks, so it gets a long block in
windows: of each, the boundaries well before its end count, and the next one begins at the last of
them. Only a quotation that is longer than the rest of its window may be cut otherwise.
"""

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from cmp_search.documents.document import Block, BlockKind, Document, Span

_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d_a-z]|Amb|Dr|Emb|Me|Mgr|Mtra|Mtro|art|no)\.\Z")
_LONGEST_ABBREVIATION = len(" Mtra.")
CONTACT_LINE = 60
"""Characters: a first line shorter than this, with others below it, begins a contact."""
WINDOW = 20_000
"""Characters that sentencex gets at once."""
_SURE = 18_000
"""Characters of a window whose boundaries do not depend on what comes after it."""


def sentences(document: Document, block: Block) -> list[Span]:
    """The sentences of one block; they cover all its words and do not overlap."""
    text = document.slice(block)
    if block.kind is BlockKind.ROW or is_contact(text):
        return [Span(block.start, block.end)]
    spans: list[Span] = []
    start = last = seen = 0  # `last` is where the words end that were seen since `start`.
    lettered = False
    for end in _boundaries(document.entry.language, text):
        part = text[seen:end]
        lettered = lettered or any(map(str.isalpha, part))
        last = seen + len(part.rstrip()) if part.strip() else last
        ending = text[max(start, last - _LONGEST_ABBREVIATION) : last]
        if (lettered and not _ABBREVIATED.search(ending)) or end == len(text):
            spans += _trimmed(text[start:end], block.start + start)
            start, lettered = end, False
        seen = end
    return spans


def _boundaries(language: str, text: str) -> Iterator[int]:
    """Where sentences end according to sentencex; the last one is the end of the text."""
    start = 0
    while len(text) - start > WINDOW:
        window = text[start : start + WINDOW]
        *ends, _ = (b["end_index"] for b in get_sentence_boundaries(language, window))
        last = max((end for end in ends if end <= _SURE), default=0)
        done = last if last > WINDOW // 2 else _blank(window)
        yield from (start + end for end in ends if end <= done)
        start += done
    for boundary in get_sentence_boundaries(language, text[start:]):
        yield start + boundary["end_index"]


def _blank(window: str) -> int:
    """Where to go on after a window with hardly a boundary: at a blank, if there is one."""
    blank = max(window.rfind(" ", _SURE), window.rfind("\n", _SURE))
    return blank if blank > 0 else len(window)


def _trimmed(words: str, start: int) -> list[Span]:
    """The span of a text that begins at `start`, without surrounding blanks."""
    lead = len(words) - len(words.lstrip())
    return [Span(start + lead, start + len(words.rstrip()))] if words.strip() else []


def is_contact(text: str) -> bool:
    """Whether a text is a contact: a few short lines rather than sentences."""
    first, newline, _ = text.partition("\n")
    return bool(newline and first) and len(first) < CONTACT_LINE and first[-1] not in ".:;,!?"
