"""Marks `verify`: quotations that hold, that were altered, and that were invented.

    python -m benchmarks.quotations [--official FOLDER] [--formats] [--shares] [--seed N]

1. 200 quotations are taken from the texts, half of them from the official texts if their folder is
   given; 200 are altered by one word, one number, a "not", two words that change places, two
   sentences merged, or another page; 100 are invented, and cite what others cite.
2. Each is given with the footnote that an exported note has, and verified: as a quotation that was
   found, or with --formats in notes exported in every format and read again.
3. Printed are the standings of each kind, what isn't as it should be, and the time of 100.
4. --shares prints how much of each the best likeness has, by which the thresholds were chosen.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated

import typer

from benchmarks.altering import Quoted, altered, quoted
from benchmarks.invented import invented
from benchmarks.record import ROOT
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.export import ExportFormat, export
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.notes.note import Note, NoteSection, Quotation, Quote
from cmp_search.verification.cited import Footnotes
from cmp_search.verification.comparing import compare
from cmp_search.verification.deadline import Deadline
from cmp_search.verification.draft import Place
from cmp_search.verification.drafts import draft_of
from cmp_search.verification.likeness import find_likenesses
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import CheckedQuotation, Standing
from cmp_search.verification.verify import verify_draft

EXACT, ALTERED, INVENTED = 200, 200, 100
A_NOTE = 100
"""Quotations of an exported note."""
RIGHT = {"exact": {Standing.EXACT}, "invented": {Standing.NOT_FOUND}, "page": {Standing.MOVED}}
"""The standings that are right of a kind; of what else was altered, only that it differs."""


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation of a kind: "exact", "invented", or how it was altered."""

    kind: str
    quoted: Quoted


def main(
    official: Annotated[Path | None, typer.Option(exists=True, file_okay=False)] = None,
    formats: Annotated[bool, typer.Option("--formats", help="Through exported notes.")] = False,
    shares: Annotated[bool, typer.Option("--shares", help="Print the likenesses.")] = False,
    seed: int = 1,
) -> None:
    """Mark the shipped texts, and the official ones."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    corpora = [ROOT / "corpus", *([official] if official else [])]
    for number, corpus in enumerate(corpora):
        with TemporaryDirectory() as folder:
            index = open_corpus(corpus, Path(folder))
            cases = make_cases(index, len(corpora), Random(seed + number))
            if shares:
                _print_shares(index, cases)
            ways = through_formats(index, cases) if formats else [("", at_once(index, cases))]
            for way, checked in ways:
                for case, one in zip(cases, checked, strict=True):
                    _count(counts, f"{way}{case.kind}", case.kind, one)
            index.close()
    for kind, found in counts.items():
        print(f"{kind:>8}", *(f"{standing} {n}" for standing, n in found.most_common()), sep="  ")


def open_corpus(corpus: Path, folder: Path) -> Index:
    """An index of a corpus; one without a catalogue gets the shipped one."""
    texts = shutil.copytree(corpus, folder / "corpus")
    if not (texts / CATALOGUE).exists():
        shutil.copy(ROOT / "corpus" / CATALOGUE, texts)
    address = str(folder / "index")
    build_index(texts, address, FakeEncoder(), "fake")
    return open_index(address, searchable=False)


def make_cases(index: Index, parts: int, random: Random) -> list[Case]:
    """Step 1, for one of some corpora."""
    originals = quoted(index, EXACT // parts, random)
    changed = altered(originals, ALTERED // parts, random)
    made = invented(INVENTED // parts, random.randrange(1_000_000))
    return [
        *(Case("exact", one) for one in originals),
        *(Case(kind, one) for kind, one in changed),
        *(Case("invented", replace(random.choice(originals), text=text)) for text in made),
    ]


def _count(
    counts: dict[str, Counter[str]], name: str, kind: str, checked: CheckedQuotation | None
) -> None:
    """Count a standing, and print what is not right; a quotation may have been lost in a file."""
    counts[name][checked.standing.value if checked else "lost"] += 1
    if checked is None or checked.standing not in RIGHT.get(kind, {Standing.DIFFERS}):
        print(f"  {name}: {checked}")


def through_formats(
    index: Index, cases: Sequence[Case]
) -> Iterator[tuple[str, list[CheckedQuotation | None]]]:
    """Step 2, in notes of 100 quotations, exported in every format and read again.

    The first quotation with a footnote counts, that of the body; the annex repeats it.
    """
    for format in ExportFormat:
        checked: list[CheckedQuotation | None] = []
        for start in range(0, len(cases), A_NOTE):
            note = _note(cases[start : start + A_NOTE])
            made = perf_counter()
            exported = export(note, format)
            read = perf_counter()
            draft = draft_of(f".{format.value}", exported)
            found = verify_draft(index, draft, format.value)
            print(
                f"{len(note.quotations)} as {format.value}: exported in {read - made:.2f} s, "
                f"read and verified in {perf_counter() - read:.2f} s"
            )
            by_label = {one.quotation.labels[:1]: one for one in reversed(found.quotations)}
            checked += [by_label.get((str(n + 1),)) for n in range(len(note.quotations))]
        yield f"{format.value} ", checked


def _note(cases: Sequence[Case]) -> Note:
    """A note of some quotations, under one heading."""
    items = tuple(
        Quotation(f"q{n}", Quote(one.text, one.passage, one.citation, "2026-01-31"))
        for n, one in enumerate((case.quoted for case in cases), 1)
    )
    return Note("A briefing", "en", (NoteSection("s1", "Background", items),))


def at_once(index: Index, cases: Sequence[Case]) -> Sequence[CheckedQuotation]:
    """Step 2, without files."""
    quotations = [
        DraftQuotation(
            case.quoted.text,
            number,
            Place.BODY,
            (str(number),),
            (case.quoted.citation.render(("en", "fr", "es")[number % 3]),),
        )
        for number, case in enumerate(cases, 1)
    ]
    notes = {one.labels[0]: one.notes[0] for one in quotations}
    started = perf_counter()
    checked = compare(index, quotations, Footnotes(index.entries(), notes))
    seconds = (perf_counter() - started) / len(cases) * 100
    print(f"{len(cases)} quotations, {seconds:.2f} s for 100")
    return checked


def _print_shares(index: Index, cases: Sequence[Case]) -> None:
    """Step 4."""
    quoted = {i: case.quoted.text for i, case in enumerate(cases)}
    likenesses = find_likenesses(index, quoted, {}, Deadline(len(index.entries())))
    for i, case in enumerate(cases):
        one = likenesses.get(i)
        if one and case.kind not in ("exact", "page"):
            print(f"{case.kind:>8} {one.share:.2f} {one.run:3} {one.is_merged} {case.quoted.text}")


if __name__ == "__main__":
    typer.run(main)
