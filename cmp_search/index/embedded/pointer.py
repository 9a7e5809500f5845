"""The pointer of an index folder, `CURRENT`: which generation is current, and which are kept.

Its first line is the name of the current generation, or a hyphen if there is none. Each line that
follows has the name of a generation that was published and is kept, and the SHA-256 of its
manifest, which lists the sums of its other files. Earlier versions wrote the first line alone.
A folder that no line names was never published, or is no longer kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cmp_search.documents.durable import write_file
from cmp_search.index.stored.names import age, is_generation

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
NONE = "-"
_LINE = re.compile(r"(g[0-9]{6,}(?:-[0-9a-f]{8})?) ([0-9a-f]{64}|-)")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The name of the current generation, empty if none is; the kept ones with their sums.

    A sum is empty if the generation was published by a version that wrote none. `is_whole` is false
    if the file is missing or not as it was written.
    """

    current: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The generations that are kept, the newest first."""
        return tuple(sorted(self.sums, key=age, reverse=True))


def read_pointer(folder: Path) -> Pointer:
    """The pointer of an index folder; of one that cannot be read, what can be made out of it."""
    try:
        first, *lines = (folder / CURRENT).read_text("utf-8").strip().split("\n")
    except (OSError, UnicodeDecodeError):
        return Pointer()
    current = "" if first == NONE else first
    if not lines and is_generation(current):
        return Pointer(current, {current: ""}, is_whole=True)
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    sums = {match[1]: match[2].removeprefix(NONE) for match in found}
    is_named = first == NONE or current in sums
    return Pointer(current, sums, is_named and len(sums) == len(lines))


def write_pointer(folder: Path, current: str, sums: Mapping[str, str]) -> None:
    """Replace the pointer of an index folder, in one step that survives a power cut."""
    write_file(folder / CURRENT, as_written(current, sums))


def as_written(current: str, sums: Mapping[str, str]) -> bytes:
    """What a pointer says, to the byte."""
    lines = [f"{name} {sum or NONE}" for name, sum in sums.items()]
    return "\n".join([current or NONE, *lines, ""]).encode()
