import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from cmp_search.errors import NoteError
from cmp_search.notes.editing import new_note, set_title
from cmp_search.notes.file import (
    keep_search,
    read_note,
    read_searches,
    replace_file,
    undo,
    undo_path,
    write,
    write_new,
    write_note,
)
from cmp_search.notes.file_format import (
    MAX_BYTES,
    note_bytes,
    parse_note,
    parse_record,
    parse_searches,
    record_bytes,
)
from cmp_search.notes.joining import add_quote
from cmp_search.notes.note import Note
from tests.conftest import CHECKOUT
from tests.notes.making import make_quote, make_search, notes
from tests.raising import raises_code

NOTE = add_quote(new_note("Brume", "fr"), make_quote()).note
DATA = note_bytes(NOTE)


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


def test_a_file_that_is_too_large_is_not_parsed(tmp_path: Path) -> None:
    with raises_code(NoteError, "note_size", most=MAX_BYTES):
        parse_note(b" " * (MAX_BYTES + 1), "a")
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    with raises_code(NoteError, "note_size", file=str(large)):
        read_note(large)


def test_only_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, code in (("pipe", "note_missing"), ("missing", "note_missing"), (".", "note_folder")):
        with raises_code(NoteError, code, file=str(tmp_path / name)):
            read_note(tmp_path / name)


def test_a_note_is_written_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "a.cmp-note.json"
    write_note(path, NOTE)
    with raises_code(NoteError, "note_nothing_to_undo", file=str(path)):
        undo(path)
    changed = set_title(NOTE, "Fog")
    write_note(path, changed)
    write_note(path, changed)
    undo(path)
    assert read_note(path) == NOTE, "writing the same again keeps the way back"
    undo(path)
    assert read_note(path) == changed
    assert {one.name for one in tmp_path.iterdir()} == {path.name, undo_path(path).name}


@pytest.mark.parametrize("room", [0, 1])
def test_a_write_that_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    path = tmp_path / "a"
    write(path, b"first")
    write(path, b"second")
    left = iter(range(room))

    def full(_: int) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        with raises_code(NoteError, "note_unwritable", reason="No space left on device"):
            write(path, b"third")
    assert path.read_bytes() == b"second"
    assert {*tmp_path.iterdir()} == {path, undo_path(path)}
    undo(path)
    assert path.read_bytes() == b"first"


def test_a_folder_that_is_not_there_is_named_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a"
    with raises_code(NoteError, "note_unwritable", file=str(path)):
        replace_file(path, b"")


def test_two_that_write_at_once_mix_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    turns = iter([b"a long second text"])

    def other(_: int) -> None:
        for text in turns:
            write(path, text)

    monkeypatch.setattr("os.fsync", other)
    write(path, b"first")
    assert path.read_bytes() == b"first"
    assert {*tmp_path.iterdir()} == {path}


def test_a_link_to_a_note_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    write_note(real, NOTE)
    link.symlink_to(real)
    write_note(link, set_title(NOTE, "Fog"))
    assert link.is_symlink() and read_note(real).title == "Fog"


def test_a_new_file_takes_the_place_of_none(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_new(path, DATA)
    with raises_code(NoteError, "note_exists", file=str(path)):
        write_new(path, DATA)


def test_a_search_is_kept_in_a_note_or_a_record(tmp_path: Path) -> None:
    note, record = tmp_path / "a.cmp-note.json", tmp_path / "a.cmp-record.json"
    write_note(note, NOTE)
    with raises_code(NoteError, "note_no_search", file=note.name):
        read_searches(note)
    for path in (note, record):
        keep_search(path, make_search())
        assert read_searches(path) == (make_search(),)
    with raises_code(NoteError, "note_kind", file=record.name):
        keep_search(record, make_search())
    with raises_code(NoteError, "note_kind", file="x"):
        parse_searches(b"{}", "x")


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
