"""The environment: Python, the installed packages, SQLite, and room on the disk.

What is required is read from `pyproject.toml` in a checkout, whose metadata may be older, and from
the metadata of the package elsewhere. No package is imported for it.
"""

import platform
import shlex
import shutil
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from cmp_search.doctor.finding import Finding, Severity
from cmp_search.settings import Settings

NAME = "cmp-search"
HOME = Path(__file__).parents[2]
"""The checkout, where the package lies in one."""
MODEL_BYTES = 500_000_000
INDEX_BYTES = 100_000_000


def check(settings: Settings) -> Iterator[Finding]:
    """Look at all of it."""
    python, packages = required()
    yield from _python(python)
    yield from _packages(packages)
    yield from _sqlite()
    yield from _room(settings)


def required() -> tuple[str, list[str]]:
    """The versions of Python and the packages that are needed, in the form of PEP 440 and 508."""
    if _is_checkout():
        project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
        return project["requires-python"], project["dependencies"]
    return metadata.metadata(NAME)["Requires-Python"], metadata.requires(NAME) or []


def _is_checkout() -> bool:
    """Whether the project's own `pyproject.toml` lies beside the package."""
    try:
        project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
        return bool(project["name"] == NAME)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _python(wanted: str) -> Iterator[Finding]:
    from packaging.specifiers import SpecifierSet

    version = platform.python_version()
    if SpecifierSet(wanted).contains(version, prereleases=True):
        yield Finding("environment", Severity.OK, f"Python {version}")
    else:
        fix = "install a newer Python and make the environment again: `make PYTHON=python3.11`"
        yield Finding(
            "environment", Severity.WRONG, f"Python is {version}, it must be {wanted}", fix
        )


def _packages(wanted: list[str]) -> Iterator[Finding]:
    from packaging.requirements import Requirement

    needed = [
        requirement
        for requirement in map(Requirement, wanted)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]
    wrong = False
    for requirement in needed:
        found = _version(requirement.name)
        if found and requirement.specifier.contains(found, prereleases=True):
            continue
        wrong = True
        how = f"is {found}, it must be {requirement.specifier}" if found else "is not installed"
        what = f"the package {requirement.name} {how}"
        yield Finding("environment", Severity.WRONG, what, _install(str(requirement)))
    if not wrong:
        yield Finding("environment", Severity.OK, f"all {len(needed)} packages are installed")
    others = [
        f"{pinned.name} {found} ({pinned.specifier})"
        for pinned in map(Requirement, _constraints())
        if (found := _version(pinned.name))
        and not pinned.specifier.contains(found, prereleases=True)
    ]
    if others:
        what = f"other versions than those this was tested with: {', '.join(others)}"
        yield Finding("environment", Severity.WARNING, what, _install(NAME))


def _version(package: str) -> str:
    """The installed version; empty where there is none, or only the remains of one."""
    try:
        return metadata.version(package) or ""
    except (metadata.PackageNotFoundError, KeyError):
        return ""


def _constraints() -> list[str]:
    """The pins that a checkout is tested with."""
    if not _is_checkout() or not (HOME / "constraints.txt").is_file():
        return []
    lines = (HOME / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _install(requirement: str) -> str:
    """The command that installs a package: the whole of a checkout, or the one."""
    words = [sys.executable, "-m", "pip", "install"]
    if _is_checkout():
        words += ["--constraint", str(HOME / "constraints.txt"), "--editable", str(HOME)]
    else:
        words.append(requirement)
    return shlex.join(words)


def _sqlite() -> Iterator[Finding]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5(words)")
        connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(terms, 'row')")
    except sqlite3.Error as error:
        fix = "use a Python whose SQLite has FTS5, such as the one from python.org"
        what = f"SQLite {sqlite3.sqlite_version} has no full-text search ({error})"
        yield Finding("environment", Severity.WRONG, what, fix)
    else:
        yield Finding("environment", Severity.OK, f"SQLite {sqlite3.sqlite_version} with FTS5")
    finally:
        connection.close()


def _room(settings: Settings) -> Iterator[Finding]:
    """Room for the unpacked model, where it is still to come, and for another generation."""
    from cmp_search.doctor.model import SUMS
    from cmp_search.encoders import DEFAULT_MODEL
    from cmp_search.encoders.e5.weights import unpacked

    if settings.model == DEFAULT_MODEL:
        model = unpacked()
        needed = 0 if (model / SUMS).is_file() else MODEL_BYTES
        yield _free(model, needed, Severity.WRONG, "the unpacked model")
    size = sum(path.stat().st_size for path in settings.index.rglob("*") if path.is_file())
    yield _free(settings.index, max(INDEX_BYTES, 2 * size), Severity.WARNING, "an index")


def _free(place: Path, needed: int, severity: Severity, what: str) -> Finding:
    """The room at a place that need not be there yet."""
    there = next(p for p in (place, *place.resolve().parents) if p.is_dir())
    free = shutil.disk_usage(there).free
    said = f"{free // 1_000_000:,} MB free for {what} in {place}"
    if free >= needed:
        return Finding("environment", Severity.OK, said)
    fix = f"make room on that disk: {needed // 1_000_000:,} MB are needed"
    return Finding("environment", severity, f"only {said}", fix)
