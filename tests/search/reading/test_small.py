from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from cmp_search.encoders.base import Vectors
from cmp_search.encoders.e5.core import LENGTHS
from cmp_search.search.reading import small
from cmp_search.search.reading.base import Window
from cmp_search.search.reading.small import SmallReader

pytestmark = pytest.mark.slow

QUESTION = "When does the ferry to the lighthouse leave?"
WINDOWS = [
    Window("Harbour › Timetable", "The ferry to the lighthouse leaves at nine. Dogs travel free."),
    Window("Harbour › Bread", "The bakers met twice. Their sourdough travelled by sea."),
    Window("", "Le phare a été construit en 1898 par des moines."),
]


@pytest.fixture(scope="module")
def reader() -> SmallReader:
    return SmallReader()


def test_what_answers_is_relevant_and_its_answer_marked(reader: SmallReader) -> None:
    first, *others = reader.read(QUESTION, WINDOWS)
    assert first.relevance > max(other.relevance for other in others)
    assert first.span and "nine" in WINDOWS[0].text[slice(*first.span)]
    assert first.margin > max(other.margin for other in others)


@pytest.mark.parametrize(
    ("question", "language"),
    [("À quelle heure part le bateau pour le phare ?", "fr"), ("¿A qué hora sale el ferri?", "es")],
)
def test_a_question_in_another_language_finds_it_too(
    reader: SmallReader, question: str, language: str
) -> None:
    first, *others = reader.read(question, WINDOWS)
    assert first.relevance > max(other.relevance for other in others)


def test_a_reading_does_not_depend_on_the_other_windows(reader: SmallReader) -> None:
    together = reader.read(QUESTION, [*WINDOWS, Window("Long", WINDOWS[1].text * 20)])
    for window, reading in zip(WINDOWS, together, strict=False):
        (alone,) = reader.read(QUESTION, [window])
        assert alone.relevance == pytest.approx(reading.relevance, abs=0.1)


def test_spans_are_within_their_windows_whatever_these_are(reader: SmallReader) -> None:
    texts = ["", " ", "é", "word " * 500, "\u200b", "x" * 3_000, "<s></s> <mask>"]
    readings = reader.read("?" * 500, [Window("h " * 90, text) for text in texts])
    for text, reading in zip(texts, readings, strict=True):
        assert reading.span is None or 0 <= reading.span.start <= reading.span.end <= len(text)
    assert reader.read("", WINDOWS) and reader.read(QUESTION, []) == []


def test_several_threads_read_the_same(reader: SmallReader) -> None:
    alone = reader.read(QUESTION, WINDOWS)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: reader.read(QUESTION, WINDOWS), range(12)):
            assert [r.span for r in found] == [r.span for r in alone]


def test_windows_are_computed_in_few_lengths(
    reader: SmallReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenVINO keeps what it prepares for each; see `encoders.e5.core`."""
    lengths: set[int] = set()
    real = small._batch

    def noting(*given: Any) -> list[Vectors]:
        inputs = real(*given)
        lengths.add(inputs[1].shape[1])
        return inputs

    monkeypatch.setattr(small, "_batch", noting)
    for n in range(1, 60, 3):
        reader.read(QUESTION, [Window("", "harbour " * n)])
    assert 1 < len(lengths) <= small.TOKENS // LENGTHS
