"""Texts made by hand, for tests of what a question's words stand for."""

from collections.abc import Sequence
from pathlib import Path

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.passage import PassageSettings, passages
from tests.sample import make_document, paragraph

ONE_EACH = PassageSettings(target=1, maximum=1_000, least=0)
"""Every paragraph is a passage of its own."""


def write_texts(folder: Path, paragraphs: Sequence[str], language: str = "en") -> TextsWriter:
    """The tables of one document; its passages are its paragraphs, numbered from 1."""
    texts = TextsWriter.open(folder / "texts.sqlite")
    document = make_document([paragraph(text) for text in paragraphs], language)
    cut = list(passages(document, FakeEncoder().count_tokens, ONE_EACH))
    assert len(cut) == len(paragraphs)
    texts.add(document, document.entry, cut)
    return texts
