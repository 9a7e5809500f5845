"""Opening an index: its current generation, or the newest one that is whole.

1. The current generation is opened if it is whole, as far as that is checked (see
   `checked_files`).
2. If it is damaged, or the pointer to it is, the others are tried, those before it first, the
   newest first; what is opened has a caveat. One of another schema is not damaged: then nothing
   else is opened, and the next build migrates it.
3. If no generation is whole, the error is that of the current one.
"""

import sqlite3
from pathlib import Path

from cmp_search.errors import MismatchError
from cmp_search.index.caveats import Caveat
from cmp_search.index.embedded.folder import candidates
from cmp_search.index.embedded.generation import Generation

DAMAGE = (
    MismatchError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    sqlite3.Error,
)
"""What reading a damaged file may raise: this package, FAISS, SQLite, pydantic or Python."""


def open_newest(folder: Path, *, searchable: bool) -> Generation:
    """The current generation of an index folder, or the newest other one that is whole.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: the folder is not an index.
        MismatchError: it is from another version, or none is whole.
    """
    found = candidates(folder)
    fault: MismatchError | None = None
    for generation in found.generations:
        try:
            opened = Generation.load(generation, searchable=searchable)
        except DAMAGE as error:
            # A writer may have moved the pointer and removed the old generation just now.
            if candidates(folder) != found:
                return open_newest(folder, searchable=searchable)
            fault = fault or _fault(generation, error)
            if fault.code == "other_schema":
                raise fault from error
            continue
        if fault or not found.has_pointer:
            opened.add_caveat(_caveat(opened, fault))
        return opened
    raise fault or MismatchError("index_damaged", folder=folder)


def _fault(generation: Path, error: BaseException) -> MismatchError:
    """What is wrong with a generation, as an error of this package."""
    if isinstance(error, MismatchError):
        return error
    return MismatchError("index_broken", folder=generation, reason=error)


def _caveat(opened: Generation, fault: MismatchError | None) -> Caveat:
    manifest = opened.manifest
    known = {"generation": manifest.generation, "date": manifest.created}
    return Caveat("older_generation", {**known, **({"reason": fault.record} if fault else {})})
