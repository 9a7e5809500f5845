"""Evidence: the sentence that a fact was found in, verified and cited."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from cmp_search.citations.citation import Citation, cite
from cmp_search.citations.narrowing import narrowed
from cmp_search.documents.document import Span
from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice
from cmp_search.index.proof import prove
from cmp_search.orientation.facts import (
    Acronym,
    Chair,
    Definition,
    FactSource,
    Group,
    Meeting,
    Quote,
)
from cmp_search.overview.choice import Attributed

Fact = Acronym | Chair | Definition | Group | Meeting


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a text, unchanged, with its language, its passage and its own citation.

    `is_digest` says that the text is a paraphrase, which is not to be quoted.
    """

    sentence: str
    language: str
    passage: str
    citation: Citation
    is_digest: bool


def evidence(index: Index, facts: Iterable[Attributed[Fact]]) -> dict[FactSource, Evidence]:
    """The evidence of each fact, by its source.

    Raises:
        MismatchError: a passage or quoted words differ from the document.
    """
    facts = list(facts)
    sources = list(dict.fromkeys(attributed.fact.source for attributed in facts))
    passages = index.passages(list({source.passage for source in sources}))
    for source in sources:
        if source.passage not in passages:
            raise MismatchError("passage_false", passage=source.passage)
    claims = [(passages[source.passage], source.sentence) for source in sources]
    evidence_of = {
        source: Evidence(
            sentence=document.slice(source.sentence),
            language=document.entry.language,
            passage=passage.id,
            citation=cite(document, narrowed(document, passage, source.sentence)),
            is_digest=document.entry.digest_of is not None,
        )
        for source, (passage, _), document in zip(
            sources, claims, prove(index, claims), strict=True
        )
    }
    _check_quotes(index, facts)
    return evidence_of


def _check_quotes(index: Index, facts: Iterable[Attributed[Fact]]) -> None:
    """Check that all quoted words are in the document where the facts say."""
    quotes = {
        Slice(fact.entry.id, value.start, value.end): (value.text, fact.fact.source.passage)
        for fact in facts
        for value in (getattr(fact.fact, field.name) for field in fields(fact.fact))
        if isinstance(value, Quote)
    }
    for (place, (text, passage)), excerpt in zip(
        quotes.items(), index.excerpts(list(quotes)), strict=True
    ):
        if excerpt.slice(Span(place.start, place.end)) != text:
            raise MismatchError("passage_false", passage=passage)
