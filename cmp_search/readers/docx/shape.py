"""Which paragraphs without a heading style have the shape of a heading and are set off."""

import re

from cmp_search.documents.document import BlockKind
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.designations import designation
from cmp_search.readers.common.legal import opens_division
from cmp_search.readers.common.outline import is_heading, is_numbered_title, is_question
from cmp_search.readers.docx.block import DocxBlock
from cmp_search.readers.docx.look import TextLook, is_sentence

_LEAST_CAPITALS = 5
"""Letters of a line in capitals that is no acronym."""
_LABEL = re.compile(
    r"(?:to|from|date|subject|re|cc|attention|attn|de|à|objet|destinataires?|para|fecha|asunto)\s?:",
    re.I,
)
"""How the lines at the top of a memorandum begin."""


def sets_off(block: DocxBlock, look: TextLook) -> bool:
    """Whether a paragraph looks like a heading."""
    line = one_line(block.text)
    if opens_division(line) is not None:
        stands_alone = block.frame == 0 or look.is_bold(block)
        return block.kind is BlockKind.PARAGRAPH and stands_alone
    if block.kind is not BlockKind.PARAGRAPH and not (block.kind is BlockKind.ITEM and block.mark):
        return False
    titled = is_heading(line) or is_question(line) or is_numbered_title(line)
    return titled and not _LABEL.match(line) and (look.is_bold(block) or look.is_large(block))


def is_in_capitals(block: DocxBlock, after: DocxBlock | None) -> bool:
    """Whether a line is in capitals directly above text that is not, or above a division."""
    line = one_line(block.text)
    if block.kind is not BlockKind.PARAGRAPH or block.frame or not line.isupper():
        return False
    letters = sum(map(str.isalpha, line))
    if after is None:
        return False
    opens = designation(one_line(after.text)) is not None
    above_text = opens or (is_sentence(after) and not after.text.isupper())
    return above_text and letters >= _LEAST_CAPITALS and is_heading(line)
