"""Sums: no change to a row of the tables is shown, and no row that is missing is overlooked."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from cmp_search.documents.document import Page
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError
from cmp_search.index.deriving import derived_of
from cmp_search.index.embedded import passages as passages_module
from cmp_search.index.embedded.tables import SUMMED
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.embedding import telling_headings
from cmp_search.index.stored import excerpts, rows
from tests.sample import heading, make_document, paragraph

SHOWN = {"sentences": "WHERE start < end"}
"""What is shown of a table: not that a heading is telling."""
TABLES = [
    ("documents", "id"),
    ("parts", "document, start"),
    ("blocks", "document, start"),
    ("pages", "document, number"),
    ("orientations", "document"),
    ("passages", "number"),
    ("sentences", "number"),
]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TextsWriter]:
    """The tables of a document with headings, pages and several parts; tests may harm them."""
    for module in (rows, passages_module, excerpts):
        monkeypatch.setattr(module, "PART", 16)
    blocks = [heading("Oars", 1), paragraph("Ash bends. Oak does not."), heading("Looms", 2)]
    blocks += [paragraph(f"Loom {n} is long. It is of pine.") for n in range(3)]
    blocks += [heading("Blades", 2), paragraph("Blades are thin."), heading("Boats", 1)]
    blocks += [paragraph("Boats float. Few sink.")]
    document = make_document(blocks)
    ends = [*range(0, len(document.text), 30), len(document.text)]
    pages = tuple(Page(n + 1, f"p{n}", *place) for n, place in enumerate(pairwise(ends)))
    document = replace(document, pages=pages)
    written = TextsWriter.open(tmp_path / "texts.sqlite")
    cut = list(passages(document, FakeEncoder().count_tokens, PassageSettings(6, 8, 0)))
    count = sum(len(passage.sentences) for passage in cut)
    keys = [b"x"] * (count + len(telling_headings(cut)))
    written.add(document, document.entry, cut, keys[: len(cut)], keys, derived_of(document, cut))
    yield written
    written.close()


def looks(texts: Texts) -> list[Callable[[], object]]:
    """What may be shown of the document, each as a call."""
    (id,) = texts.ids()
    numbers = texts.passage_numbers(id)
    found = texts.passages(numbers).values()
    return [
        texts.entries,
        texts.orientations,
        partial(texts.document, id),
        *(partial(texts.passages, [number]) for number in numbers),
        *(partial(texts.excerpt, id, passage.start, passage.end) for passage in found),
        *(partial(texts.excerpt, id, start, start + 5) for start in range(0, 200, 7)),
    ]


def seen(look: Callable[[], object]) -> object:
    """What is shown; none if that is an error."""
    try:
        return look()
    except MismatchError:
        return None


@pytest.mark.parametrize(("table", "key"), TABLES)
def test_every_change_of_a_row_that_is_shown_is_noticed(
    texts: TextsWriter, table: str, key: str
) -> None:
    calls = looks(texts)
    whole = [call() for call in calls]
    columns = [name for _, name, *_ in texts.rows(f"PRAGMA table_info({table})")]
    where = " AND ".join(f"{name} = ?" for name in key.split(", "))
    for row in texts.rows(f"SELECT {key} FROM {table} {SHOWN.get(table, '')}"):
        for column in {*columns} - {"number", "input_key", *key.split(", ")}:
            ((was,),) = texts.rows(f"SELECT {column} FROM {table} WHERE {where}", row)
            change = f"UPDATE {table} SET {column} = ? WHERE {where}"
            texts.connection.execute(change, [_other(was), *row])
            again = [seen(call) for call in calls]
            assert None in again, (column, row)
            assert all(one in (None, before) for one, before in zip(again, whole, strict=True))
            texts.connection.execute(change, [was, *row])
    assert [call() for call in calls] == whole


@pytest.mark.parametrize(("table", "key"), TABLES)
def test_a_row_that_is_missing_changes_nothing_that_is_shown(
    texts: TextsWriter, table: str, key: str
) -> None:
    calls = looks(texts)
    whole = [call() for call in calls]
    where = " AND ".join(f"{name} = ?" for name in key.split(", "))
    for row in texts.rows(f"SELECT {key} FROM {table} {SHOWN.get(table, '')}"):
        texts.connection.execute("SAVEPOINT before")
        texts.connection.execute(f"DELETE FROM {table} WHERE {where}", row)
        again = [seen(call) for call in calls]
        shown = [(one, before) for one, before in zip(again, whole, strict=True) if one != before]
        assert all(not one for one, _ in shown), (row, shown)
        assert shown, row
        texts.connection.execute("ROLLBACK TO before")
    assert [call() for call in calls] == whole


def _other(value: object) -> object:
    """A value that is not this one, of the same type."""
    match value:
        case int():
            return value + 1
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
        case _:
            return f"{value or ''}x"


def test_the_sums_cover_every_column(texts: TextsWriter) -> None:
    for table, names in SUMMED.items():
        columns = [name for _, name, *_ in texts.rows(f"PRAGMA table_info({table})")]
        assert columns == names.split(", ")
