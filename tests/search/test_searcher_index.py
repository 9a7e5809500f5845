"""A searcher and its index: what it reads of it, and one that is damaged, missing or closed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.index.embedded.generation import Generation
from cmp_search.index.embedded.migrations import add_sums
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.filters import Filters
from cmp_search.search.searcher import Searcher, open_searcher
from tests.index.counting import counted
from tests.raising import raises_code

QUESTION = "Who polished forty lenses?"


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE parts SET text = replace(text, 'polished', 'ruined__')", "a word changed"),
        (
            "UPDATE parts SET text = 'x' || substr(text, 1, length(text) - 1)",
            "the text shifted",
        ),
        ("UPDATE passages SET start = start + 1", "a passage shifted"),
        ("UPDATE passages SET section = '[\"Other\"]'", "another section"),
        ("UPDATE sentences SET end = end + 10000", "a sentence that leaves its passage"),
    ],
)
def test_a_passage_that_was_tampered_with_is_never_shown(
    index: Path, statement: str, what: str
) -> None:
    opened = open_searcher(str(index), FakeEncoder())
    texts = cast(Generation, opened.index).texts
    texts.connection.execute("PRAGMA query_only = OFF")
    texts.connection.execute(statement)
    with raises_code(MismatchError, "rows_damaged"):
        opened.ask(QUESTION)
    add_sums(texts)
    with raises_code(MismatchError, "passage_false"):
        opened.ask(QUESTION)
    opened.close()


def test_a_passage_that_is_found_and_not_there_is_no_traceback(index: Path) -> None:
    opened = open_searcher(str(index), FakeEncoder())
    texts = cast(Generation, opened.index).texts
    found = texts.ids_of
    texts.ids_of = lambda numbers: {n: f"{id}0" for n, id in found(numbers).items()}  # type: ignore[method-assign]
    with raises_code(MismatchError, "passage_false"):
        opened.ask(QUESTION)
    opened.close()


def test_an_index_of_another_encoder_is_refused_with_both_names(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(FakeEncoder.identity, revision="2")
    monkeypatch.setattr(FakeEncoder, "identity", other)
    with raises_code(MismatchError, "other_encoder", built="fake 1 (hash)", named="fake 2 (hash)"):
        open_searcher(str(index), FakeEncoder())


def test_there_must_be_an_index(tmp_path: Path) -> None:
    with raises_code(NoIndexError, "no_index"):
        open_searcher(str(tmp_path), FakeEncoder())


def test_a_closed_searcher_has_no_open_file(index: Path) -> None:
    with closing(open_searcher(str(index), FakeEncoder())) as opened:
        assert opened.ask(QUESTION).hits
    generation = cast(Generation, opened.index)
    with pytest.raises(sqlite3.ProgrammingError):
        generation.texts.connection.execute("SELECT 1")
    assert (len(generation.passage_vectors), len(generation.sentence_vectors)) == (0, 0)


def test_an_answer_reads_no_whole_document(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor all entries: the cost of a question does not grow with the texts."""

    def refuse(*_: object) -> None:
        raise AssertionError("a whole document, or all of them, was read")

    for name in ("document", "entries", "source_keys", "statistics", "sentence_numbers"):
        monkeypatch.setattr(Texts, name, refuse)
    for filters in (Filters(), Filters(languages=("en",))):
        assert searcher.ask(f'{QUESTION} "forty lenses" polihsed', filters).hits


@pytest.mark.parametrize("filters", [Filters(), Filters(languages=("en",))])
@pytest.mark.parametrize("count", [5, 50])
def test_a_question_takes_few_calls(searcher: Searcher, filters: Filters, count: int) -> None:
    index, calls = counted(searcher.index)
    asked = Searcher(index, searcher.encoder, searcher.facts)
    answer = asked.ask(f'{QUESTION} "forty lenses" polihsed', filters, count)
    assert answer.read_as == {} and answer.hits
    editions = [] if filters.languages else ["vectors_of", "vectors_of"]
    assert calls == ["vocabulary", "candidates", "details", "passages", *editions, "excerpts"]
