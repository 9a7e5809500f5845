"""Flips one bit at a time in the files of an index, and watches what is shown then.

    python -m benchmarks.faults.flips [--n 2000] [--seed 1] [--unchecked]

1. The corpus that ships is indexed with the fake encoder, which needs no model; the index has
   thresholds of its own.
2. Each flip is in a file chosen at random, and at random in it. Then questions are asked, every
   text is read and every passage cited, and the doctor looks.
3. What is shown is compared with what the whole index shows. A difference without an error of this
   package or a caveat is *bad*, and so is any other exception. The doctor has to find every flip.
4. With --unchecked, files are used as if they were large and not yet hashed. Then what
   protects a text or a citation is the sum of each row: a difference in one of these is bad even
   under the caveat. Which passages are found may differ, and says so.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated
from unittest.mock import patch

import typer

from benchmarks.faults.flipping import files_with_bits, flipped
from benchmarks.record import ROOT
from cmp_search.citations.citation import cite
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import CmpSearchError
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.calibration import Calibration
from cmp_search.index.contents import Slice
from cmp_search.index.embedded import checked_files, engine
from cmp_search.index.embedded.checked_files import CheckedFiles
from cmp_search.search.searcher import open_searcher

QUESTIONS = (
    "Who co-chairs the Forestry Working Group for Mexico?",
    "Combien de travailleurs viennent au Canada par le programme agricole?",
    "¿En qué año se firmó el Plan de Acción Conjunto?",
)
CALIBRATION = Calibration("2026-01-01T00:00:00Z", FakeEncoder.identity, "", 0.4, 0.7, ())
Shown = dict[str, object]
"""What is shown, each under a name; names of what a reader may quote end with `!`."""


@dataclass(frozen=True, slots=True)
class Flips:
    """How many flips were tried, and what came of them; `examples` describe the first bad ones.

    `refused` ended in an error, `warned` in a caveat, `unseen` changed nothing that was shown;
    `missed` is what the doctor did not find.
    """

    tried: int
    refused: int
    warned: int
    unseen: int
    bad: int
    missed: int
    seconds: float
    examples: tuple[str, ...]


def flips(n: int, seed: int = 1, *, unchecked: bool = False) -> Flips:
    """Flip `n` bits, one at a time, in an index of the corpus that ships."""
    random, began = Random(seed), time.monotonic()
    outcomes: list[str] = []
    missed, examples = 0, []
    with TemporaryDirectory() as folder, ExitStack() as stack:
        if unchecked:
            stack.enter_context(_nothing_checked())
        index = Path(folder) / "index"
        build_index(ROOT / "corpus", str(index), FakeEncoder(), "fake")
        engine.set_calibration(str(index), CALIBRATION)
        whole = _shown(index)
        for _ in range(n):
            path = random.choice(files_with_bits(index))
            bit = random.randrange(8 * path.stat().st_size)
            with flipped(path, bit):
                outcome = _outcome(index, whole, unchecked=unchecked)
                found = _doctor_finds(index)
            outcomes.append(outcome.partition(":")[0])
            missed += not found
            if outcomes[-1] == "bad" or not found:
                examples.append(f"{path.name}, bit {bit}: {outcome}, doctor: {found}")
    return Flips(
        tried=n,
        refused=outcomes.count("refused"),
        warned=outcomes.count("warned"),
        unseen=outcomes.count("unseen"),
        bad=outcomes.count("bad"),
        missed=missed,
        seconds=time.monotonic() - began,
        examples=tuple(examples[:10]),
    )


@contextmanager
def _nothing_checked() -> Iterator[None]:
    """Take every file for a large one, and never get to hashing it (step 4)."""
    with patch.object(checked_files, "WHOLE", 0), patch.object(CheckedFiles, "start", _pretend):
        yield


def _pretend(files: CheckedFiles) -> None:
    """Leave the check unfinished, until something that went wrong waits for it."""

    def finish() -> None:
        files._check_large()
        files.check()

    files.caveats = lambda: (checked_files.UNCHECKED,)  # type: ignore[method-assign]
    files.finish = finish  # type: ignore[method-assign]


def _outcome(index: Path, whole: Shown, *, unchecked: bool) -> str:
    """What came of a flip (step 3)."""
    try:
        shown = _shown(index)
    except CmpSearchError:
        return "refused"
    except Exception as error:
        return f"bad: {type(error).__name__}: {error}"
    refused = {name for name, what in shown.items() if what is REFUSED}
    differing = {name for name in shown.keys() - refused if shown[name] != _truth(whole, name)}
    wrong = {name for name in differing if name.endswith("!")} if unchecked else differing
    has_caveat = "caveats" in differing
    if wrong - {"caveats"} and (unchecked or not has_caveat):
        return f"bad: {min(wrong)} differs"
    if refused:
        return "refused"
    return "warned" if differing else "unseen"


REFUSED = object()
"""Shown in place of what ended in an error."""


def _truth(whole: Shown, name: str) -> object:
    """What stands under a name in the whole index; a hit there is any passage cited here."""
    return whole.get(name, whole.get(name.replace("hit ", "cited ")))


def _shown(index: Path) -> Shown:
    """All that is shown of an index (step 2)."""
    searcher = open_searcher(str(index), FakeEncoder())
    opened = searcher.index
    shown: Shown = {}
    try:
        for question in QUESTIONS:
            with _showing(shown, question):
                answer = searcher.ask(question)
                for hit in answer.hits:
                    shown[f"hit {hit.passage.id}!"] = (hit.passage, hit.citation)
                record = replace(answer.search_record, date="")
                shown[question] = replace(answer, search_record=record, caveats=())
        for entry in searcher.facts.entries.values():
            shown[f"entry {entry.id}!"] = entry
            with _showing(shown, f"text {entry.id}!"):
                shown[f"text {entry.id}!"] = opened.document(entry.id)
            with _showing(shown, f"passages {entry.id}"):
                shown.update(_cited(opened, entry.id))
        with _showing(shown, "orientations!"):
            shown["orientations!"] = opened.orientations()
        shown["caveats"] = opened.caveats()
    finally:
        searcher.close()
    return shown


@contextmanager
def _showing(shown: Shown, name: str) -> Iterator[None]:
    """Note that what is named cannot be shown if that ends in an error of this package."""
    try:
        yield
    except CmpSearchError:
        shown[name] = REFUSED


def _cited(index: Index, document: str) -> Shown:
    """Each passage of a document with its citation."""
    passages = index.passages_of(document)
    excerpts = index.excerpts([Slice(p.document, p.start, p.end) for p in passages])
    return {
        f"cited {passage.id}!": (passage, cite(excerpt, passage))
        for passage, excerpt in zip(passages, excerpts, strict=True)
    }


def _doctor_finds(index: Path) -> bool:
    """Whether the doctor's look at the files of an index finds a fault."""
    try:
        engine.calibration(str(index))
        return any(check.is_fault for check in engine.inspect(str(index)))
    except CmpSearchError:
        return True


def main(
    n: Annotated[int, typer.Option(help="How many bits are flipped.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Where chance begins.")] = 1,
    unchecked: Annotated[bool, typer.Option(help="Use files before they are hashed.")] = False,
) -> None:
    """Print what came of the flips; exit with status 1 if one was bad, or missed by the doctor."""
    found = flips(n, seed, unchecked=unchecked)
    figures = asdict(found)
    examples = figures.pop("examples")
    for name, value in figures.items():
        print(f"{name:8} {value:,.0f}")
    print(*examples, sep="\n")
    if found.bad or found.missed:
        raise SystemExit(1)


if __name__ == "__main__":
    typer.run(main)
