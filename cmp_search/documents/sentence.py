"""Sentences of a block, as spans of the document's text.

sentencex finds the boundaries by the rules of the document's language; a part without a letter,
such as the number of an item, goes with what follows, and so does one that ends in an initial or a
title ("M. Roy"). Two shapes of block are kept whole: a row of a table, and a few short lines under
each other, such as a name, a title and an institution, which say nothing one by one.
"""

import re

from sentencex import get_sentence_boundaries

from cmp_search.documents.document import Block, BlockKind, Document, Span

_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d_a-z]|Amb|Dr|Emb|Me|Mgr|Mtra|Mtro|art|no)\.\s*$")
CONTACT_LINE = 60
"""Characters: a shorter first line with others below it opens a block of short lines."""


def sentences(document: Document, block: Block) -> list[Span]:
    """The sentences of one block; together they cover all its words, none crosses another."""
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
    """The span of some words that begin at `start`, without the blanks around them."""
    lead = len(words) - len(words.lstrip())
    return [Span(start + lead, start + len(words.rstrip()))] if words.strip() else []


def is_contact(text: str) -> bool:
    """Whether a text is a few short lines under each other, not sentences."""
    first, newline, _ = text.partition("\n")
    return bool(newline and first) and len(first) < CONTACT_LINE and first[-1] not in ".:;,!?"
