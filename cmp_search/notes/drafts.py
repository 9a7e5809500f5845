"""Drafts: the notes that the app keeps for its visitors, so that a reload loses nothing.

1. A visitor's note is a file of the drafts' folder, named by a key that cannot be guessed. Whoever
   has the key, from the address of the note or from the browser, has the note.
2. Each change reads the note as it is, changes it, and puts it in the place of the old one; two
   pages of one visitor never undo each other's changes.
3. A page looks at its note several times: what was parsed last is kept, by the bytes it came from.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock

from cmp_search.notes.file import NOTE_SUFFIX, read_bytes, replace_file
from cmp_search.notes.file_format import note_bytes, parse_note
from cmp_search.notes.note import Note

_KEY = re.compile(r"[\w-]{22}", re.ASCII)
_LOCK = Lock()
_parsed = lru_cache(maxsize=8)(parse_note)


@dataclass(frozen=True, slots=True)
class Drafts:
    """The notes in a folder, which is made when the first is kept."""

    folder: Path

    def has(self, key: str) -> bool:
        """Whether there is a note with a key."""
        return bool(_KEY.fullmatch(key)) and self._path(key).is_file()

    def read(self, key: str) -> Note | None:
        """The note with a key; None if there is none.

        Raises:
            NoteError: its file is damaged.
        """
        path = self._path(key)
        return _parsed(read_bytes(path), path.name) if self.has(key) else None

    def keep(self, note: Note) -> str:
        """Keep a new note; returns its key."""
        key = token_urlsafe(16)
        self._write(key, note)
        return key

    def change(self, key: str, edit: Callable[[Note], Note]) -> tuple[Note, Note] | None:
        """Change a note; returns it as it was and as it is, or None if there is none.

        Raises:
            NoteError: its file is damaged, or the edit cannot be made; then nothing is changed.
        """
        with _LOCK:
            before = self.read(key)
            if before is None:
                return None
            after = edit(before)
            if after != before:
                self._write(key, after)
            return before, after

    def _write(self, key: str, note: Note) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(self._path(key), note_bytes(note))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{NOTE_SUFFIX}"
