"""One passage in several editions is one hit, whatever the vectors are."""

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.contents import PassageVectors
from cmp_search.search.answer import PHRASE_WEIGHT, Score
from cmp_search.search.document_facts import gather_facts
from cmp_search.search.joining_editions import join_editions
from cmp_search.search.ranking import Ranked
from tests.raising import raises_code

ENTRIES = (
    Entry(id="plan", language="en"),
    Entry(id="digest-fr", language="fr", digest_of="plan-fr"),
    Entry(id="digest-es", language="es", digest_of="plan-es", edition_of="digest-fr"),
    Entry(id="report", language="en"),
    Entry(id="report-fr", language="fr", edition_of="report"),
    Entry(id="alone", language="es"),
)
FACTS = gather_facts(ENTRIES, {"digest-fr": "plan", "digest-es": "plan"})


class VectorsOnly:
    """An index of which each document has three passages, of three different subjects.

    A passage that `stray` names is near nothing.
    """

    def __init__(self, *stray: str) -> None:
        self.asked: list[str] = []
        self._stray = stray

    def vectors_of(self, document: str) -> PassageVectors:
        self.asked.append(document)
        ids = tuple(f"{document}:{n}" for n in range(3))
        vectors = np.eye(8, dtype=np.float32)[:3].copy()
        for n, id in enumerate(ids):
            if id in self._stray:
                vectors[n] = np.eye(8, dtype=np.float32)[7]
        return PassageVectors(ids, vectors)


def hit(id: str, terms: float = 0.0) -> Ranked:
    document = id.partition(":")[0]
    return Ranked(0, id, document, frozenset(), Score(0.8, 0.8, terms), Span(0, 1))


def joined(
    *ids: str, languages: tuple[str, ...] = ("en",), stray: tuple[str, ...] = (), fact: bool = False
) -> list[list[str]]:
    """The ids of each hit, first the one that is shown."""
    index = cast(Index, VectorsOnly(*stray))
    found = join_editions(index, FACTS, languages, [hit(id) for id in ids], has_fact=fact)
    return [[one.hit.id, *(other.id for other in one.also)] for one in found]


def test_the_language_of_the_question_is_shown_at_the_best_rank() -> None:
    hits = ("digest-es:0", "alone:1", "plan:0", "digest-fr:0")
    assert joined(*hits) == [["plan:0", "digest-es:0", "digest-fr:0"], ["alone:1"]]
    french = joined(*hits, languages=("fr", "en"))
    assert french == [["digest-fr:0", "digest-es:0", "plan:0"], ["alone:1"]]


def test_without_it_that_of_the_interface_then_the_official_text_then_the_best_are_shown() -> None:
    hits = ("digest-es:0", "digest-fr:0", "plan:0")
    assert joined(*hits, languages=("de", "fr"))[0][0] == "digest-fr:0"
    assert joined(*hits, languages=("de",))[0][0] == "plan:0"
    assert joined(*hits, languages=())[0][0] == "plan:0"
    assert joined("report-fr:1", "report:1", languages=())[0][0] == "report-fr:1"


def test_other_passages_stay_hits_of_their_own() -> None:
    assert joined("plan:0", "plan:1", "digest-fr:1") == [["plan:0"], ["plan:1", "digest-fr:1"]]


def test_what_joins_none_of_a_text_that_is_there_in_the_language_comes_last() -> None:
    hits = ("digest-fr:2", "plan:0", "alone:0")
    assert joined(*hits, stray=("digest-fr:2",)) == [["plan:0"], ["alone:0"], ["digest-fr:2"]]
    french = joined("plan:2", "digest-fr:0", languages=("fr",), stray=("plan:2",))
    assert french == [["plan:2"], ["digest-fr:0"]], "a digest does not say all that its text does"
    edition = joined("report:2", "report-fr:0", languages=("fr",), stray=("report:2",))
    assert edition == [["report-fr:0"], ["report:2"]]


def test_several_passages_of_an_edition_are_named_once() -> None:
    index = VectorsOnly()
    near = index.vectors_of("digest-fr").vectors.copy()
    near[1] = near[0]

    class Twice(VectorsOnly):
        def vectors_of(self, document: str) -> PassageVectors:
            found = super().vectors_of(document)
            return replace(found, vectors=near) if document == "digest-fr" else found

    ranked = [hit("digest-fr:1"), hit("digest-fr:0"), hit("plan:0")]
    (one,) = join_editions(cast(Index, Twice()), FACTS, ("en",), ranked)
    assert (one.hit.id, [other.id for other in one.also]) == ("plan:0", ["digest-fr:1"])


def test_the_passage_behind_a_fact_stays_first() -> None:
    hits = ("digest-es:0", "plan:0", "plan:1")
    assert joined(*hits, fact=True) == [["digest-es:0", "plan:0"], ["plan:1"]]


def test_a_quoted_phrase_is_shown_where_it_stands() -> None:
    index = cast(Index, VectorsOnly())
    quoted, other = hit("digest-fr:0", PHRASE_WEIGHT), hit("plan:0")
    found = join_editions(index, FACTS, ("en",), [quoted, other, hit("plan:1")])
    assert [one.hit.id for one in found] == ["digest-fr:0", "plan:0", "plan:1"]


@pytest.mark.parametrize("ids", [("plan:0", "report:0", "alone:0"), ()])
def test_without_editions_nothing_is_looked_up(ids: tuple[str, ...]) -> None:
    index = VectorsOnly()
    found = join_editions(cast(Index, index), FACTS, ("en",), [hit(id) for id in ids])
    assert [(one.hit.id, one.also) for one in found] == [(id, ()) for id in ids]
    assert index.asked == []


def test_a_passage_that_its_document_does_not_have_is_an_error() -> None:
    with raises_code(MismatchError, "passage_false"):
        joined("plan:0", "digest-fr:9")
