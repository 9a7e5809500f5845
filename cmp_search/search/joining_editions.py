"""Joining editions: hits that are one passage in several editions of a text become one hit.

1. A text is in several editions if the hits are of its versions in several languages, or of digests
   of these (see `documents.editions`). Where there are none, nothing changes.
2. Of the editions, one is shown rather than another by its language (see `spoken`), then as it is
   official and no digest, then by rank.
3. Two passages of different editions are the same if each is the nearest in its document to the
   other, or if one is nearer to the other than all else in its document is, by `STANDS_OUT`. How
   near two are is the cosine of their vectors, less what they are apart in the order of their
   documents, from 0 to 1, times `APART`. A digest may have several passages for one of its text.
4. A hit joins the first hit that is the same passage in an edition which is to be shown rather.
   What others joined follows. What is shown keeps its score and takes the best rank of those joined
   to it. A passage with a quoted phrase joins none that lacks it: whoever quotes wants those words.
5. Hits of a text that the language wanted most has as fully, and that join none, come last: what
   they say stands in that language, too.
6. The passage behind facts stays first and joins none; the same passage elsewhere joins it.
docs/retrieval.md says how well this works.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.contents import PassageVectors
from cmp_search.search.document_facts import DocumentFacts
from cmp_search.search.ranking import Ranked

APART = 0.3
STANDS_OUT = 0.03


@dataclass(frozen=True, slots=True)
class Joined:
    """A passage to be shown, and the same in other editions: the best hit of each, by rank."""

    hit: Ranked
    also: tuple[Ranked, ...] = ()


@dataclass(frozen=True, slots=True)
class _Nearest:
    """The passage of another document that is nearest to one, and if it stands out (step 3)."""

    id: str
    stands_out: bool


def join_editions(
    index: Index,
    facts: DocumentFacts,
    languages: Sequence[str],
    ranked: Sequence[Ranked],
    *,
    has_fact: bool = False,
) -> list[Joined]:
    """Ranked passages with those of other editions joined.

    `languages` are those in which an answer is wanted, the first one most. If `has_fact`, the first
    passage is one behind facts.
    """
    editions = _editions(facts, ranked)
    if not editions:
        return [Joined(hit) for hit in ranked]
    order = _order(facts, languages, editions)
    same: dict[str, set[str]] = {}
    for documents in editions:
        same |= _same_passages(index, ranked, documents)
    fact = ranked[0].id if has_fact else ""
    shown = _shown(ranked, order, same, fact)
    groups: dict[str, list[Ranked]] = {}
    for hit in ranked:
        groups.setdefault(shown[hit.id], []).append(hit)
    by_id = {hit.id: hit for hit in ranked}
    joined = [_joined(by_id[id], members) for id, members in groups.items()]
    last = {id for documents in editions for id in _said_elsewhere(facts, languages, documents)}
    return sorted(joined, key=lambda one: _comes_last(one, last, fact))


def _editions(facts: DocumentFacts, ranked: Sequence[Ranked]) -> list[list[str]]:
    """Step 1: the documents of each text that is in several, in the order of their best hits."""
    documents: dict[str, list[str]] = {}
    for id in dict.fromkeys(hit.document for hit in ranked):
        documents.setdefault(facts.texts[id], []).append(id)
    return [ids for ids in documents.values() if len(ids) > 1]


def _order(
    facts: DocumentFacts, languages: Sequence[str], editions: Sequence[Sequence[str]]
) -> dict[str, int]:
    """Step 2: the place of each document among the editions of its text."""

    def key(id: str) -> tuple[int, bool]:
        language = facts.languages[id]
        wanted = languages.index(language) if language in languages else len(languages)
        return wanted, facts.entries[id].digest_of is not None

    return {id: place for ids in editions for place, id in enumerate(sorted(ids, key=key))}


def _same_passages(
    index: Index, ranked: Sequence[Ranked], documents: Sequence[str]
) -> dict[str, set[str]]:
    """Step 3: for each hit in the editions of one text, those that are the same passage."""
    hits = {id: [hit.id for hit in ranked if hit.document == id] for id in documents}
    vectors = {id: index.vectors_of(id) for id in documents}
    same: dict[str, set[str]] = {}
    for one, other in combinations(documents, 2):
        nearest = _nearest(vectors[one], vectors[other], hits[one])
        nearest |= _nearest(vectors[other], vectors[one], hits[other])
        for id, found in nearest.items():
            back = nearest.get(found.id)
            if back and (found.stands_out or back.id == id):
                same.setdefault(id, set()).add(found.id)
                same.setdefault(found.id, set()).add(id)
    return same


def _nearest(own: PassageVectors, other: PassageVectors, ids: Sequence[str]) -> dict[str, _Nearest]:
    """For some passages of a document, the nearest of another.

    Raises:
        MismatchError: the document does not have a passage that the index has found in it.
    """
    places = {id: place for place, id in enumerate(own.ids)}
    for id in ids:
        if id not in places:
            raise MismatchError("passage_false", passage=id)
    at = [places[id] for id in ids]
    apart = np.abs(_shares(own)[at][:, None] - _shares(other)[None, :])
    scores = own.vectors[at] @ other.vectors.T - APART * apart
    best = scores.argmax(axis=1)
    found = {}
    for row, place, id in zip(scores, best.tolist(), ids, strict=True):
        others = np.delete(row, place)
        stands_out = not len(others) or bool(row[place] - others.max() >= STANDS_OUT)
        found[id] = _Nearest(other.ids[place], stands_out)
    return found


def _shares(document: PassageVectors) -> Vectors:
    """Where in the order of its document each passage is, from 0 to 1."""
    shares: Vectors = np.linspace(0, 1, len(document.ids), dtype=np.float32)
    return shares


def _shown(
    ranked: Sequence[Ranked], order: dict[str, int], same: dict[str, set[str]], fact: str
) -> dict[str, str]:
    """Steps 4 and 6: for the id of each hit, that of the one which is shown for it."""
    joins = {}
    for hit in ranked:
        others = [
            other
            for other in ranked
            if other.id in same.get(hit.id, ())
            and (other.id == fact or order[other.document] < order[hit.document])
            and (other.score.quoted or not hit.score.quoted)
        ]
        if others and hit.id != fact:
            first = min(others, key=lambda other: (other.id != fact, order[other.document]))
            joins[hit.id] = first.id

    def shown(id: str) -> str:
        return shown(joins[id]) if id in joins else id

    return {hit.id: shown(hit.id) for hit in ranked}


def _joined(hit: Ranked, members: Sequence[Ranked]) -> Joined:
    """A hit with the best of each other document."""
    also: dict[str, Ranked] = {}
    for member in members:
        if member.document != hit.document:
            also.setdefault(member.document, member)
    return Joined(hit, tuple(also.values()))


def _said_elsewhere(
    facts: DocumentFacts, languages: Sequence[str], documents: Sequence[str]
) -> Iterator[str]:
    """Step 5: the documents whose text is as full in the language that is wanted most."""
    spoken = [id for id in documents if [facts.languages[id]] == list(languages[:1])]
    for id in documents:
        if id not in spoken and any(_is_as_full(facts, other, id) for other in spoken):
            yield id


def _is_as_full(facts: DocumentFacts, one: str, other: str) -> bool:
    """Whether an edition has all that another has; an official text is fuller than a digest."""
    return facts.entries[one].digest_of is None or facts.entries[other].digest_of is not None


def _comes_last(one: Joined, last: set[str], fact: str) -> bool:
    return one.hit.document in last and one.hit.id != fact and not one.hit.score.quoted
