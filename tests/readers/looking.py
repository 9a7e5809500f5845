"""What tests look at in an extract."""

import re
import unicodedata

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Document, Omission
from cmp_search.documents.section import sections
from cmp_search.readers.extract import Extract, FileContent


def document(extract: Extract) -> Document:
    return Document(
        entry=Entry(id="test"),
        sha256="",
        text=extract.text,
        blocks=tuple(extract.blocks),
        pages=tuple(extract.pages),
        headings_from=extract.headings_from,
        quality=extract.quality,
    )


def texts(extract: Extract, kind: BlockKind | None = None) -> list[str]:
    """The words of all blocks, or of those of one kind."""
    found = [block for block in extract.blocks if kind in (None, block.kind)]
    return [extract.text[block.start : block.end] for block in found]


def kinds(extract: Extract) -> list[str]:
    """Each block as "kind: words"; a heading with its level."""
    return [
        f"{block.kind.value}{block.level or ''}: {extract.text[block.start : block.end]}"
        for block in extract.blocks
    ]


def tree(extract: Extract) -> list[tuple[str, list[str]]]:
    """Each section's path and the words of its body."""
    whole = document(extract)
    return [
        (" › ".join(section.path), words(" ".join(map(whole.slice, section.blocks))))
        for section in sections(whole)
    ]


def words(text: str) -> list[str]:
    """Words and symbols; punctuation is none."""
    return re.findall(r"\w+|[☕🌲]", text)


def omitted(extract: Extract) -> dict[Omission, int]:
    """How many words were left out for each reason; none of those without words."""
    return {one.reason: one.words for one in extract.quality.omitted if one.words}


def page_texts(extract: Extract) -> list[str]:
    return [extract.text[page.start : page.end].strip() for page in extract.pages]


def check(extract: Extract | FileContent) -> None:
    """What holds for every extract, whatever it was read from."""
    text = extract.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    end = 0
    for block in extract.blocks:
        assert end <= block.start < block.end
        assert not text[end : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert (block.level > 0) == (block.kind is BlockKind.HEADING)
        end = block.end
    assert not text[end:].strip()
    assert extract.title == " ".join(extract.title.split())
    for before, after in zip(extract.pages, extract.pages[1:], strict=False):
        assert before.end == after.start
        assert after.number == before.number + 1
    if extract.pages:
        assert extract.pages[0].start == 0
        assert extract.pages[-1].end == len(text)
