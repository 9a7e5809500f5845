"""Which passages are candidates, and which of them are scored in full."""

from pathlib import Path

import pytest

from cmp_search.index.base import Index
from cmp_search.index.filters import Filters
from cmp_search.search import ranking
from cmp_search.search.answer import PHRASE_WEIGHT
from cmp_search.search.searcher import Searcher
from tests.search.ranked import NONE, corpus_of, ranked


def first(generation: Index, text: str, filters: Filters = NONE) -> str:
    """The text of the first passage."""
    id = ranked(generation, text, filters)[0].id
    return generation.passages([id])[id].text


def only_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nearness find only one passage and one sentence."""
    monkeypatch.setattr(ranking, "NEAR_PASSAGES", 1)
    monkeypatch.setattr(ranking, "NEAR_SENTENCES", 1)


@pytest.mark.parametrize("held", range(2, 8))
def test_a_word_of_three_passages_or_two_in_a_hundred_gives_candidates(
    tmp_path: Path, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    texts = ["Tell of it.", *(f"{'fog' if i < held else 'bread'} x{i}." for i in range(199))]
    for count, most in ((100, 3), (200, 4)):
        folder = tmp_path / f"{count}"
        folder.mkdir()
        generation = corpus_of(folder, {"a": texts[:count]})
        found = {hit.number for hit in ranked(generation, "tell of it, of fog, bread")}
        assert found == {1, *(range(2, 2 + held) if held <= most else ())}
        generation.close()


def test_a_rare_word_gives_its_nearest_passages_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    monkeypatch.setattr(ranking, "PER_TERM", 2)
    texts = ["Tell of it.", "fog x y z.", "fog x.", "fog x y."]
    generation = corpus_of(tmp_path, {"a": texts})
    assert {hit.number for hit in ranked(generation, "tell of it, of fog")} == {1, 3, 4}
    generation.close()


def test_a_word_in_another_form_gives_candidates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    generation = corpus_of(tmp_path, {"a": ["Tell of it.", "An initiative.", "Bread."]})
    found = {hit.number: hit.score.terms for hit in ranked(generation, "tell of it: iniciativa")}
    assert found.keys() == {1, 2}
    assert found[2] > 0
    generation.close()


@pytest.mark.parametrize("question", ["Who polished forty lenses?", "la señora Íñiguez", "lens"])
def test_only_the_best_by_the_other_steps_are_rescored(
    searcher: Searcher, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = ranked(searcher.index, question)
    unread = sorted(everything, key=lambda hit: hit.score.terms - hit.score.total)
    monkeypatch.setattr(ranking, "RESCORED", 2)
    read = {hit.number for hit in unread[:2]}
    assert {hit.number for hit in ranked(searcher.index, question, count=1)} <= read
    assert {hit.number for hit in ranked(searcher.index, question, count=2)} == read
    assert len(ranked(searcher.index, question, count=4)) == 4


def test_a_rare_name_decides_between_passages_that_are_as_near(tmp_path: Path) -> None:
    generation = corpus_of(tmp_path, {"a": ["Quickwater spoke.", "Dubrouillard spoke."]})
    assert first(generation, "what did Dubrouillard say") == "Dubrouillard spoke."
    assert first(generation, "what did Quickwater say") == "Quickwater spoke."
    generation.close()


def test_a_quoted_phrase_comes_first(tmp_path: Path) -> None:
    quoted = "Much is told here of bread, and of fog lens polish among other things of the sea."
    generation = corpus_of(tmp_path, {"a": ["lens polish fog", "polish fog lens", quoted]})
    assert first(generation, "fog lens polish") != quoted
    assert first(generation, 'fog "fog lens polish"') == quoted
    scores = [hit.score.terms for hit in ranked(generation, 'fog "fog lens polish"')]
    assert scores[0] >= PHRASE_WEIGHT > max(scores[1:])
    generation.close()


def test_each_quoted_phrase_counts(tmp_path: Path) -> None:
    generation = corpus_of(tmp_path, {"a": ["dense fog", "dense fog, brass oars", "oars of brass"]})
    hits = ranked(generation, '"dense fog" and "brass oars"')
    assert [(hit.number, hit.score.terms // PHRASE_WEIGHT) for hit in hits] == [
        *[(2, 2), (1, 1), (3, 0)]
    ]
    generation.close()


FILLER = " ".join(f"filler{i}." for i in range(80))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("fog lens polish", f"{FILLER} Fog lens polish. {FILLER}"),
        ('fog lens "zebra oil"', f"{FILLER} There is zebra oil here. {FILLER}"),
        ("fog fog lens lens ZEBRA", f"{FILLER} There is a zebra in {FILLER}"),
    ],
    ids=["by a sentence", "by a phrase", "by a rare word"],
)
def test_a_passage_that_is_far_as_a_whole_is_a_candidate(
    tmp_path: Path, question: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_nearest(monkeypatch)
    near = [f"Fog lens {'polish' if i % 5 == 0 else 'fog'} x{i}." for i in range(20)]
    generation = corpus_of(tmp_path, {"a": near, "z": [text]})
    (far,) = (passage.id for passage in generation.passages_of("z"))
    found = [hit.id for hit in ranked(generation, question)]
    assert far in found
    assert len(found) == 2
    generation.close()


def crowd(tmp_path: Path) -> Index:
    """The phrase "dense fog" in eighty passages, and once more in another document."""
    filler = [f"There was dense fog on day{i}, and bread{i} too." for i in range(80)]
    return corpus_of(tmp_path, {"a": filler, "b": ["Oars and dense fog.", "Oars and clear skies."]})


def test_a_phrase_that_occurs_in_many_passages_counts_in_all_of_them(tmp_path: Path) -> None:
    generation = crowd(tmp_path)
    assert first(generation, 'oars in "dense fog"') == "Oars and dense fog."
    hits = ranked(generation, 'oars in "dense fog"')
    assert sum(hit.score.terms >= PHRASE_WEIGHT for hit in hits) >= ranking.PER_TERM
    generation.close()


def test_a_phrase_counts_under_a_filter_that_leaves_out_most_passages_with_it(
    tmp_path: Path,
) -> None:
    generation = crowd(tmp_path)
    hits = ranked(generation, 'clear skies, "dense fog"', Filters(documents=("b",)))
    assert [hit.score.terms >= PHRASE_WEIGHT for hit in hits] == [True, False]
    generation.close()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(documents=("ports-2021",)),
        Filters(languages=("es",)),
        Filters(years=(2021,)),
        Filters(languages=("en", "fr"), years=(2021,)),
    ],
)
@pytest.mark.parametrize("question", ["lens fog", 'Quickwater "forty lenses"', "boulangeries"])
def test_filters_are_kept_and_all_that_passes_can_be_found(
    searcher: Searcher, filters: Filters, question: str
) -> None:
    generation = searcher.index
    found = [hit.id for hit in ranked(generation, question, filters)]
    passing = [entry.id for entry in generation.entries() if filters.matches(entry)]
    expected = [passage.id for id in passing for passage in generation.passages_of(id)]
    assert expected and sorted(found) == sorted(expected)


def test_the_count_only_cuts_the_list(searcher: Searcher) -> None:
    everything = ranked(searcher.index, "lens")
    assert ranked(searcher.index, "lens", count=3) == everything[:3]


def test_a_phrase_that_occurs_in_too_many_still_counts_wherever_it_occurs(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "MAX_PASSAGES", 10_000)
    question = '"el faro" "the" lens'
    before = ranked(searcher.index, question)
    monkeypatch.setattr(ranking, "MAX_PASSAGES", 2)
    assert ranked(searcher.index, question) == before
