"""Ranking: which passages come first.

1. Candidates: the passages nearest to the question, the passages of the nearest sentences, and
   the nearest of those that hold a rare word or a quoted phrase of the question; all under the
   filters. A word is rare when it stands in at most 2 % of all passages (or in at most 3), and in
   no more than 1,000; of a quoted phrase the first 1,000 passages are looked at.
2. Each candidate's score is the cosine of the question with its headed passage plus the cosine with
   its best sentence: a passage knows the subject, a sentence the fact.
3. The encoder puts a passage in the question's own language nearer than the same passage in another
   (by .05 a cosine on parallel texts). A text that has no edition in the question's language gets
   most of that back, 0.06 in all, so that it is not hidden behind one that does not answer.
4. A document whose date, title or id has a year that the question names gets 0.03.
5. A quoted phrase counts 5, more than two cosines can differ: who quotes wants the words.
6. The best of them by then are read for the words that they share with the question (see
   `lexicon`): their share counts 0.035 in the question's own language, 0.06 in another, where the
   names, numbers and cognates among them are all that words can say.
7. A question that names several years, of several texts, is asked of each of these texts: its best
   passage, in whichever edition, comes before the rest.
docs/retrieval.md has the measurements.
"""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from cmp_search.document import Span
from cmp_search.encoders import Vectors
from cmp_search.index.embedded.generation import Generation
from cmp_search.index.embedded.id_filter import Ids
from cmp_search.index.embedded.selections import YEAR, Selection
from cmp_search.index.embedded.texts import Filters
from cmp_search.index.embedded.vectors import cosines_of
from cmp_search.search.answer import PHRASE_WEIGHT, Score
from cmp_search.search.lexicon import Wording
from cmp_search.search.question import Question

NEAR_PASSAGES = 120
NEAR_SENTENCES = 240
WITH_TERM = 60
"""How many candidates each source gives at most."""
READ = 100
"""How many candidates are read for their words (step 6)."""

RARE_SHARE = 0.02
RARE_LEAST = 3
HELD_MOST = 1_000
"""What a word or phrase brings in is bounded, however large the index; it can be asked for with a
filter, and a word that stands in more passages tells little of which is meant."""
OTHER_LANGUAGE = 0.06
NAMED_YEAR = 0.03
_BESIDE = ThreadPoolExecutor(os.cpu_count())
"""Searches of sentences, beside the rest of step 1: FAISS lets other threads of Python run."""
WORDS_SAME_LANGUAGE = 0.035
WORDS_OTHER_LANGUAGE = 0.06


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in its place: its number, its score, and its best sentence."""

    number: int
    score: Score
    best_sentence: Span


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with what the index knows of it.

    `named` are the documents of the years that it names, `several` is whether these years are more
    than one.
    """

    vector: Vectors
    language: str
    wording: Wording
    phrases: tuple[frozenset[int], ...]
    named: frozenset[str]
    several: bool


def rank(
    generation: Generation,
    question: Question,
    wording: Wording,
    vector: Vectors,
    filters: Filters,
    count: int,
) -> list[Ranked]:
    """The best passages of an index for a question whose words and vector [d] are given."""
    texts = generation.texts
    years = generation.shelf.years.keys() & set(YEAR.findall(question.text))
    asked = _Asked(
        vector=vector,
        language=question.language,
        wording=wording,
        phrases=tuple(
            frozenset(texts.with_phrase(phrase, HELD_MOST)) for phrase in question.phrases
        ),
        named=frozenset().union(*(generation.shelf.years[year] for year in years)),
        several=len(years) > 1,
    )
    candidates = _candidates(generation, asked, generation.shelf.selections.of(filters))
    if not candidates:
        return []
    asked = replace(asked, phrases=_completed(generation, question, asked, candidates))
    places = generation.shelf.documents_of(candidates)
    near = _scored(generation, asked, candidates, places, max(READ, count))
    read = sorted(_read(generation, asked, near, places), key=_order)
    return (_each_first(generation, asked, read, places) if asked.several else read)[:count]


def _order(hit: Ranked) -> tuple[float, int]:
    return -hit.score.total, hit.number


def _candidates(generation: Generation, asked: _Asked, allowed: Selection) -> list[int]:
    """Step 1: the numbers of the passages that are scored."""
    texts = generation.texts
    within = allowed.passages
    spoken = _BESIDE.submit(
        generation.sentences.search, asked.vector, NEAR_SENTENCES, allowed.sentences
    )
    found = {*generation.passages.search(asked.vector, NEAR_PASSAGES, within).tolist()}
    most = min(HELD_MOST, max(RARE_LEAST, RARE_SHARE * len(generation.passages)))
    rare = [texts.with_any(word.terms) for word in asked.wording.known if word.held <= most]
    for holding in (*rare, *asked.phrases):
        held = holding if within is None else within.holding(holding)
        found.update(generation.passages.search(asked.vector, WITH_TERM, sorted(held)).tolist())
    found.update(texts.passages_of_sentences(spoken.result().tolist()))
    return sorted(found)


def _completed(
    generation: Generation, question: Question, asked: _Asked, candidates: list[int]
) -> tuple[frozenset[int], ...]:
    """The phrases' passages, with all candidates that hold one that stands in too many."""
    return tuple(
        held if len(held) < HELD_MOST else held.union(generation.texts.holding(phrase, candidates))
        for phrase, held in zip(question.phrases, asked.phrases, strict=True)
    )


def _scored(
    generation: Generation,
    asked: _Asked,
    candidates: list[int],
    places: dict[int, str],
    count: int,
) -> list[Ranked]:
    """Steps 2 to 5: the best candidates, at most `count`, by all of their score but their words."""
    numbers, firsts = _sentences_of(generation, candidates)
    spoken = cosines_of(generation.sentences.vectors(numbers), asked.vector)
    best = _best_of_each(spoken, firsts)
    headed = cosines_of(generation.passages.vectors(candidates), asked.vector)
    parts = np.zeros((5, len(candidates)))
    parts[0], parts[1] = headed, spoken[best]
    for phrase in asked.phrases:
        parts[2] += PHRASE_WEIGHT * np.array([number in phrase for number in candidates])
    documents = [places[number] for number in candidates]
    foreign = _foreign(generation, asked, documents)
    parts[3] = OTHER_LANGUAGE * np.array([document in foreign for document in documents])
    parts[4] = NAMED_YEAR * np.array([document in asked.named for document in documents])
    first = np.argsort(-parts.sum(axis=0), kind="stable")[:count].tolist()
    # Most candidates go no further, so only these become objects.
    spans = generation.texts.spans(numbers[best[first]].tolist())
    return [
        Ranked(candidates[i], Score(*parts[:, i].tolist()), spans[int(numbers[best[i]])])
        for i in first
    ]


def _sentences_of(generation: Generation, passages: Sequence[int]) -> tuple[Ids, Ids]:
    """The numbers of all sentences of passages, and where those of each passage begin among them.

    Each passage has a sentence.
    """
    ranges = np.array(generation.texts.sentence_ranges(passages), dtype=np.int64)
    begin, counts = ranges.T
    firsts = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(begin - firsts, counts), firsts


def _best_of_each(values: Vectors, firsts: Ids) -> Ids:
    """Where the highest value of each part is, the first of them; parts begin at `firsts`."""
    highest = np.maximum.reduceat(values, firsts)
    lengths = np.diff(firsts, append=len(values))
    at = np.flatnonzero(values == np.repeat(highest, lengths))
    return at[np.searchsorted(at, firsts)]


def _foreign(generation: Generation, asked: _Asked, documents: Iterable[str]) -> set[str]:
    """Those documents that have no edition in the question's language, where it is known."""
    spoken = generation.shelf.spoken
    return {id for id in set(documents) if asked.language and asked.language not in spoken[id]}


def _read(
    generation: Generation, asked: _Asked, near: list[Ranked], places: dict[int, str]
) -> list[Ranked]:
    """Step 6: the same with the share of the question's words."""
    terms = generation.texts.terms_of(hit.number for hit in near)
    languages = generation.shelf.languages
    found = []
    for hit in near:
        same = asked.language in ("", languages[places[hit.number]])
        weight = WORDS_SAME_LANGUAGE if same else WORDS_OTHER_LANGUAGE
        words = weight * asked.wording.share(terms[hit.number])
        score = replace(hit.score, terms=hit.score.terms + words)
        found.append(Ranked(hit.number, score, hit.best_sentence))
    return found


def _each_first(
    generation: Generation, asked: _Asked, ranked: list[Ranked], places: dict[int, str]
) -> list[Ranked]:
    """Step 7."""
    best: dict[str, Ranked] = {}
    for hit in ranked:
        if places[hit.number] in asked.named:
            best.setdefault(generation.shelf.works[places[hit.number]], hit)
    if len(best) < 2:
        return ranked
    first = list(best.values())
    return [*first, *(hit for hit in ranked if hit not in first)]
