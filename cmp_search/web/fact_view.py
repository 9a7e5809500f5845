"""Facts as the Ask page shows them, above the passages: the fact, its sentence, citation and date.

What older texts state of the same is kept behind it. A sentence is quoted only if it has the words:
the name of a group may be a heading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cmp_search.citations.rich_text import RichText
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.sentence import is_contact
from cmp_search.language.normalisation import one_line
from cmp_search.locales import Messages
from cmp_search.search.answer import Fact, FactStatement
from cmp_search.search.verdict import as_of
from cmp_search.web.address import (
    address_of,
    last_search,
    passage_query,
    read_query,
    sentence_query,
)
from cmp_search.web.hit_view import cited_in_full
from cmp_search.web.quoting import quote_view
from cmp_search.web.start_rows import CitationView, SentenceView


@dataclass(frozen=True, slots=True)
class StatementView:
    """A fact as one text states it, and the date of that text in words, if it is known.

    `citation` is that of the sentence, which is at `span` of `passage`.
    """

    subject: str
    words: str
    language: str
    sentence: SentenceView
    citation: RichText
    passage: str
    span: str
    is_digest: bool
    as_of: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact; `older` are what older texts state instead, under `older_label`."""

    statement: StatementView
    older_label: str
    older: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class FactsView:
    """All facts that answer a question, under a title; `source` unfolds where they are stated."""

    title: str
    source: str
    facts: tuple[FactView, ...]


def facts_view(
    facts: Sequence[Fact], entries: Mapping[str, Entry], messages: Messages
) -> FactsView:
    """The facts in the reader's language; quotations are in that of their text."""
    views = (
        FactView(
            statement=_statement(fact.statement, entries, messages),
            older_label=messages("fact.older"),
            older=tuple(_statement(one, entries, messages) for one in fact.others),
        )
        for fact in facts
    )
    return FactsView(messages("fact.title"), messages("start.source"), tuple(views))


def _statement(
    one: FactStatement, entries: Mapping[str, Entry], messages: Messages
) -> StatementView:
    place = passage_query(one.citation.document, one.passage, one.span)
    address = address_of("read", place | read_query(last_search()))
    is_digest = bool(entries[one.citation.document].digest_of)
    quote = quote_view(_shown(one.sentence), one.language, is_digest, messages)
    citation = CitationView(address, one.citation.render(messages.language))
    return StatementView(
        subject=one.subject,
        words=one.words,
        language=one.language,
        sentence=SentenceView(quote if one.is_quoted else None, citation),
        citation=cited_in_full(one.citation, messages),
        passage=one.passage,
        span=sentence_query(one.span),
        is_digest=is_digest,
        as_of=as_of(one, messages.language, in_words=True),
    )


def _shown(sentence: str) -> str:
    """A sentence on one line; each line of a contact says something else."""
    return sentence if is_contact(sentence) else one_line(sentence)
