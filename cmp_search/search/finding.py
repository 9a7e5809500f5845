"""Finding: from a question that was read to the hits and facts that answer it.

1. Rank the passages of the index (see `ranking`), the first ones again where a sentence only
   echoes keywords (see `echoes`).
2. Mark the sentence that answers in each of the first ones (see `marking`), read them, if there is
   a reader, and put them in order anew (see `second_reading`); a passage behind a fact that answers
   outright, or that says how something began, is the first hit (see `fact_statements`). These are
   what the confidence judges, however many are shown and whatever is joined.
3. Join what is one passage in several editions (see `joining_editions`), and read what has come
   among the first three by that; reading takes most of a question's time.
4. Prove each hit and fact against the stored text before it is shown, and cite it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmp_search.documents.passage import Passage
from cmp_search.encoders import Vectors
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.filters import Filters
from cmp_search.index.proof import prove
from cmp_search.search.answer import Fact, Hit
from cmp_search.search.document_facts import DocumentFacts
from cmp_search.search.echoes import without_echoes
from cmp_search.search.fact_matching import FoundFact
from cmp_search.search.fact_statements import (
    Claims,
    claims_of,
    facts_first,
    passages_behind,
    stated_facts,
)
from cmp_search.search.hits import Proved, make_hit, make_joined_hit
from cmp_search.search.joining_editions import Joined, join_editions
from cmp_search.search.marking import with_marks
from cmp_search.search.query_terms import QueryTerms
from cmp_search.search.question import Question
from cmp_search.search.ranking import RESCORED, Ranked, rank
from cmp_search.search.reading.base import PassageReader
from cmp_search.search.reading.rereading import WHOLE
from cmp_search.search.second_reading import Readings, read_again, readings_of
from cmp_search.search.spoken import languages_of_answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was read, with its words and vector [d], the filters, and its facts.

    The passage behind `leads` comes first: they are the facts, or say how something began. `count`
    hits are to be shown, and `judged` to be judged; `interface` is the language of the interface,
    "" if it is unknown.
    """

    question: Question
    terms: QueryTerms
    vector: Vectors
    filters: Filters
    facts: Sequence[FoundFact]
    leads: Sequence[FoundFact]
    count: int
    judged: int
    interface: str


@dataclass(frozen=True, slots=True)
class Found:
    """The hits to be judged and those to be shown, and the facts that answer outright."""

    judged: tuple[Hit, ...]
    hits: tuple[Hit, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The passages in order, what is known of the first ones, by id, and the claims of facts."""

    ranked: Sequence[Ranked]
    passages: Mapping[str, Passage]
    readings: Readings
    facts: Claims


def find(
    index: Index, documents: DocumentFacts, reader: PassageReader | None, asked: Asked
) -> Found:
    """The hits and facts that answer a question."""
    ranking = _ranking(index, documents, reader, asked)
    languages = languages_of_answer(documents, asked.question, asked.interface, ranking.ranked)
    joined = join_editions(index, documents, languages, ranking.ranked, has_fact=bool(asked.leads))[
        : asked.count
    ]
    return _proved(index, documents, reader, asked, ranking, joined)


def _ranking(
    index: Index, documents: DocumentFacts, reader: PassageReader | None, asked: Asked
) -> _Ranking:
    """Steps 1 and 2."""
    depth = max(asked.judged, asked.count)
    ranked = facts_first(
        rank(
            index,
            documents,
            asked.question,
            asked.terms,
            asked.vector,
            asked.filters,
            max(depth, RESCORED),
        ),
        asked.leads,
    )
    rest = ranked[depth:]
    ids = [hit.id for hit in ranked[:depth]]
    passages = _fetched(index, ids, passages_behind(asked.leads))
    heard = without_echoes(documents, asked.question, ranked[:depth], passages)
    first = facts_first(with_marks(asked.question, heard, passages), asked.leads)
    readings = readings_of(reader, documents, asked.question, first, passages)
    again = facts_first(read_again(reader, documents, asked.question, first, readings), asked.leads)
    return _Ranking([*again, *rest], passages, readings, claims_of(asked.facts, passages))


def _fetched(index: Index, ids: Sequence[str], more: Sequence[str] = ()) -> Mapping[str, Passage]:
    """The passages of hits, and more of them if they are known.

    Raises:
        MismatchError: the index does not have a passage that it has found.
    """
    passages = index.passages([*ids, *more])
    for id in ids:
        if id not in passages:
            raise MismatchError("passage_false", passage=id)
    return passages


def _proved(
    index: Index,
    documents: DocumentFacts,
    reader: PassageReader | None,
    asked: Asked,
    ranking: _Ranking,
    joined: Sequence[Joined],
) -> Found:
    """Step 4, and the reading of step 3."""
    judged = ranking.ranked[: asked.judged]
    shown = [hit for one in joined for hit in (one.hit, *one.also)]
    hits = {hit.id: hit for hit in (*judged, *shown)}
    missing = [id for id in hits if id not in ranking.passages]
    passages = {**ranking.passages, **(_fetched(index, missing) if missing else {})}
    unread = [one.hit for one in joined[:WHOLE] if one.hit.id not in ranking.readings]
    readings = readings_of(reader, documents, asked.question, unread, passages) if unread else {}
    claims = [(passages[id], hit.best_sentence) for id, hit in hits.items()]
    excerpts = prove(index, [*claims, *ranking.facts]) if claims else []
    proved = Proved(
        passages=passages,
        excerpts=dict(zip(hits, excerpts, strict=False)),
        readings={**ranking.readings, **readings},
        fact=judged[0].id if asked.facts else "",
    )
    question, terms = asked.question, asked.terms
    return Found(
        judged=tuple(make_hit(i, question, terms, hit, proved) for i, hit in enumerate(judged, 1)),
        hits=tuple(
            make_joined_hit(i, question, terms, one, proved) for i, one in enumerate(joined, 1)
        ),
        facts=stated_facts(index, asked.facts, ranking.facts, excerpts[len(claims) :]),
    )
