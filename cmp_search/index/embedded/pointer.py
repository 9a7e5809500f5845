"""The pointer of an index folder, `CURRENT`: which generation is current, and which are kept.

Its first line is the name of the current generation, or a hyphen if there is none. Each line that
follows has the name of a generation that was published and is kept, and the SHA-256 of its
manifest, which lists the sums of its other files. Earlier versions wrote the first line alone.
A folder that no line names was never published, or is no longer kept.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cmp_search.documents.durable import write_file

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
NONE = "-"
_GENERATION = re.compile(r"g([0-9]{6,})(-[0-9a-f]{8})?")
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
        return tuple(sorted(self.sums, key=_age, reverse=True))


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
    return Pointer(current, sums, len(sums) == len(lines) and (not current or current in sums))


def write_pointer(folder: Path, current: str, sums: Mapping[str, str]) -> None:
    """Replace the pointer of an index folder, in one step that survives a power cut."""
    lines = [f"{name} {sum or NONE}" for name, sum in sums.items()]
    write_file(folder / CURRENT, "\n".join([current or NONE, *lines, ""]).encode())


def is_generation(name: str) -> bool:
    """Whether this is the name of a generation's folder."""
    return _GENERATION.fullmatch(name) is not None


def next_name(taken: set[str]) -> str:
    """A name for the next generation: the next number, and random digits.

    The digits make it a new name even if all others were removed or forgotten meanwhile, so that no
    name stands for two generations.
    """
    number = max((_age(name)[0] for name in taken), default=0) + 1
    return f"g{number:06d}-{secrets.token_hex(4)}"


def _age(name: str) -> tuple[int, str]:
    match = _GENERATION.fullmatch(name)
    return (int(match[1]) if match else 0, name)
