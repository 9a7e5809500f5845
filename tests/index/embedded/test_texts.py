import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_search.citations.citation import cite
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Omission, Omitted, Page, Quality, Span
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError
from cmp_search.index.deriving import Derived, derived_of
from cmp_search.index.embedded import passages as passages_module
from cmp_search.index.embedded.migrations import add_sums
from cmp_search.index.embedded.selections import read_selections
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.embedding import document_inputs, input_key
from cmp_search.index.filters import Filters
from cmp_search.index.stored import excerpts, rows
from cmp_search.language.terms import folded_words
from tests.raising import raises_code
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents, latin_words

SMALL = PassageSettings(6, 8, 0)


def cut(document: Document) -> list[Passage]:
    return list(passages(document, FakeEncoder().count_tokens, SMALL))


def keys(document: Document) -> tuple[list[bytes], list[bytes]]:
    """The keys of what is embedded of a document."""
    of_passages, of_sentences = document_inputs(document, cut(document))
    return [*map(input_key, of_passages)], [*map(input_key, of_sentences)]


def parts(document: Document) -> tuple[list[Passage], list[bytes], list[bytes], Derived]:
    """What is stored with a document."""
    return cut(document), *keys(document), derived_of(document, cut(document))


def document(id: str, text: str, language: str = "en", year: int = 2021) -> Document:
    doc = make_document([heading("Fog", 1), paragraph(text)], language, id)
    return replace(doc, entry=replace(doc.entry, date=date(year, 6, 1)))


THREE = [
    document("one", "The lens was polished by Ottoline Quickwater."),
    document("two", "Les lentilles brillent. Quickwater est venue.", "fr"),
    document("tres", "El faro de Quickwater brilla.", "es", 2022),
]


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[TextsWriter]:
    """Three documents, each with its passages."""
    writer = TextsWriter.open(tmp_path / "texts.sqlite")
    for doc in THREE:
        writer.add(doc, doc.entry, *parts(doc))
    writer.commit()
    yield writer
    writer.close()


def documents_of(texts: Texts, numbers: list[int]) -> list[str]:
    """The ids of the documents of some passages."""
    return sorted({passage.document for passage in texts.passages(numbers).values()})


@settings(max_examples=30)
@given(documents)
def test_a_document_comes_back_as_it_went_in(document: Document) -> None:
    entry = Entry(id=document.id, title="T", date=date(2020, 2, 29), url="u", digest_of="x")
    pages = (Page(1, None, 0, 1), Page(2, "ii", 1, 1), Page(3, "1", 1, len(document.text)))
    doc = replace(document, entry=entry, pages=pages)
    found = cut(doc)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.sqlite"
        writer = TextsWriter.open(path)
        stored = writer.add(doc, replace(entry, title=""), *parts(doc))
        writer.commit()
        writer.close()
        texts = Texts.load(path)
        numbers = texts.passage_numbers(doc.id)
        assert texts.document(doc.id) == doc
        assert texts.entries() == (entry,)
        assert texts.source_keys() == {doc.id: (doc.sha256, replace(entry, title=""))}
        assert [texts.passages(numbers)[number] for number in numbers] == found
        assert [number for number, _ in stored] == numbers
        assert texts.sentences(numbers) == {
            number: [sentence for sentence in sentences if sentence.span.start < sentence.span.end]
            for number, sentences in stored
        }
        everything = [sentence.number for _, sentences in stored for sentence in sentences]
        assert sorted(texts.sentence_numbers(numbers)) == everything
        texts.close()


def test_what_is_not_there_is_none_or_empty(texts: Texts) -> None:
    assert texts.document("four") is None
    assert texts.passage_numbers("four") == []
    assert texts.passages([999]) == {}
    assert texts.sentences([]) == {}
    assert texts.passages_of_sentences([]) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(documents=("one", "tres")), ["one", "tres"]),
        (Filters(languages=("fr",)), ["two"]),
        (Filters(languages=("fr", "es")), ["tres", "two"]),
        (Filters(years=(2021,)), ["one", "two"]),
        (Filters(documents=("one",), years=(2021, 2022)), ["one"]),
        (Filters(languages=("fr",), years=(2022,)), []),
        (Filters(documents=('one" OR 1=1 --',)), []),
        (Filters(), ["one", "tres", "two"]),
    ],
)
def test_filters(texts: Texts, filters: Filters, expected: list[str]) -> None:
    selected = read_selections(texts).of(filters)
    passages, sentences = selected.passages, selected.sentences
    if passages is None or sentences is None:
        assert not filters
        return
    assert documents_of(texts, passages.numbers().tolist()) == expected
    sentence_numbers = texts.sentence_numbers(passages.numbers().tolist())
    assert sorted(sentence_numbers) == sentences.numbers().tolist()


def test_a_filter_is_true_when_it_limits_something() -> None:
    assert not Filters()
    assert Filters(documents=("a",)) and Filters(languages=("en",)) and Filters(years=(1,))


def test_a_term_matches_a_word_or_its_stem(texts: Texts) -> None:
    assert documents_of(texts, texts.passages_with_any(["quickwater"])) == ["one", "tres", "two"]
    assert documents_of(texts, texts.passages_with_any(["lens"])) == ["one"]
    assert documents_of(texts, texts.passages_with_any(["lentill"])) == ["two"]
    assert documents_of(texts, texts.passages_with_any(["polish", "lentill"])) == ["one", "two"]
    assert texts.passages_with_any(["nowhere"]) == []


def test_a_phrase_is_its_words_in_a_row(texts: Texts) -> None:
    assert documents_of(texts, texts.passages_with_phrase(["ottoline", "quickwater"])) == ["one"]
    assert texts.passages_with_phrase(["quickwater", "ottoline"]) == []
    assert texts.passages_with_phrase(["polish", "ottolin"]) == [], "stems are not words"
    assert documents_of(texts, texts.passages_with_phrase(["the", "lens", "was"])) == ["one"]


def test_words_that_mean_something_to_the_full_text_search_are_words_there(texts: Texts) -> None:
    assert texts.passages_with_any(["and", "or", "near"]) == []
    assert texts.passages_with_phrase(["not"]) == []


def test_the_spread_counts_passages_not_words(texts: TextsWriter) -> None:
    doc = document("four", "Fog fog fog. Fog and fog. More fog here, and still more of fog there.")
    count = len(texts.add(doc, doc.entry, *parts(doc)))
    assert count > 1
    assert texts.spread(["fog", "quickwater", "nowhere"]) == {"fog": count, "quickwater": 3}
    texts.remove("four")
    assert texts.spread(["fog", "quickwater"]) == {"quickwater": 3}


@pytest.mark.parametrize(
    ("letter", "shortest", "longest", "expected"),
    [
        ("q", 1, 99, ["quickwater"]),
        ("l", 1, 99, ["lens", "lentilles", "les"]),
        ("l", 4, 9, ["lens", "lentilles"]),
        ("l", 4, 8, ["lens"]),
        ("b", 6, 6, ["brilla"]),
        ("p", 1, 99, ["polished"]),
        ("x", 1, 99, []),
        ("l", 5, 4, []),
    ],
)
def test_words_from_a_letter_are_folded_words_of_some_lengths_each_once(
    texts: Texts, letter: str, shortest: int, longest: int, expected: list[str]
) -> None:
    assert texts.words_from(letter, shortest, longest) == expected


def test_the_terms_of_passages_are_their_words_and_stems(texts: Texts) -> None:
    (first, *_), (second, *_) = texts.passage_numbers("one"), texts.passage_numbers("two")
    found = texts.terms_of([first, second, 999])
    assert found.keys() == {first, second}
    assert {"the", "lens", "was", "polished", "polish"} <= found[first]
    assert {"lentilles", "lentill"} <= found[second]
    assert texts.terms_of([]) == {}


@settings(max_examples=10)
@given(st.lists(latin_words, min_size=20, max_size=60))
def test_every_word_of_a_text_is_found_by_its_folded_form(drawn: list[str]) -> None:
    doc = document("one", " ".join(drawn))
    with TemporaryDirectory() as folder:
        texts = TextsWriter.open(Path(folder) / "texts.sqlite")
        texts.add(doc, doc.entry, *parts(doc))
        for number, passage in texts.passages(texts.passage_numbers("one")).items():
            for word in folded_words(passage.text):
                assert number in texts.passages_with_any([word])
                assert len(texts.passages_with_any([word])) == texts.spread([word])[word]
                assert word in texts.words_from(word[0], len(word), len(word))
                assert word in texts.terms_of([number])[number]
            assert number in texts.passages_with_phrase(folded_words(passage.text))
        texts.close()


def test_numbers_are_never_used_twice(texts: TextsWriter) -> None:
    gone, sentence_numbers = texts.remove("tres")
    assert gone and sentence_numbers
    doc = THREE[2]
    for number, sentences in texts.add(doc, doc.entry, *parts(doc)):
        assert number > max(gone)
        assert all(sentence.number > max(sentence_numbers) for sentence in sentences)


def test_removing_takes_all_rows_and_only_those(texts: TextsWriter) -> None:
    before = texts.document("one")
    texts.remove("two")
    assert texts.document("two") is None
    assert texts.document("one") == before
    for table in ("blocks", "pages", "passages"):
        assert texts.rows(f"SELECT * FROM {table} WHERE document = 'two'") == []
    orphans = "SELECT * FROM sentences WHERE passage NOT IN (SELECT number FROM passages)"
    assert texts.rows(orphans) == []
    assert texts.passages_with_any(["lentill"]) == []


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\xff" * 5_000, b"x" * 5_000])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "texts.sqlite").write_bytes(content)
    with raises_code(MismatchError, "texts_broken"):
        Texts.load(tmp_path / "texts.sqlite")


def test_an_open_file_cannot_be_written(texts: TextsWriter, tmp_path: Path) -> None:
    reader = Texts.load(tmp_path / "texts.sqlite")
    with raises_code(MismatchError, "texts_broken"):
        reader.rows("DELETE FROM documents")
    reader.close()


@settings(max_examples=30)
@given(documents)
def test_an_excerpt_cites_and_proves_what_the_whole_document_does(document: Document) -> None:
    pages = tuple(Page(n + 1, str(n), 9 * n, 9 * n + 9) for n in range(len(document.text) // 9))
    doc = replace(document, pages=pages)
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module in (rows, passages_module, excerpts):
            patch.setattr(module, "PART", 7)
        texts = TextsWriter.open(Path(folder) / "texts.sqlite")
        texts.add(doc, doc.entry, *parts(doc))
        assert texts.document(doc.id) == doc
        for passage in texts.passages(texts.passage_numbers(doc.id)).values():
            excerpt = texts.excerpt(doc.id, passage.start, passage.end)
            assert excerpt is not None
            assert excerpt.slice(Span(passage.start, passage.end)) == passage.text
            assert cite(excerpt, passage) == cite(doc, passage)
        assert texts.excerpt("nowhere", 0, 1) is None
        texts.close()


def test_a_phrase_gives_the_first_passages_and_any_can_be_checked_for_it(texts: Texts) -> None:
    every = texts.passages_with_phrase(["quickwater"])
    assert texts.passages_with_phrase(["quickwater"], 2) == every[:2]
    (one,) = texts.passages_with_phrase(["ottoline", "quickwater"])
    assert texts.filter_by_phrase(every, ["ottoline", "quickwater"]) == [one]
    assert texts.filter_by_phrase(every, ["ottolin"]) == [], "half a word does not count"
    assert texts.filter_by_phrase([], ["quickwater"]) == []


def test_words_from_a_letter_are_looked_up(texts: TextsWriter) -> None:
    plan = texts.rows(
        "EXPLAIN QUERY PLAN SELECT term FROM spread WHERE substr(term, 1, 1) = 'f' "
        "AND letters > 0 AND letters BETWEEN 5 AND 9"
    )
    assert "words_from" in str(plan) and "SCAN" not in str(plan)


@pytest.mark.parametrize("boilerplate", ["boilerplate", "furniture"])
def test_lines_left_out_are_also_read_as_they_were_once_stored(
    tmp_path: Path, boilerplate: str
) -> None:
    omitted = (Omitted(Omission.RUNNING, lines=1), Omitted(Omission.BOILERPLATE, lines=3))
    document = replace(make_document([paragraph("Oars.")]), quality=Quality(omitted=omitted))
    texts = TextsWriter.open(tmp_path / "texts.sqlite")
    texts.add(document, document.entry, *parts(document))
    left_out = {"running": 1, "contents": 0, boilerplate: 3, "titles": 0}
    old = json.dumps({"labels": "none", "warnings": [], "left_out": left_out})
    for statement, places in (("SELECT 1", ()), ("UPDATE documents SET quality = ?", (old,))):
        texts.connection.execute(statement, places)
        add_sums(texts)
        stored = texts.document(document.id)
        assert stored and stored.quality == document.quality
        assert texts.statistics()[0].quality == document.quality
    texts.close()
