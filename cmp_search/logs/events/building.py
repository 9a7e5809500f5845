"""What a build tells, and the readers in it."""

from dataclasses import dataclass
from logging import INFO, WARNING

from cmp_search.logs.events import Event


@dataclass(frozen=True, slots=True)
class BuildBegun(Event):
    """Somebody began to bring the index up to date."""

    name = "build_begun"
    level = INFO
    who: str
    via: str


@dataclass(frozen=True, slots=True)
class BuildEnded(Event):
    """The index is up to date; without a generation, its last text was removed."""

    name = "build_ended"
    level = INFO
    generation: str
    documents: int
    passages: int
    added: int
    changed: int
    removed: int
    failed: int
    encoded: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FileSetAside(Event):
    """A file of the corpus cannot be indexed; a lasting failure is not tried again as it is."""

    name = "file_set_aside"
    level = WARNING
    then = "do what the reason says; errors.md has each code"
    id: str
    file: str
    code: str
    reason: str
    lasting: bool
    tries: int


@dataclass(frozen=True, slots=True)
class ReaderCrashed(Event):
    """The process that reads files ended over one, or took too long; the end of what it printed."""

    name = "reader_crashed"
    level = WARNING
    then = (
        "nothing for one file, which `file_set_aside` names; for many, see whether memory is short"
    )
    work: str
    slow: bool
    status: int | None
    output: str
