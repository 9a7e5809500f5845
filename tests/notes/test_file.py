import os
from pathlib import Path

import pytest

from cmp_search.errors import NoteError
from cmp_search.notes.editing import set_title
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
from cmp_search.notes.file_format import MAX_BYTES, parse_note, parse_searches
from tests.notes.making import DATA, NOTE, make_search
from tests.raising import raises_code


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
