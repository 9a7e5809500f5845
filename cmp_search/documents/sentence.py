"""Sentences of a block, as spans of the document's text.

sentencex finds the boundaries by the rules of the document's language. A part without a letter,
such as an item's number, joins what follows, and so does one that ends in an initial or a title
("M. Roy"). Two kinds of block are kept whole: a table row, and a contact, that is, a few short
lines such as a name, a title and an institution, which mean little one by one.
"""

import re

from sentencex import get_sentence_boundaries

from cmp_search.documents.document import Block, BlockKind, Document, Span

_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d_a-z]|Amb|Dr|Emb|Me|Mgr|Mtra|Mtro|art|no)\.\s*$")
CONTACT_LINE = 60
"""Characters: a first line shorter than this, with others below it, begins a contact."""


def sentences(document: Document, block: Block) -> list[Span]:
    """The sentences of one block; they cover all its words and do not overlap."""
    text = document.slice(block)
    if block.kind is BlockKind.ROW or is_contact(text):
        return [Span(block.start, block.end)]
    spans: list[Span] = []
    start = 0
    for boundary in get_sentence_boundaries(document.entry.language, text):
        end = boundary["end_index"]
        words = text[start:end]
        whole = any(c.isalpha() for c in words) and not _ABBREVIATED.search(words)
        if whole or end == len(text):
            spans += _trimmed(words, block.start + start)
            start = end
    return spans


def _trimmed(words: str, start: int) -> list[Span]:
    """The span of a text that begins at `start`, without surrounding blanks."""
    lead = len(words) - len(words.lstrip())
    return [Span(start + lead, start + len(words.rstrip()))] if words.strip() else []


def is_contact(text: str) -> bool:
    """Whether a text is a contact: a few short lines rather than sentences."""
    first, newline, _ = text.partition("\n")
    return bool(newline and first) and len(first) < CONTACT_LINE and first[-1] not in ".:;,!?"
