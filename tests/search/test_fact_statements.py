"""Statements: proved before they are shown, and their passage first."""

from dataclasses import replace

import pytest

from cmp_search.documents.document import Span
from cmp_search.errors import MismatchError
from cmp_search.index.filters import Filters
from cmp_search.orientation.facts import FactSource, Quote
from cmp_search.search import searcher as searching
from cmp_search.search.answer import FactKind
from cmp_search.search.fact_matching import FoundFact
from cmp_search.search.fact_statements import facts_first
from cmp_search.search.facts import find_facts
from cmp_search.search.searcher import Searcher
from tests.index.counting import counted
from tests.raising import raises_code

QUESTION = "Who is the Canadian co-chair of the Lens Working Group?"


@pytest.fixture
def found(searcher: Searcher) -> FoundFact:
    documents = searcher.facts.entries
    (fact,) = find_facts(searcher.shelf, searcher.index, QUESTION, "en", documents)
    return fact


def test_the_fact_is_in_the_words_of_the_text(searcher: Searcher) -> None:
    (fact,) = searcher.ask(QUESTION).facts
    stated = fact.statement
    assert (fact.kind, fact.older) == (FactKind.HEAD, ())
    assert stated.subject == "Lens Working Group · Canadian Co-Chair"
    assert stated.words == "Ottoline Quickwater, Keeper of the Northern Lens, Institute of Fog"
    assert stated.sentence == "Ottoline Quickwater\nKeeper of the Northern Lens\nInstitute of Fog"
    assert stated.is_quoted


def test_what_does_not_stand_in_the_text_is_not_shown(
    searcher: Searcher, found: FoundFact, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = found.statement
    (person, role) = told.words
    for false in (
        replace(told, words=(Quote("Anne Roe", person.start, person.end), role)),
        replace(told, subject=(Quote("Spoon Working Group", role.start, role.end),)),
        replace(told, source=FactSource("harbour-2021:0", told.source.sentence)),
        replace(told, source=FactSource(told.source.passage, Span(0, 1))),
    ):
        fact = replace(found, statement=false)
        monkeypatch.setattr(searching, "find_facts", lambda *_, fact=fact: (fact,))
        with raises_code(MismatchError, "passage_false"):
            searcher.ask(QUESTION)


@pytest.mark.parametrize("count", [1, 20])
def test_its_passage_is_first_however_few_are_shown(searcher: Searcher, count: int) -> None:
    answer = searcher.ask(f"{QUESTION} ", count=count)
    first = answer.hits[0]
    assert first.passage.id == answer.facts[0].statement.passage and first.rank == 1
    assert len({hit.passage.id for hit in answer.hits}) == len(answer.hits) <= count


def test_a_passage_that_was_not_ranked_comes_first_without_a_score(found: FoundFact) -> None:
    (first,) = facts_first([], [found])
    assert first.id == found.statement.source.passage and first.score.total == 0
    assert first.best_sentence == found.statement.source.sentence


def test_the_one_that_ranks_best_is_first_of_several(found: FoundFact) -> None:
    other = replace(found.statement, source=FactSource("other", found.statement.source.sentence))
    facts = [found, FoundFact(found.kind, other)]
    (mine,) = facts_first([], [found])
    theirs = replace(mine, id="other")
    assert [hit.id for hit in facts_first([theirs, mine], facts)] == ["other", mine.id]


def test_a_fact_costs_two_calls_more_and_the_next_one_less(searcher: Searcher) -> None:
    index, calls = counted(searcher.index)
    asked = Searcher(index, searcher.encoder, searcher.facts)
    editions = ["vectors_of", "vectors_of"]
    usual = ["vocabulary", "candidates", "details", "passages", *editions, "excerpts"]
    for more in (["orientations"], []):
        calls.clear()
        assert asked.ask(QUESTION).facts
        assert sorted(calls) == sorted([*usual, *more, "excerpts"])
    calls.clear()
    assert not asked.ask("Who co-chairs the Spoon Working Group?", Filters()).facts
    assert calls == usual
