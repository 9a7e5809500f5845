"""Files of notes (`*.cmp-note.json`) and of recorded searches (`*.cmp-record.json`).

1. A file is written beside the old one, under a name of its own, flushed to the disk, and put in
   its place.
2. Before that, the old one is kept under the name of `undo_path`, from where `undo` brings it back.
   If the disk is full, both stay as they were.
What is in them is in `file_format`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

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
        NoteError: there is no such file, it is a folder, or it is too large.
    """
    if path.is_dir():
        raise NoteError("note_folder", file=path)
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
        NoteError: there is such a file, and it is no note; or it cannot be written.
    """
    if path.is_file():
        write_note(path, add_search(read_note(path), search))
    else:
        write_new(path, record_bytes(search))


def write_note(path: Path, note: Note) -> None:
    """Write a note into its file, and keep the version before.

    Raises:
        NoteError: it cannot be written.
    """
    write(path, note_bytes(note))


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet.

    Raises:
        NoteError: it is, or it cannot be written.
    """
    if path.exists():
        raise NoteError("note_exists", file=path)
    write(path, data)


def write(path: Path, data: bytes) -> None:
    """Write a file, and keep the one before (step 2); one with the same bytes is left alone.

    Raises:
        NoteError: it cannot be written.
    """
    path = path.resolve()
    before = path.read_bytes() if path.is_file() else None
    if before == data:
        return
    with _beside(path, data) as written:
        if before is not None:
            replace_file(undo_path(path), before)
        os.replace(written, path)


def undo(path: Path) -> None:
    """Bring the version before back; a second call takes that back.

    Raises:
        NoteError: there is none, or it cannot be written.
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
    """Put data in the place of a file, in one step; nothing is left of a try that fails.

    Raises:
        NoteError: it cannot be written.
    """
    with _beside(path, data) as written:
        os.replace(written, path)


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """A new file with data, beside another; no other process has its name."""
    aside = path.with_name(f".{path.name}.{token_hex(4)}.new")
    try:
        with aside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield aside
    except OSError as error:
        raise NoteError("note_unwritable", file=path, reason=error) from error
    finally:
        aside.unlink(missing_ok=True)
