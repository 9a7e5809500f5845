"""The commands that are killed, each on a small corpus made for it, and what must hold after it.

After a kill, whatever it was at:
1. What was indexed can be asked at once: the index has the texts of before or of after.
2. The next command, a build, succeeds; then the index has exactly the texts of the corpus, and the
   texts of the corpus are those of before or of after.
3. No file of before is lost: its bytes are still in the corpus, removed or not.
4. The index folder has nothing but what belongs to it, and each generation in it is undamaged, as
   is each backup.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from benchmarks.faults.kill_corpora import (
    COPY,
    added,
    adding_killed,
    back_in_its_place,
    changed,
    copied,
    emptied,
    fetched,
    indexed,
    nothing,
    publishing_fog,
    restoring_killed,
    saved_before_changes,
    saved_elsewhere,
    taken_out,
    to_be_added,
)
from benchmarks.faults.killing import Command
from cmp_search.backup.reading import check_backup
from cmp_search.backup.restoring import UNPACKED, UNPACKING
from cmp_search.cli import main
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.documents.provenance import FETCHED, PROVENANCE
from cmp_search.documents.source import REMOVED, has_no_text
from cmp_search.errors import CmpSearchError, NoIndexError
from cmp_search.index.embedded.folder import CALIBRATION, LOCK, MEMORY
from cmp_search.index.embedded.generations import check
from cmp_search.index.embedded.pointer import CURRENT
from cmp_search.index.embedded.tags import TAGS
from cmp_search.library import Library
from cmp_search.settings import DEFAULTS
from tests.sample import write_corpus

NOT_KEPT = ("/.", f"/{CATALOGUE}")
"""What is no text: records, and what a change has staged, which is nothing until it is decided."""
Texts = dict[str, str]
"""The hash of each text, by its name."""


@dataclass(frozen=True, slots=True)
class State:
    """What a folder holds: the texts in the corpus, those in the index, and all files."""

    corpus: Texts
    indexed: Texts
    files: frozenset[str]

    @property
    def record(self) -> dict[str, Any]:
        """The state as JSON has it."""
        return {"corpus": self.corpus, "indexed": self.indexed, "files": sorted(self.files)}

    @classmethod
    def of(cls, record: dict[str, Any]) -> Self:
        """The state of a record."""
        return cls(record["corpus"], record["indexed"], frozenset(record["files"]))


@dataclass(frozen=True, slots=True)
class Case:
    """A command, in whose words @ is the folder, how that is made, and what it is run within.

    What the app alone does, without a command, is an `act` of the library instead. Files with the
    names in `unlike` are not the same after each run.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path, Library], None]
    within: Callable[[Path], AbstractContextManager[None]] = lambda _: nullcontext()
    unlike: frozenset[str] = frozenset()
    act: Callable[[Library], None] | None = None


def library_in(folder: Path) -> Library:
    """The library of a folder."""
    return Library(folder / "corpus", str(folder / "index"), "fake", "none")


def prepare(case: Case, folder: Path) -> None:
    """Make the folder in which a command is to be run."""
    write_corpus(folder / "corpus")
    case.prepare(folder, library_in(folder))


def command(case: Case, folder: Path) -> Command:
    """The command, run in a folder."""

    def run() -> None:
        os.environ["CMP_SEARCH_CORPUS"] = str(folder / "corpus")
        os.environ["CMP_SEARCH_INDEX"] = str(folder / "index")
        os.environ["CMP_SEARCH_MODEL"] = "fake"
        # Another working folder, since strace would see the one of the corpus in every call.
        os.chdir("/")
        if case.act:
            case.act(library_in(folder))
            return
        sys.argv = ["cmp-search", *(word.replace("@", f"{folder}/") for word in case.words)]
        main()

    return Command(run, lambda: case.within(folder))


def state(case: Case, folder: Path) -> State:
    """What a folder holds now."""
    corpus = folder / "corpus"
    files = {
        path.relative_to(corpus).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(corpus.rglob("*"))
        if path.is_file()
        and path.name not in case.unlike
        and not path.is_relative_to(corpus / DEFAULTS["audit"])
    }
    texts = {name: sum for name, sum in files.items() if not name.startswith((".", f"{REMOVED}/"))}
    kept = (sum for name, sum in files.items() if not f"/{name}".startswith(NOT_KEPT))
    return State(texts, _indexed(folder), frozenset(kept))


def _indexed(folder: Path) -> Texts:
    library = library_in(folder)
    try:
        index = library.index()
    except NoIndexError:
        return {}
    library.ask("Who polished forty lenses?")
    return {entry.id: index.document(entry.id).sha256 for entry in index.entries()}


def problems(case: Case, folder: Path, before: State, after: State) -> list[str]:
    """What does not hold after a kill."""
    try:
        at_once = state(case, folder)
        library = library_in(folder)
        library.build(may_remove_most=True)
        later = state(case, folder)
        status = None if has_no_text(library.corpus) else library.status()
    except (CmpSearchError, OSError) as error:
        return [f"the next command fails: {error}"]
    found = []
    if at_once.indexed not in (before.indexed, after.indexed):
        found.append(f"what was indexed cannot be asked: {sorted(at_once.indexed)}")
    if later.corpus not in (before.corpus, after.corpus):
        found.append(f"the corpus is neither as before nor as after: {sorted(later.corpus)}")
    if status and (status.pending or status.gone or status.failed):
        found.append(f"the next build is not enough: {status.pending} {status.gone}")
    if lost := before.files - later.files:
        found.append(f"{len(lost)} files are lost")
    return [*found, *_litter(folder)]


def _litter(folder: Path) -> Iterator[str]:
    """What does not belong into the folders, or is damaged."""
    index = folder / "index"
    kept = {one.name for one in library_in(folder).generations()}
    own = {CURRENT, LOCK, TAGS, CALIBRATION, MEMORY}
    left = {path.name for path in index.iterdir()} - kept - own
    left |= {name for name in (UNPACKED, UNPACKING) if (folder / "corpus" / name).exists()}
    if left:
        yield f"left behind: {sorted(left)}"
    checks: list[Callable[[], object]] = [partial(check, index, name) for name in kept]
    checks += [partial(check_backup, file) for file in folder.glob("*.zip")]
    for one in checks:
        try:
            one()
        except CmpSearchError as error:
            yield str(error)


CASES = (
    Case("index, the first time", ("index",), nothing),
    Case("index, after changes", ("index",), changed),
    Case("index, nothing to do", ("index",), indexed),
    Case("index, all removed", ("index", "--yes"), emptied),
    Case("rollback", ("rollback",), indexed),
    Case("tag", ("tag", "signed"), indexed),
    Case("backup", ("backup", "@new.zip"), indexed),
    Case("restore over a corpus", ("restore", "--yes", "@saved.zip"), saved_before_changes),
    Case("restore over a text alone", ("restore", "--yes", "@saved.zip"), saved_elsewhere),
    Case("add, a new text", ("add", "--yes", "@sails.txt", "--title", "Sails"), to_be_added),
    Case(
        "add, in place of one",
        ("add", "--yes", "@harbour-2021.md"),
        to_be_added,
        unlike=frozenset([PROVENANCE]),
    ),
    Case("undo", ("undo",), added),
    Case("remove", ("remove", "harbour-2021"), indexed),
    Case("put back", (), taken_out, act=back_in_its_place),
    Case("confirm", ("confirm", "--yes", COPY), copied, unlike=frozenset([PROVENANCE])),
    Case("index, after a killed add", ("index",), adding_killed),
    Case("index, after a killed restore", ("index",), restoring_killed),
    Case(
        "fetch, a new version",
        ("fetch", "fog"),
        fetched,
        publishing_fog,
        frozenset([CATALOGUE, FETCHED]),
    ),
)
