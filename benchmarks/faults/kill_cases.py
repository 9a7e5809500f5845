"""The commands that are killed, each on a small corpus made for it, and what must hold after it.

After a kill, whatever it was at:
1. What was indexed can be asked at once: the index has the texts of before or of after.
2. The next command, a build, succeeds; then the index has exactly the texts of the corpus, and the
   texts of the corpus are those of before or of after.
3. No file of before is lost: its bytes are still in the corpus, removed or not.
4. The index folder has nothing but what belongs to it, and each generation in it is undamaged.
"""

import hashlib
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import trustme

from benchmarks.faults.killing import Command
from cmp_search.backup.restoring import UNPACKED, UNPACKING
from cmp_search.cli import main
from cmp_search.corpus.fetch import texts
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.documents.provenance import FETCHED
from cmp_search.documents.source import REMOVED, has_no_text
from cmp_search.errors import CmpSearchError, NoIndexError
from cmp_search.index.embedded.folder import CALIBRATION, LOCK
from cmp_search.index.embedded.generations import check
from cmp_search.index.embedded.pointer import CURRENT
from cmp_search.index.embedded.tags import TAGS
from cmp_search.library import Library
from tests.corpus.fetch.publisher import HOST, LOCAL, page, publishing, resolver
from tests.sample import HARBOUR, write_corpus

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

    Files with the names in `unlike` are not the same after each run.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path, Library], None]
    within: Callable[[Path], AbstractContextManager[None]] = lambda _: nullcontext()
    unlike: frozenset[str] = frozenset()


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
        sys.argv = ["cmp-search", *(word.replace("@", f"{folder}/") for word in case.words)]
        main()

    return Command(run, lambda: case.within(folder))


def state(case: Case, folder: Path) -> State:
    """What a folder holds now."""
    corpus = folder / "corpus"
    files = {
        path.relative_to(corpus).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and path.name not in case.unlike
    }
    texts = {name: sum for name, sum in files.items() if not name.startswith((".", f"{REMOVED}/"))}
    kept = (sum for name, sum in files.items() if not Path(name).name.startswith((".", CATALOGUE)))
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
    left = {path.name for path in index.iterdir()} - kept - {CURRENT, LOCK, TAGS, CALIBRATION}
    left |= {name for name in (UNPACKED, UNPACKING) if (folder / "corpus" / name).exists()}
    if left:
        yield f"left behind: {sorted(left)}"
    for name in kept:
        try:
            check(index, name)
        except CmpSearchError as error:
            yield str(error)


def _indexed_before(folder: Path, library: Library) -> None:
    """Three generations."""
    library.build()
    for words in ("of ash", "of oak"):
        _write(folder, "oars.txt", f"The oars are {words}.")
        library.build()


def _changed(folder: Path, library: Library) -> None:
    """Three generations, and since then a text more, one changed and one gone."""
    _indexed_before(folder, library)
    _write(folder, "oars.txt", "The oars are of elm.")
    _write(folder, "sails.txt", "The sails are of linen.")
    library.remove("puertos-2022")


def _emptied(folder: Path, library: Library) -> None:
    """All texts were removed since."""
    _indexed_before(folder, library)
    for entry in library.index().entries():
        library.remove(entry.id)


def _saved(folder: Path, library: Library) -> None:
    """A backup of another corpus than the one that is there now."""
    _indexed_before(folder, library)
    library.backup(folder / "saved.zip")
    _changed_since(folder, library)


def _changed_since(folder: Path, library: Library) -> None:
    _write(folder, "oars.txt", "The oars are of elm.")
    _write(folder, "sails.txt", "The sails are of linen.")
    library.remove("ports-2021")
    library.build()


def _saved_elsewhere(folder: Path, library: Library) -> None:
    """A backup, and nothing else."""
    _indexed_before(folder, library)
    library.backup(folder / "saved.zip")
    for name in ("corpus", "index"):
        (folder / name).rename(folder / f"old {name}")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "fog.txt").write_text("Fog rests on the pier.", "utf-8")


def _to_be_added(folder: Path, library: Library) -> None:
    """A new file and a new version of one that is there."""
    _indexed_before(folder, library)
    (folder / "sails.txt").write_text("The sails are of linen.", "utf-8")
    (folder / "harbour-2021.md").write_text(HARBOUR + "\nThe fog lifted.\n", "utf-8")


def _added(folder: Path, library: Library) -> None:
    """The last addition replaced a text."""
    _to_be_added(folder, library)
    library.add(folder / "harbour-2021.md")
    library.build()


@contextmanager
def _publishing(folder: Path) -> Iterator[None]:
    """A publisher on this machine has a text of the catalogue, in another version than is there."""
    with publishing(trustme.CA()) as publisher, ExitStack() as doubles:
        doubles.enter_context(patch.object(socket, "getaddrinfo", resolver({HOST: [LOCAL]})))
        doubles.enter_context(patch.object(texts, "Network", publisher.network))
        publisher.pages["/fog"] = page(b"<h1>Fog</h1><p>Fog rests on the long pier.</p>")
        with (folder / "corpus" / CATALOGUE).open("a", encoding="utf-8") as catalogue:
            catalogue.write(f'\n[[document]]\nid = "fog"\nurl = "{publisher.url("/fog")}"\n')
        yield


def _fetched(folder: Path, library: Library) -> None:
    """An older version of a text that will be fetched."""
    _write(folder, "fog.md", "# Fog\n\nFog rests on the pier.")
    _indexed_before(folder, library)


def _write(folder: Path, name: str, text: str) -> None:
    (folder / "corpus" / name).write_text(text, "utf-8")


def _nothing(folder: Path, library: Library) -> None:
    """A corpus that was never indexed."""


CASES = (
    Case("index, the first time", ("index",), _nothing),
    Case("index, after changes", ("index",), _changed),
    Case("index, nothing to do", ("index",), _indexed_before),
    Case("index, all removed", ("index", "--yes"), _emptied),
    Case("rollback", ("rollback",), _indexed_before),
    Case("tag", ("tag", "signed"), _indexed_before),
    Case("backup", ("backup", "@new.zip"), _indexed_before),
    Case("restore over a corpus", ("restore", "--yes", "@saved.zip"), _saved),
    Case("restore over a text alone", ("restore", "--yes", "@saved.zip"), _saved_elsewhere),
    Case("add, a new text", ("add", "--yes", "@sails.txt", "--title", "Sails"), _to_be_added),
    Case("add, in place of one", ("add", "--yes", "@harbour-2021.md"), _to_be_added),
    Case("undo", ("undo",), _added),
    Case("remove", ("remove", "harbour-2021"), _indexed_before),
    Case(
        "fetch, a new version",
        ("fetch", "fog"),
        _fetched,
        _publishing,
        frozenset([CATALOGUE, FETCHED]),
    ),
)
