"""Sentences of a block, as spans of the document's text.

sentencex finds the boundaries by the rules of the document's language. Two shapes of block are kept
whole: a row of a table, and a few short lines under each other, such as a name, a title and an
institution, which say nothing one by one.
"""

from sentencex import get_sentence_boundaries

from cmp_search.document import Block, BlockKind, Document, Span

CONTACT_LINE = 60
"""Characters: a shorter first line with others below it opens a block of short lines."""


def sentences(document: Document, block: Block) -> list[Span]:
    """The sentences of one block; together they cover all its words, none crosses another."""
    text = document.slice(block)
    if block.kind is BlockKind.ROW or is_contact(text):
        return [Span(block.start, block.end)]
    spans = []
    for boundary in get_sentence_boundaries(document.entry.language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            spans.append(
                Span(block.start + start + lead, block.start + start + len(words.rstrip()))
            )
    return spans


def is_contact(text: str) -> bool:
    """Whether a text is a few short lines under each other, not sentences."""
    first, newline, _ = text.partition("\n")
    return bool(newline) and len(first) < CONTACT_LINE and first[-1] not in ".:;,!?"
