"""Text with every trap of Unicode keeps its words and offsets, from each format up to passages."""

import html as markup
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.passage import PassageSettings, is_genuine, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.language.normalisation import SOFT_HYPHEN, clean_and_trim
from tests.readers.direct import reader_for
from tests.strategies import passage_settings, typed_paragraphs

from . import docx_making
from .looking import check, document, texts


def as_text(paragraphs: list[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def as_html(paragraphs: list[str]) -> bytes:
    inner = "".join(f"<p>{markup.escape(text)}</p>" for text in paragraphs)
    return f"<html><head><meta charset=utf-8></head><body>{inner}</body></html>".encode()


def as_docx(paragraphs: list[str]) -> bytes:
    made = docx_making.new()
    for text in paragraphs:
        made.add_paragraph(text)
    return docx_making.saved(made)


WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    ".txt": as_text,
    ".md": as_text,
    ".html": as_html,
    ".docx": as_docx,
}


@pytest.mark.parametrize("suffix", WRITERS)
@given(paragraphs=typed_paragraphs, sizes=passage_settings)
@settings(max_examples=40)
def test_words_and_offsets_survive(
    suffix: str, paragraphs: list[str], sizes: PassageSettings
) -> None:
    extract = reader_for(suffix)(WRITERS[suffix](paragraphs))
    check(extract)
    assert texts(extract) == [clean_and_trim(text) for text in paragraphs]
    assert extract.text == "\n\n".join(texts(extract)), "blocks and what parts them are the text"
    check_passages(document(extract), sizes)


def check_passages(whole: Document, sizes: PassageSettings) -> None:
    """Passages and their sentences follow each other, and leave no word out."""
    found = list(passages(whole, FakeEncoder().count_tokens, sizes))
    end = 0
    for passage in found:
        assert passage.text == whole.text[passage.start : passage.end]
        assert is_genuine(passage)
        for span in passage.sentences:
            assert not whole.text[end : span.start].strip()
            assert whole.slice(span) == whole.slice(span).strip() != ""
            end = span.end
        assert end == passage.end
    assert not whole.text[end:].strip()


@given(st.text("e\u0301\u0327\xad\u200d\u00a0 \n\x0b\x00", max_size=12))
def test_settled_text_stays_as_it_is(text: str) -> None:
    settled = clean_and_trim(text)
    assert unicodedata.is_normalized("NFC", settled)
    assert clean_and_trim(settled) == settled
    assert SOFT_HYPHEN not in settled and settled == settled.strip()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("e\u0301te\u0301", "été"),
        ("ﬁn", "ﬁn"),
        ("co\xadopé\xadrer", "coopérer"),
        ("e\xad\u0301", "é"),
        ("12\u202f000\u00a0$", "12\u202f000\u00a0$"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("\u200fשלום", "\u200fשלום"),
        ("Œuvre", "Œuvre"),
    ],
)
def test_what_is_composed_and_what_is_kept(typed: str, read: str) -> None:
    extract = reader_for(".txt")(f"so it is {typed} here.".encode())
    assert texts(extract, BlockKind.PARAGRAPH) == [f"so it is {read} here."]
