"""Files of notes (`*.cmp-note.json`) and of recorded searches (`*.cmp-record.json`).

1. A file is written beside the old one, flushed to the disk, and put in its place.
2. The old one is kept under the name of `undo_path`, from where `undo` brings it back.
What is in them is in `file_format`.
"""

import os
from pathlib import Path

from cmp_search.errors import NoteError
from cmp_search.notes.editing import add_search
from cmp_search.notes.file_format import (
    MAX_BYTES,
    check_size,
    note_bytes,
    parse_note,
    parse_searches,
    record_bytes,
)
from cmp_search.notes.note import Note
from cmp_search.notes.searches import RecordedSearch

NOTE_SUFFIX = ".cmp-note.json"


def read_bytes(path: Path) -> bytes:
    """What is in a file, if it is not too large.

    Raises:
        NoteError: there is no such file, or it is too large.
    """
    if not path.is_file():
        raise NoteError("note_missing", file=path)
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    check_size(data, str(path))
    return data


def read_note(path: Path) -> Note:
    """The note in a file.

    Raises:
        NoteError: there is no such file, or as `parse_note`.
    """
    return parse_note(read_bytes(path), path.name)


def read_searches(path: Path) -> tuple[RecordedSearch, ...]:
    """The recorded searches of a note or record, in order.

    Raises:
        NoteError: there is no such file, it is neither, or it has none.
    """
    return parse_searches(read_bytes(path), path.name)


def keep_search(path: Path, search: RecordedSearch) -> None:
    """Add a recorded search to a note, or write it into a new file.

    Raises:
        NoteError: there is such a file, and it is no note.
    """
    if path.is_file():
        write_note(path, add_search(read_note(path), search))
    else:
        write_new(path, record_bytes(search))


def write_note(path: Path, note: Note) -> None:
    """Write a note into its file, and keep the version before."""
    write(path, note_bytes(note))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet.

    Raises:
        NoteError: it is.
    """
    if path.exists():
        raise NoteError("note_exists", file=path)
    write(path, data)


def write(path: Path, data: bytes) -> None:
    """Write a file, and keep the one before (step 2); one with the same bytes is left alone."""
    path = path.resolve()
    before = path.read_bytes() if path.is_file() else None
    if before == data:
        return
    if before is not None:
        replace_file(undo_path(path), before)
    replace_file(path, data)


def undo(path: Path) -> None:
    """Bring the version before back; a second call takes that back.

    Raises:
        NoteError: there is none.
    """
    path = path.resolve()
    kept = undo_path(path)
    if not kept.is_file():
        raise NoteError("note_nothing_to_undo", file=path)
    write(path, kept.read_bytes())


def undo_path(path: Path) -> Path:
    """Where the version before of a file is kept."""
    return path.with_name(f".{path.name}.before")


def replace_file(path: Path, data: bytes) -> None:
    """Put data in the place of a file, in one step; nothing is left of a try that fails."""
    aside = path.with_name(f".{path.name}.new")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
