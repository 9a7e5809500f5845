"""Large indexes give Python's garbage collector no more to do, which goes over all objects."""

import gc
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.index.embedded.lookups import Lookups
from cmp_search.index.embedded.tables import create
from cmp_search.index.stored.heading_terms import KEPT, heading_terms

MANY = 5 * gc.get_threshold()[0]
LOOKS: dict[str, Callable[[Lookups], list[str] | list[int]]] = {
    "words from a letter": lambda tables: tables.words_from("w", 1, 99),
    "passages with a word": lambda tables: tables.passages_with_any(["word"]),
}


def collections() -> int:
    return sum(generation["collections"] for generation in gc.get_stats())


@pytest.mark.parametrize("look", LOOKS)
def test_many_rows_start_no_collection(look: str, tmp_path: Path) -> None:
    connection = create(tmp_path / "texts.sqlite")
    words = [(f"word{n:05d}", 1, 9) for n in range(MANY)]
    connection.executemany("INSERT INTO spread VALUES (?, ?, ?)", words)
    connection.executemany("INSERT INTO terms VALUES (?, ?)", [("word", "word")] * MANY)
    tables = Lookups(connection)
    gc.collect()
    before = collections()
    assert len(LOOKS[look](tables)) == MANY
    assert collections() == before
    tables.close()


def test_terms_of_headings_are_remembered_without_objects_of_their_own() -> None:
    sections = [json.dumps([f"The Lighthouse{n} of Ottoline"]) for n in range(MANY)]
    heading_terms(sections[0], "en")
    gc.collect()
    before = len(gc.get_objects())
    for section in sections:
        heading_terms(section, "en")
    gc.collect()
    assert len(gc.get_objects()) - before < MANY / 100


def test_more_headings_than_are_remembered_have_their_terms() -> None:
    found = [heading_terms(json.dumps([f"Lenses {n}"]), "en") for n in range(KEPT + 1)]
    assert found == [f"lenses {n} lens {n}" for n in range(KEPT + 1)]
