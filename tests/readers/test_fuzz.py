"""A sample of what `benchmarks.fuzz` does: files changed at random are read or refused."""

from collections.abc import Iterator, Sequence

import pytest

from benchmarks.fuzz import BAD, REFUSED, SECONDS, cases, outcome
from benchmarks.seeds import seeds
from cmp_search.readers.sandbox.reading import ReadingSandbox

from .samples import FORMATS

COUNT, NUMBER = 150, 3


@pytest.fixture(scope="module")
def found() -> dict[str, list[bytes]]:
    return seeds()


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingSandbox]:
    one = ReadingSandbox(SECONDS)
    yield one
    one.close()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
def test_files_changed_at_random_are_read_or_refused(
    process: ReadingSandbox, found: dict[str, list[bytes]], suffix: str
) -> None:
    files = list(cases(suffix, found[suffix], COUNT, NUMBER))
    said = [outcome(process, suffix, data) for data in files]
    assert set(said) <= {"read", *REFUSED}, where(said)
    assert len(set(said)) > 1, "the changes are none"


def where(said: Sequence[str]) -> str:
    """Which cases of this number and format came to no good end."""
    return ", ".join(f"{one}: {i}" for i, one in enumerate(said) if one in BAD)


def test_seeds_themselves_are_read(process: ReadingSandbox, found: dict[str, list[bytes]]) -> None:
    said = {(suffix, outcome(process, suffix, seed)) for suffix in found for seed in found[suffix]}
    assert said == {(suffix, "read") for suffix in FORMATS}


def test_the_same_number_gives_the_same_files(found: dict[str, list[bytes]]) -> None:
    first, again, other = (list(cases(".txt", found[".txt"], 9, number)) for number in (1, 1, 2))
    assert first == again != other
