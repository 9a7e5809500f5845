"""Flips one bit at a time in the catalogue and in the record of where texts are from.

1. The sample corpus is indexed; one text is a copy of an official one that was confirmed.
2. After a flip, all that is shown must be as before, since the index has its own entries; the
   status has to say that the corpus is another now, or that the catalogue is none.
3. Then the corpus is indexed again. Whatever is shown differently then must be named by that build
   among what changed; or nothing is built, and that is said. The doctor has to be silent about
   nothing: it finds a catalogue that is none.
A flip that leaves the entries as they were, in white space or in a comment, changes nothing.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks.faults.figure import Figure
from benchmarks.faults.flipping import files_with_bits, flipped
from cmp_search.citations.citation import cite
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.documents.provenance import PROVENANCE
from cmp_search.documents.source import Source, scan_corpus
from cmp_search.errors import CmpSearchError
from cmp_search.index.contents import Slice
from cmp_search.library import Library
from tests.sample import write_corpus

COPY = "puertos-2022"
"""A text that is a copy, and is confirmed."""
Shown = dict[str, object]
"""What is shown of each text, by its id: its entry, and its passages with their citations."""


def catalogue_flips(count: int, seconds: float, seed: int = 1) -> Figure:
    """Flip `count` bits, or as many as the time allows."""
    random, began, tried = Random(seed), monotonic(), 0
    bad: list[str] = []
    with TemporaryDirectory(prefix="cmp-search-catalogue-") as place:
        whole, used = Path(place) / "whole", Path(place) / "used"
        _prepare(whole)
        shutil.copytree(whole, used)
        before, sources = _shown(used), _sources(used)
        while tried < count and monotonic() - began < seconds:
            file = random.choice(files_with_bits(used / "corpus", (CATALOGUE, PROVENANCE)))
            bit = random.randrange(8 * file.stat().st_size)
            with flipped(file, bit):
                found = list(_faults(used, before, sources))
                if _sources(used) != sources:  # It was built.
                    shutil.rmtree(used / "index")
            if not (used / "index").is_dir():
                shutil.copytree(whole / "index", used / "index")
            tried += 1
            bad += [f"{file.name}, bit {bit}: {fault}" for fault in found]
    note = "; ".join(bad[:3])
    return Figure("flipped bits of the catalogue", tried, len(bad), 0, monotonic() - began, note)


def _prepare(folder: Path) -> None:
    """Step 1."""
    file = write_corpus(folder / "corpus") / CATALOGUE
    url = f'id = "{COPY}"\nurl = "https://fog.example/2022"'
    file.write_text(file.read_text("utf-8").replace(f'id = "{COPY}"', url), "utf-8")
    with _library(folder) as library:
        library.confirm(COPY, library.copy_of(COPY).sha256, "a tester")
        library.build()


def _library(folder: Path) -> Library:
    return Library(folder / "corpus", str(folder / "index"), "fake", "none")


def _sources(folder: Path) -> tuple[Source, ...] | str:
    """What the corpus says of its texts; or why it says nothing."""
    try:
        return scan_corpus(folder / "corpus")
    except CmpSearchError as error:
        return error.code


def _shown(folder: Path) -> Shown:
    with _library(folder) as library:
        index = library.index()
        shown: Shown = {}
        for entry in index.entries():
            passages = index.passages_of(entry.id)
            excerpts = index.excerpts([Slice(one.document, one.start, one.end) for one in passages])
            pairs = zip(excerpts, passages, strict=True)
            cited = [cite(excerpt, passage) for excerpt, passage in pairs]
            shown[entry.id] = (entry, passages, cited)
        return shown


def _faults(folder: Path, before: Shown, sources: tuple[Source, ...] | str) -> Iterator[str]:
    """Steps 2 and 3."""
    try:
        if _shown(folder) != before:
            yield "something else is shown before anything was built"
        if _sources(folder) == sources:
            return
        if not list(_notices(folder)):
            yield "the status says nothing"
        yield from _faults_of_build(folder, before)
    except CmpSearchError as error:
        yield f"nothing is shown: {error}"
    except Exception as error:
        yield f"{type(error).__name__}: {error}"


def _notices(folder: Path) -> Iterator[str]:
    """What the status says of the corpus, if it is not as it was indexed."""
    with _library(folder) as library:
        try:
            status = library.status()
        except CmpSearchError as error:
            yield str(error)
        else:
            yield from (*status.pending, *status.gone)


def _faults_of_build(folder: Path, before: Shown) -> Iterator[str]:
    with _library(folder) as library:
        try:
            report = library.build(may_remove_most=True)
        except CmpSearchError:
            return
    named = {*report.added, *report.changed, *report.removed, *report.superseded}
    after = _shown(folder)
    differing = {id for id in {*before, *after} if before.get(id) != after.get(id)}
    if differing - named:
        yield f"shown differently, and not named: {sorted(differing - named)}"
