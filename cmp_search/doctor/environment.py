"""The environment: Python, the installed packages, what the index needs, and free disk space.

In a checkout, the requirements are read from `pyproject.toml`, since the installed metadata may be
older; otherwise from the package's metadata. No package is imported for this.
"""

import platform
import shutil
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from cmp_search.doctor.finding import Finding, Severity
from cmp_search.errors import UnknownEngineError
from cmp_search.extras import DISTRIBUTION, EXTRAS, HOME, has_extra, install_command
from cmp_search.settings import Settings

MODEL_BYTES = 500_000_000
INDEX_BYTES = 100_000_000


def check(settings: Settings) -> Iterator[Finding]:
    """Check the whole environment."""
    python, packages = required()
    yield from _python(python)
    yield from _packages(packages)
    yield _extras()
    yield from _engine(settings)
    yield from _disk_space(settings)


def required() -> tuple[str, list[str]]:
    """The required versions of Python (PEP 440) and of the packages (PEP 508)."""
    if _is_checkout():
        project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
        return project["requires-python"], project["dependencies"]
    return metadata.metadata(DISTRIBUTION)["Requires-Python"], metadata.requires(DISTRIBUTION) or []


def _is_checkout() -> bool:
    """Whether the project's own `pyproject.toml` is next to the package."""
    try:
        project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
        return bool(project["name"] == DISTRIBUTION)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _python(specifier: str) -> Iterator[Finding]:
    from packaging.specifiers import SpecifierSet

    version = platform.python_version()
    if SpecifierSet(specifier).contains(version, prereleases=True):
        yield Finding("environment", Severity.OK, f"Python {version}")
    else:
        fix = "install a newer Python and recreate the environment: `make PYTHON=python3.11`"
        yield Finding(
            "environment", Severity.WRONG, f"Python is {version}, {specifier} is required", fix
        )


def _packages(requirements: list[str]) -> Iterator[Finding]:
    from packaging.requirements import Requirement

    needed = [
        requirement
        for requirement in map(Requirement, requirements)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]
    all_installed = True
    for requirement in needed:
        installed = _version(requirement.name)
        if installed and requirement.specifier.contains(installed, prereleases=True):
            continue
        all_installed = False
        wanted = f"is {installed}, {requirement.specifier} is required"
        problem = wanted if installed else "is not installed"
        message = f"the package {requirement.name} {problem}"
        yield Finding("environment", Severity.WRONG, message, install_command())
    if all_installed:
        yield Finding("environment", Severity.OK, f"all {len(needed)} packages are installed")
    others = [
        f"{pinned.name} {installed} ({pinned.specifier})"
        for pinned in map(Requirement, _constraints())
        if (installed := _version(pinned.name))
        and not pinned.specifier.contains(installed, prereleases=True)
    ]
    if others:
        message = f"other versions than this tool was tested with: {', '.join(others)}"
        yield Finding("environment", Severity.WARNING, message, install_command())


def _version(package: str) -> str:
    """The installed version; empty if there is none, or only the remains of one."""
    try:
        return metadata.version(package) or ""
    except (metadata.PackageNotFoundError, KeyError):
        return ""


def _constraints() -> list[str]:
    """The pinned versions that a checkout is tested with."""
    if not _is_checkout() or not (HOME / "constraints.txt").is_file():
        return []
    lines = (HOME / "constraints.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _extras() -> Finding:
    """Which extras are there; what needs another one says so itself."""
    there = [name for name in EXTRAS if has_extra(name)]
    absent = [name for name in EXTRAS if name not in there]
    message = f"extras installed: {', '.join(there) or 'none'}"
    if absent:
        message += f"; not installed: {', '.join(absent)} (docs/install.md says what for)"
    return Finding("environment", Severity.OK, message)


def _engine(settings: Settings) -> Iterator[Finding]:
    """Whether this machine has what keeping the index needs."""
    from cmp_search.index.engines import engine_of

    try:
        check = engine_of(settings.index).check_machine()
    except UnknownEngineError:
        return  # Reported by the index's check.
    if check.is_fault:
        yield Finding("environment", Severity.WRONG, check.what, check.fix)
    else:
        yield Finding("environment", Severity.OK, check.what)


def _disk_space(settings: Settings) -> Iterator[Finding]:
    """Space for the unpacked model, if it is not there yet, and for another index generation."""
    from cmp_search.encoders import DEFAULT_MODEL
    from cmp_search.encoders.e5.cache import SUMS
    from cmp_search.encoders.e5.weights import unpacked
    from cmp_search.index.engines import engine_of

    if settings.model == DEFAULT_MODEL:
        model = unpacked()
        needed = 0 if (model / SUMS).is_file() else MODEL_BYTES
        yield _free_space(model, needed, Severity.WRONG, "the unpacked model")
    try:
        folder = engine_of(settings.index).storage(settings.index)
    except UnknownEngineError:
        return  # Reported by the index's check.
    if folder is None:
        return
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    yield _free_space(folder, max(INDEX_BYTES, 2 * size), Severity.WARNING, "an index")


def _free_space(folder: Path, needed: int, severity: Severity, purpose: str) -> Finding:
    """The free space for a folder that may not exist yet."""
    existing = next(p for p in (folder, *folder.resolve().parents) if p.is_dir())
    free = shutil.disk_usage(existing).free
    message = f"{free // 1_000_000:,} MB free for {purpose} in {folder}"
    if free >= needed:
        return Finding("environment", Severity.OK, message)
    fix = f"free up space on that disk: {needed // 1_000_000:,} MB are needed"
    return Finding("environment", severity, f"only {message}", fix)
