"""What a backup contains: `backup.json` in it, which has the sum of every other file.

A backup is a zip file, which any system opens: `corpus/` has the files of the corpus folder, with
the catalogue, and what was removed from it; `index/` those of the generation that was current.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from cmp_search.corpus.adding import RECORD
from cmp_search.documents.source import REMOVED
from cmp_search.documents.walking import walk
from cmp_search.index.calibration import Calibration

VERSION = 1
"""To be raised when older versions of this tool could not restore a backup any more."""
CONTENTS = "backup.json"
CORPUS, INDEX = "corpus/", "index/"


def inside(path: str) -> str:
    """A relative path that stays within its folder on every system.

    Raises:
        ValueError: it does not, or its name cannot be written.
    """
    steps = PurePosixPath(path).parts
    leaves = not steps or ".." in steps or "\\" in path or PureWindowsPath(path).anchor
    if leaves or "/".join(steps) != path or path.startswith("/") or not path.isprintable():
        raise ValueError(f"{path!r} is no path within a folder")
    return path


def in_corpus(path: str) -> str:
    """The path of a file that is kept with a corpus: none that is hidden, but for one record.

    Raises:
        ValueError: it is another.
    """
    if any(step.startswith(".") for step in inside(path).split("/")) and path != RECORD:
        raise ValueError(f"{path!r} is hidden")
    return path


@dataclass(frozen=True, slots=True)
class Sum:
    """The size of a file in bytes, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a backup has: by whom and when (UTC) it was made, and the sum of each file by its path.

    `corpus` is relative to the corpus folder; `index` has the names of the generation's files,
    `tags` are those that the generation has.
    """

    version: int
    tool: str
    created: str
    generation: Annotated[str, AfterValidator(inside)]
    documents: int
    fingerprint: str
    calibration: Calibration | None
    corpus: dict[Annotated[str, AfterValidator(in_corpus)], Sum]
    index: dict[Annotated[str, AfterValidator(inside)], Sum]
    tags: tuple[str, ...] = ()

    @property
    def members(self) -> dict[str, Sum]:
        """The sums of all files but this one, by their paths in the backup."""
        return {
            **{CORPUS + path: sum for path, sum in self.corpus.items()},
            **{INDEX + name: sum for name, sum in self.index.items()},
        }

    @property
    def bytes(self) -> int:
        """The size of all files."""
        return sum(one.bytes for one in self.members.values())


CONTENTS_TYPE = TypeAdapter(BackupContents)


def files_in(corpus: Path, *, removed: bool) -> Iterator[Path]:
    """The regular files of a corpus folder that are kept with it, those removed only if wanted.

    Hidden ones are of a running or a killed command, but for the record of the last addition. Links
    are not followed.

    Raises:
        CorpusError: a folder cannot be listed.
    """
    for folder, folders, names in walk(corpus):
        below = Path(folder).relative_to(corpus)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if not removed and below == Path():
            folders[:] = [name for name in folders if name != REMOVED]
        for name in sorted(names):
            path = Path(folder) / name
            is_kept = not name.startswith(".") or below / name == Path(RECORD)
            if is_kept and path.is_file() and not path.is_symlink():
                yield path
