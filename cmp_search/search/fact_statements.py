"""Statements: facts that were found, proved and cited as hits are, and shown before them.

1. The first hit is the passage behind the facts that ranks best; if none was ranked, that of the
   first fact, without a score. The sentence that states the fact is marked in it. For a fact with a
   sentence of its own for that, such as a definition, it is that one.
2. Each sentence is proved with its passage (see `index.proof`), and each quoted word by its place.
3. A question that facts answer is answered, and nothing is missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cmp_search.citations.citation import cite
from cmp_search.citations.narrowing import narrowed
from cmp_search.documents.document import Excerpt, Span
from cmp_search.documents.passage import Passage
from cmp_search.documents.sentence import is_contact
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice
from cmp_search.orientation.facts import Quote
from cmp_search.search.answer import Confidence, Fact, FactStatement, Level, Score
from cmp_search.search.confidence import coefficients
from cmp_search.search.fact_matching import FoundFact, Statement
from cmp_search.search.ranking import Ranked

Claims = Sequence[tuple[Passage, Span]]


def facts_first(ranked: Sequence[Ranked], found: Sequence[FoundFact]) -> list[Ranked]:
    """The passages with the one behind the facts first (step 1)."""
    if not found:
        return list(ranked)
    behind: dict[str, Statement] = {}
    for one in (fact.first or fact.statement for fact in found):
        behind.setdefault(one.source.passage, one)
    unranked = _unranked(next(iter(behind.values())))
    first = next((hit for hit in ranked if hit.id in behind), unranked)
    marked = replace(first, best_sentence=behind[first.id].source.sentence)
    return [marked, *(hit for hit in ranked if hit.id != first.id)]


def _unranked(statement: Statement) -> Ranked:
    score = Score(0.0, 0.0, 0.0)
    source = statement.source
    return Ranked(-1, source.passage, statement.entry.id, frozenset(), score, source.sentence)


def passages_behind(found: Iterable[FoundFact]) -> list[str]:
    """The ids of the passages of all statements."""
    return list(dict.fromkeys(one.source.passage for one in _statements(found)))


def claims_of(
    found: Iterable[FoundFact], passages: Mapping[str, Passage]
) -> list[tuple[Passage, Span]]:
    """Each statement's passage and sentence, to be proved.

    Raises:
        MismatchError: a passage is not in the index.
    """
    claims = []
    for one in _statements(found):
        if one.source.passage not in passages:
            raise MismatchError("passage_false", passage=one.source.passage)
        claims.append((passages[one.source.passage], one.source.sentence))
    return claims


def stated_facts(
    index: Index, found: Sequence[FoundFact], claims: Claims, excerpts: Sequence[Excerpt]
) -> tuple[Fact, ...]:
    """The facts with their statements, given the proved excerpt of each claim.

    Raises:
        MismatchError: quoted words are not in the document where they are said to be.
    """
    _prove_quotes(index, found)
    proved = zip(_statements(found), claims, excerpts, strict=True)
    stated = iter([_stated(one, passage, excerpt) for one, (passage, _), excerpt in proved])
    return tuple(
        Fact(fact.kind, next(stated), tuple(next(stated) for _ in fact.older)) for fact in found
    )


def settled(confidence: Confidence, facts: Sequence[Fact]) -> Confidence:
    """The confidence of an answer with these facts (step 3)."""
    if not facts:
        return confidence
    sure = max(confidence.probability, coefficients().answered)
    return Confidence(Level.ANSWERED, sure)


def _statements(found: Iterable[FoundFact]) -> Iterable[Statement]:
    """All statements, each fact's own before its older ones."""
    for fact in found:
        yield fact.statement
        yield from fact.older


def _prove_quotes(index: Index, found: Sequence[FoundFact]) -> None:
    """Step 2 for the quoted words; a group's name may be in a heading, outside the passage."""
    quotes = [(one, quote) for one in _statements(found) for quote in (*one.subject, *one.words)]
    slices = [Slice(one.entry.id, quote.start, quote.end) for one, quote in quotes]
    excerpts = index.excerpts(slices) if slices else []
    for (one, quote), excerpt in zip(quotes, excerpts, strict=True):
        if excerpt.slice(Span(quote.start, quote.end)) != quote.text:
            raise MismatchError("passage_false", passage=one.source.passage)


def _stated(one: Statement, passage: Passage, excerpt: Excerpt) -> FactStatement:
    sentence = excerpt.slice(one.source.sentence)
    # Each line of a contact says something else; other lines are only wrapped.
    line_end = ", " if is_contact(sentence) else " "
    return FactStatement(
        subject=" · ".join(_on_one_line(quote, line_end) for quote in one.subject),
        words=", ".join(_on_one_line(quote, line_end) for quote in one.words),
        sentence=sentence,
        span=one.source.sentence,
        passage=passage.id,
        language=one.entry.language,
        citation=cite(excerpt, narrowed(excerpt, passage, one.source.sentence)),
        as_of=one.entry.date_text,
    )


def _on_one_line(quote: Quote, line_end: str) -> str:
    return line_end.join(line.strip().strip(line_end) for line in quote.text.splitlines())
