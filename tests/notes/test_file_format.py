"""The format of notes and records: read back as written, and never read where it is damaged."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from cmp_search.errors import NoteError
from cmp_search.notes.file_format import (
    note_bytes,
    parse_note,
    parse_record,
    parse_searches,
    record_bytes,
)
from cmp_search.notes.note import Note
from tests.conftest import CHECKOUT
from tests.notes.making import DATA, NOTE, make_search, notes
from tests.raising import raises_code


@given(note=notes())
def test_a_note_is_read_back_as_it_was_and_written_alike(note: Note) -> None:
    data = note_bytes(note)
    assert parse_note(data, "a") == note
    assert note_bytes(parse_note(data, "a")) == data
    assert json.loads(data.decode("utf-8"))["schema"] == 1


def test_a_record_is_read_back_as_it_was() -> None:
    for search in (make_search(), make_search(hits=0)):
        assert parse_record(record_bytes(search), "a") == search
        assert parse_searches(record_bytes(search), "a") == (search,)


def test_letters_are_written_as_themselves() -> None:
    assert "Résumé".encode() in DATA
    assert parse_note(b"\xef\xbb\xbf" + DATA, "a") == NOTE, "with what some editors put first"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[", b"null", b"3", b"{}", b"\xff\xfe", b'{"kind": 3}', b'{"kind": "record"}',
        b"[" * 200_000, b'{"a":' * 200_000, b'{"kind":"note","note":"\\ud800"}',
        b'{"kind":"note","schema":' + b"9" * 9_000 + b"}", b"PK\x03\x04",
    ],
    ids=lambda data: repr(data[:20]),
)  # fmt: skip
def test_what_is_no_note_is_said_to_be_none(data: bytes) -> None:
    with raises_code(NoteError, "note_kind", file="a.json"):
        parse_note(data, "a.json")


def damaged(*path: str | int, to: Any) -> bytes:
    """The note's file with another value at a path."""
    value = json.loads(DATA)
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return json.dumps(value).encode()


def step(kind: str, first: str, last: str) -> dict[str, object]:
    """A step of a pinpoint without a heading."""
    return {"kind": kind, "first": first, "last": last, "heading": "", "pdf": None}


QUOTATION = ("note", "sections", 2, "items", 0)
CITATION = (*QUOTATION, "quote", "citation")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (damaged("schema", to="1"), "schema"),
        (damaged("note", to=[]), "note"),
        (damaged("note", "title", to=3), "note.title"),
        (damaged("note", "fog", to=""), "note.fog"),
        (damaged("note", "style", to="loud"), "note.style"),
        (damaged("note", "language", to="de"), "language"),
        (damaged("note", "sections", 1, "id", to="s1"), "id"),
        (damaged(*QUOTATION, "id", to="s1"), "id"),
        (damaged(*QUOTATION, "quote", "text", to="long words"), "text"),
        (damaged(*QUOTATION, "quote", "accessed", to="yesterday"), "accessed"),
        (damaged(*QUOTATION, "quote", "accessed", to="2026-W48-7"), "accessed"),
        (damaged(*CITATION, "date", to="in summer"), "date"),
        (damaged(*CITATION, "pinpoint", 0, "kind", to="chapter"), "pinpoint"),
        (damaged(*CITATION, "pinpoint", 0, to=step("article", "3", "4")), "pinpoint"),
        (damaged("schema", to=10**40), "schema"),
        (damaged(*CITATION, "start", to=-1), "text"),
        (damaged(*CITATION, "url", to="javascript:alert(1)"), "url"),
        (damaged(*CITATION, "url", to=" Java\nScript:alert(1)"), "url"),
        (damaged(*CITATION, "start", to=0.5), "note.sections.2.items.0.Quotation.quote.citation"),
    ],
)
def test_what_is_wrong_in_a_note_is_named(data: bytes, field: str) -> None:
    with raises_code(NoteError, "note_damaged", file="a.json") as caught:
        parse_note(data, "a.json")
    assert str(caught.value.parameters["field"]).startswith(field)


def test_an_address_that_is_a_script_is_refused_in_records_too() -> None:
    data = record_bytes(make_search()).replace(b"https://", b"javascript:")
    with raises_code(NoteError, "note_damaged", field="url"):
        parse_record(data, "a")


def test_any_byte_that_is_lost_is_noticed() -> None:
    for cut in range(0, len(DATA) - 2, 7):
        with pytest.raises(NoteError):
            parse_note(DATA[:cut], "a")


def test_a_newer_schema_is_refused() -> None:
    with raises_code(NoteError, "note_newer", file="a", found=2, known=1):
        parse_note(DATA.replace(b'"schema": 1', b'"schema": 2'), "a")


def test_every_field_is_documented() -> None:
    documented = (CHECKOUT / "docs/notes.md").read_text("utf-8")

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return {*value}.union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    searches = (replace(make_search(), read_as={}, editions={}),)
    found = names(json.loads(note_bytes(replace(NOTE, searches=searches))))
    # The steps of a pinpoint are documented in docs/json.md.
    found -= {"first", "last", "pdf"}
    assert {name for name in found if f"`{name}`" not in documented} == set()
