"""What tests of the doctor do to a place, and what it then finds."""

from collections.abc import Callable
from pathlib import Path

from cmp_search.doctor import Finding, Severity, examine
from cmp_search.index.embedded.folder import current, manifest_sum
from cmp_search.index.embedded.pointer import write_pointer
from cmp_search.settings import Settings

Harm = Callable[[Path], None]


def problems(settings: Settings) -> list[Finding]:
    """The findings that are not ok; each says how to fix it."""
    found = [finding for finding in examine(settings) if finding.severity is not Severity.OK]
    assert all(finding.fix for finding in found)
    return found


def only_problem(settings: Settings, level: Severity, area: str) -> Finding:
    """The only finding that is not ok."""
    (found,) = problems(settings)
    assert (found.severity, found.area) == (level, area), found
    return found


def flip(path: Path, place: int | None = None) -> None:
    """Flip one bit of a file, in its middle unless a place is given."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if place is None else place] ^= 1
    path.write_bytes(data)


def repoint(index: Path) -> None:
    """Give the pointer the hash that the manifest has now."""
    folder = current(index)
    write_pointer(index, folder.name, {folder.name: manifest_sum(folder)})
