import pytest
from hypothesis import given

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.sentence import CONTACT_LINE, is_contact, sentences
from tests.sample import make_document, paragraph
from tests.strategies import LANGUAGES, any_text


def split(text: str, language: str = "en") -> list[str]:
    document = make_document([paragraph(text)], language)
    return [document.slice(span) for span in sentences(document, document.blocks[0])]


@given(any_text, LANGUAGES)
def test_sentences_cover_every_word_of_a_block_once(text: str, language: str) -> None:
    document = make_document([paragraph(text)], language)
    for block in document.blocks:
        spans = sentences(document, block)
        end = block.start
        for span in spans:
            assert not document.text[end : span.start].strip()
            assert span.start < span.end <= block.end
            assert document.slice(span) == document.slice(span).strip()
            end = span.end
        assert not document.text[end : block.end].strip()


@given(any_text)
def test_a_row_is_one_sentence(text: str) -> None:
    document: Document = make_document([(BlockKind.ROW, text, 0)])
    for block in document.blocks:
        assert sentences(document, block) == [(block.start, block.end)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Mr. Quickwater polished a lens.", "It shone!", "Did it?"]),
        ("fr", ["M. Dubrouillard a poli une lentille.", "Elle brille !", "Vraiment ?"]),
        ("es", ["La Sra. Íñiguez pulió una lente.", "¡Brilla!", "¿De verdad?"]),
        ("", ["Nobody said which language this is.", "It is cut all the same."]),
    ],
)
def test_sentences_of_each_language(language: str, expected: list[str]) -> None:
    assert split(" ".join(expected), language) == expected


def test_offsets_count_characters_also_after_an_emoji() -> None:
    assert split("A 😀 e\u0301 one. שלום two. Three.") == ["A 😀 é one.", "שלום two.", "Three."]


def test_a_contact_is_kept_whole() -> None:
    contact = "Ottoline Quickwater\nKeeper of the Northern Lens. Deputy.\nInstitute of Fog"
    assert split(contact) == [contact]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ottoline Quickwater\nKeeper", True),
        ("Ottoline Quickwater", False),
        ("x" * (CONTACT_LINE - 1) + "\nKeeper", True),
        ("x" * CONTACT_LINE + "\nKeeper", False),
        *((f"A line that ends in {mark}\nKeeper", False) for mark in ".:;,!?"),
        ("", False),
        ("\nKeeper", False),
    ],
)
def test_what_a_contact_is(text: str, expected: bool) -> None:
    assert is_contact(text) is expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Le discours de M. Dubrouillard a duré."),
        ("fr", "J. Dubrouillard a signé l’art. 5 du traité."),
        ("es", "La Mtra. Íñiguez y la Emb. Ríos firmaron."),
        ("en", "Amb. Quickwater and Dr. J. Fog signed."),
        ("en", "3. The third item is a sentence."),
    ],
)
def test_initials_titles_and_numbers_end_no_sentence(language: str, sentence: str) -> None:
    assert split(f"{sentence} {sentence}", language) == [sentence, sentence]
