"""How the text of a Word document looks, from which headings and titles are set off."""

from collections import Counter
from collections.abc import Sequence

from cmp_search.documents.document import BlockKind
from cmp_search.language.normalisation import one_line
from cmp_search.readers.docx.block import DocxBlock

_LONGEST = 300
"""Characters of the longest heading."""
_LONG_SENTENCE = 25
"""Words from which on a paragraph that ends like a sentence is no heading, whatever its style."""
_LARGER = 3
"""Half points by which a heading is larger than the text."""


class TextLook:
    """The size of type of most of a text, and whether bold type tells headings from it."""

    def __init__(self, blocks: Sequence[DocxBlock]) -> None:
        sizes: Counter[int] = Counter()
        letters = bold = 0
        for block in blocks:
            if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and is_sentence(block):
                sizes[block.size] += len(block.text)
                letters += len(block.text)
                bold += len(block.text) * block.bold
        self._size = sizes.most_common(1)[0][0] if sizes else 0
        self.bold_tells = 2 * bold <= letters

    def is_bold(self, block: DocxBlock) -> bool:
        """Whether a paragraph is bold and the text is not."""
        return block.bold and self.bold_tells

    def is_large(self, block: DocxBlock) -> bool:
        """Whether a paragraph is larger than the text."""
        return bool(self._size) and block.size >= self._size + _LARGER


def is_sentence(block: DocxBlock) -> bool:
    """Whether a paragraph ends like a sentence, or is too long for a heading."""
    line = one_line(block.text)
    return len(line) > _LONGEST or line[-1:] in (".", ";")


def is_long_sentence(block: DocxBlock) -> bool:
    """Whether a paragraph is no heading even if its style says so."""
    line = one_line(block.text)
    return len(line) > _LONGEST or (line[-1:] in ".;" and len(line.split()) >= _LONG_SENTENCE)
