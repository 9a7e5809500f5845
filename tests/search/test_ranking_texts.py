"""Languages, years and texts: which document's passages come first."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.editions import editions
from cmp_search.index.base import Index
from cmp_search.index.filters import Filters
from cmp_search.search import ranking
from cmp_search.search.document_facts import gather_facts
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import Ranked
from cmp_search.search.searcher import Searcher
from tests.search.ranked import corpus_of, ranked
from tests.strategies import latin_words


def documents_of(found: list[Ranked]) -> list[str]:
    """The documents of the ranked passages, in order."""
    return [hit.document for hit in found]


@pytest.mark.parametrize("question", ["Who polished the lenses?", "¿Quién pulió lentes?", "ZKB"])
def test_a_text_without_an_edition_in_the_language_of_the_question_is_raised(
    searcher: Searcher, question: str
) -> None:
    asked = parse_question(question).language
    works = editions(searcher.index.entries())
    answer = searcher.ask(question)
    for hit in answer.hits:
        languages = {entry.language for entry in works[hit.passage.document]}
        lifted = bool(asked) and asked not in languages
        assert hit.score.language == (ranking.OTHER_LANGUAGE if lifted else 0)
    lifts = {hit.score.language for hit in answer.hits}
    assert lifts == ({0, ranking.OTHER_LANGUAGE} if asked else {0})


def test_nothing_is_added_to_a_text_in_yet_another_language(tmp_path: Path) -> None:
    texts = {"a": ["Fog."], "b": ["Fog."], "c": ["Fog."]}
    generation = corpus_of(tmp_path, texts, b={"language": "de"}, c={"language": "es"})
    added = {hit.document: hit.score.language for hit in ranked(generation, "what of the fog")}
    assert added == {"a": 0, "b": 0, "c": ranking.OTHER_LANGUAGE}
    generation.close()


def dated(folder: Path, **entries: dict[str, str | int]) -> Index:
    """Documents that all say the same twice, and "of-2019" with a year in its id."""
    names = ("a", "b", "c", "d", "of-2019")
    texts = {name: [f"Dense fog of {name}.", f"Bread in {name}."] for name in names}
    return corpus_of(folder, texts, **entries)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("what of fog in 2019", {"a", "c", "of-2019"}),
        ("what of fog in 2021", {"b"}),
        ("what of fog in 2019-2020", {"a", "c", "of-2019"}),
        ("what of fog in 2020", set()),
        ("what of fog, 12019 times", set()),
        ("what of fog", set()),
    ],
)
def test_documents_of_a_year_that_is_named_are_raised(
    tmp_path: Path, question: str, named: set[str]
) -> None:
    titled: dict[str, str | int] = {"title": "A report of 2019"}
    generation = dated(tmp_path, a={"year": 2019}, b={"year": 2021}, c=titled)
    found = ranked(generation, question)
    for hit in found:
        assert hit.score.year == (ranking.NAMED_YEAR if hit.document in named else 0)
    assert [-hit.score.total for hit in found] == sorted(-hit.score.total for hit in found)
    generation.close()


def test_a_question_of_several_years_gets_the_best_of_each_text_first(tmp_path: Path) -> None:
    texts = {"a": ["Dense fog.", "Dense fog."], "b": ["Dense bread.", "Oars."], "c": ["Dense fog."]}
    generation = corpus_of(tmp_path, texts, a={"year": 2019}, b={"year": 2021})
    asked = "what of dense fog in 2019 and 2021"
    found = ranked(generation, asked)
    assert [hit.number for hit in found] == [1, 3, 2, 5, 4]
    totals = [hit.score.total for hit in found]
    assert totals[1] < totals[2], "the best of the other text comes before better passages"
    assert totals[0] > totals[1] and totals[2:] == sorted(totals[2:], reverse=True)
    assert ranked(generation, asked, count=2) == found[:2]
    generation.close()


@pytest.mark.parametrize(
    ("years", "documents"),
    [("2019", ()), ("2019 and 1999", ()), ("2019 and 2021", ("a", "d"))],
    ids=["one year", "a year of no document", "a document that is left out"],
)
def test_a_question_about_one_text_or_year_is_ranked_by_score(
    tmp_path: Path, years: str, documents: tuple[str, ...]
) -> None:
    texts = {
        "a": ["Fog.", "Fog."],
        "b": ["Fog."],
        "c": ["Bread."],
        "d": ["What of dense fog in it?"],
    }
    of_2019: dict[str, str | int] = {"year": 2019}
    generation = corpus_of(tmp_path, texts, a=of_2019, b={"year": 2021}, c=of_2019)
    found = ranked(generation, f"what of dense fog in {years}", Filters(documents=documents))
    assert documents_of(found)[0] == "d"
    totals = [hit.score.total for hit in found]
    assert totals == sorted(totals, reverse=True)
    generation.close()


def test_the_editions_of_a_text_count_as_one(tmp_path: Path) -> None:
    texts = {"a": ["Dense fog."], "b": ["Dense fog."], "c": ["Dense bread."]}
    edition: dict[str, str | int] = {"year": 2019, "language": "es", "edition_of": "a"}
    generation = corpus_of(tmp_path, texts, a={"year": 2019}, b=edition, c={"year": 2021})
    found = ranked(generation, "what of dense fog in 2019 and 2021")
    assert documents_of(found)[:2] in (["a", "c"], ["b", "c"])
    generation.close()


named_years = st.lists(st.sampled_from(["2019", "2020", "2021", "2022"]), max_size=4)


@given(latin_words, named_years)
def test_only_the_best_of_each_text_may_be_out_of_order(
    searcher: Searcher, word: str, years: list[str]
) -> None:
    generation = searcher.index
    found = ranked(generation, " ".join([word, *years]))
    by_score = sorted(found, key=lambda hit: (-hit.score.total, hit.number))
    assert len({hit.number for hit in found}) == len(found)
    works = gather_facts(generation.entries()).texts
    best: dict[str, Ranked] = {}
    for hit in by_score:
        if hit.score.year:
            best.setdefault(works[hit.document], hit)
    several = len({"2020", "2021", "2022"} & set(years)) > 1
    lifted = list(best.values()) if several else []
    assert found == lifted + [hit for hit in by_score if hit not in lifted]
