"""Ten thousand questions, one after another: the memory of the process stays as it is.

    python -m benchmarks.faults.long [--count 10000] [--model fake]

1. A question is put together from words in three languages, some of them of no text, with limits
   or without, for few hits or many: so that whatever is kept for each question would grow.
2. After every `EVERY` of them the memory that is resident is noted, and how many objects Python
   looks after.
3. In the first half caches fill up, and the allocator finds its size. What memory grows by in the
   second half, from the mean of its first notes to that of its last, is what is kept for good.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from random import Random
from statistics import mean
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Annotated

import typer

from benchmarks.faults.figure import Figure
from benchmarks.faults.questions import WORDS
from benchmarks.options import CORPUS
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.filters import Filters
from cmp_search.library import Library

COUNT, EVERY = 10_000, 500
MOST_MB = 5.0
"""By how much the second half may grow."""
FRAMES = (
    "Who chairs {}?",
    "What does the plan say on {}?",
    "Qui copréside {} ?",
    "¿Qué se dijo de {}?",
    "When did {} meet?",
    '"{}"',
    "{}",
)
LIMITS = (Filters(), Filters(languages=("fr",)), Filters(languages=("en", "es")))


@dataclass(frozen=True, slots=True)
class Note:
    """How many questions were asked, and then the memory in MB and the number of objects."""

    asked: int
    megabytes: float
    objects: int


def varied(random: Random) -> str:
    """A question of step 1."""
    words = [random.choice(WORDS) for _ in range(random.randint(1, 4))]
    words.append("".join(random.choices("aeioubcdlmnprstz", k=random.randint(3, 9))))
    random.shuffle(words)
    return random.choice(FRAMES).format(" ".join(words))


def asked_long(library: Library, count: int, every: int, seed: int = 1) -> Iterator[Note]:
    """Ask so many questions, and note what the process holds after every few (steps 1 and 2)."""
    random = Random(seed)
    for n in range(1, count + 1):
        library.ask(varied(random), random.choice(LIMITS), random.choice((1, 10, 20)))
        if n % every == 0:
            gc.collect()
            yield Note(n, resident_mb(), len(gc.get_objects()))


def resident_mb() -> float:
    """The memory of this process that is resident, without pages of files that are mapped."""
    fields = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines()
    )
    return int(fields["RssAnon"].split()[0]) * 1.024 / 1_000


def growth(notes: Sequence[float]) -> float:
    """By how much the second half grew, from its first quarter to its last (step 3)."""
    second = notes[len(notes) // 2 :]
    few = max(1, len(second) // 4)
    return mean(second[-few:]) - mean(second[:few])


def long_figures(notes: Sequence[Note], seconds: float) -> Iterator[Figure]:
    """Memory and objects, as figures."""
    asked = notes[-1].asked
    memory = growth([note.megabytes for note in notes])
    said = f"{notes[0].megabytes:.0f} MB, then {notes[-1].megabytes:.0f}; last half {memory:+.1f}"
    bad = int(memory > MOST_MB)
    yield Figure("questions in a row, memory", asked, bad, 0, seconds, said)
    # What is in use just then goes up and down, so the most of each half is compared.
    half = len(notes) // 2
    first, second = (max(note.objects for note in part) for part in (notes[:half], notes[half:]))
    objects = second - first
    said = (
        f"{notes[0].objects:,}, then {notes[-1].objects:,}; at most {objects:+,} in the last half"
    )
    yield Figure("questions in a row, objects", asked, int(objects > asked / 4), 0, 0, said)


def in_a_row(
    seconds: float = inf,
    count: int = COUNT,
    every: int = EVERY,
    model: str = FakeEncoder.identity.name,
    on_note: Callable[[Note], None] = lambda _: None,
) -> Iterator[Figure]:
    """The figures of so many questions, or of as many as the time allows."""
    began = monotonic()
    notes: list[Note] = []
    with TemporaryDirectory() as folder, Library(CORPUS, Path(folder) / "index", model) as library:
        library.build()
        for note in asked_long(library, count, every):
            on_note(note)
            notes.append(note)
            if monotonic() - began > seconds:
                break
    yield from long_figures(notes, monotonic() - began)


def main(
    count: Annotated[int, typer.Option(min=8)] = COUNT,
    every: Annotated[int, typer.Option(min=1)] = EVERY,
    model: str = DEFAULT_MODEL,
) -> None:
    """Ask for long, and print what the process held meanwhile."""

    def show(note: Note) -> None:
        print(f"{note.asked:6,} {note.megabytes:8.1f} MB {note.objects:9,} objects", flush=True)

    for figure in in_a_row(count=count, every=every, model=model, on_note=show):
        print(figure.name, figure.tried, figure.bad, figure.note, sep="; ")


if __name__ == "__main__":
    typer.run(main)
