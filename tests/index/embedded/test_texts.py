import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from cmp_search.citations.citation import cite
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Document, Omission, Omitted, Page, Quality, Span
from cmp_search.errors import MismatchError
from cmp_search.index.embedded import passages as passages_module
from cmp_search.index.embedded.migrations import add_sums
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.stored import excerpts, rows
from tests.index.embedded.texts_making import THREE, cut, parts
from tests.raising import raises_code
from tests.sample import make_document, paragraph
from tests.strategies import documents


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
