"""Searcher: an open index with its encoder, which answers any number of questions.

1. Parse the question, read its acronyms as the texts have them, look up its words, correct its
   spelling and encode it.
2. Rank the passages of the index (see `ranking`).
3. Prove each hit against the stored text before it is shown, and cite it.
4. Weigh the evidence (see `confidence`) and what is demanded (see `demands`), and record what was
   searched.
"""

from dataclasses import dataclass

from cmp_search.citations.citation import cite
from cmp_search.documents.document import Excerpt
from cmp_search.documents.passage import Passage
from cmp_search.encoders import Encoder, EncoderIdentity, Vectors, open_encoder
from cmp_search.errors import MismatchError, QuestionError, UnknownDocumentError
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.engines import open_index
from cmp_search.index.filters import Filters
from cmp_search.index.manifest import now
from cmp_search.index.off_topic import off_topic_cosine
from cmp_search.index.proof import prove
from cmp_search.language.terms import as_written
from cmp_search.search.acronyms import in_words_of_texts
from cmp_search.search.answer import Answer, Hit, SearchRecord
from cmp_search.search.confidence import confidence
from cmp_search.search.demands import weighed
from cmp_search.search.document_facts import DocumentFacts, gather_facts
from cmp_search.search.query_terms import QueryTerms, query_terms
from cmp_search.search.question import Question, parse_question
from cmp_search.search.ranking import Ranked, rank
from cmp_search.search.spelling import corrected, read_as

DEFAULT_COUNT = 10
MAX_COUNT = 100
NO_FILTERS = Filters()
MAX_NAMED = 20
"""How many documents an error names at most."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """Answers questions from one generation; make it with `make_searcher`."""

    index: Index
    encoder: Encoder
    facts: DocumentFacts

    def ask(
        self, question: str, filters: Filters = NO_FILTERS, count: int = DEFAULT_COUNT
    ) -> Answer:
        """The best passages for a question, at most `count`.

        Raises:
            QuestionError: the question is empty or too long, `count` is below 1, or no document
                passes the filters.
            UnknownDocumentError: a filter names a document that is not in the index.
        """
        if count < 1:
            raise QuestionError("count_too_low", count=count)
        searched = self._filtered(filters)
        read = in_words_of_texts(self.index, parse_question(question))
        parsed = read.question
        terms = query_terms(self.index, parsed.words)
        corrections = read_as(terms, self.encoder)
        vector = self.encoder.encode_questions([corrected(read.text, corrections)])[0]
        hits = self._hits(parsed, terms, vector, filters, count)
        off_topic = off_topic_cosine(self.index.off_topic, vector)
        judged = hits[:DEFAULT_COUNT]
        manifest = self.index.manifest
        return Answer(
            question=question,
            read_as=read.read_as | corrections,
            confidence=weighed(parsed, judged, confidence(parsed, judged, off_topic)),
            hits=hits[:count],
            search_record=SearchRecord(
                date=now(),
                index_fingerprint=manifest.fingerprint,
                generation=manifest.generation,
                encoder=manifest.encoder.name,
                filters=filters,
                documents=searched,
            ),
        )

    def close(self) -> None:
        """Close the index; nothing can be asked any more."""
        self.index.close()

    def _filtered(self, filters: Filters) -> tuple[str, ...]:
        """The ids of the documents that pass the filters, which must be valid."""
        for id in filters.documents:
            if id not in self.facts.entries:
                raise self.unknown(id)
        passing = self.facts.passing(filters)
        if not passing:
            raise QuestionError("filters_match_nothing")
        return passing

    def unknown(self, id: str) -> UnknownDocumentError:
        """The error for an id that is not in the index; it names some that are."""
        known = list(self.facts.entries)[:MAX_NAMED]
        return UnknownDocumentError("unknown_document", id=id, known=known)

    def _hits(
        self, question: Question, terms: QueryTerms, vector: Vectors, filters: Filters, count: int
    ) -> tuple[Hit, ...]:
        """Steps 2 and 3."""
        # The confidence must not depend on how many passages are shown.
        depth = max(DEFAULT_COUNT, min(count, MAX_COUNT))
        ranked = rank(self.index, self.facts, question, terms, vector, filters, depth)
        passages = self.index.passages([hit.id for hit in ranked])
        claims = [(passages[hit.id], hit.best_sentence) for hit in ranked]
        excerpts = prove(self.index, claims) if claims else []
        return tuple(
            _hit(i, question, terms, hit, passage, excerpt)
            for i, (hit, (passage, _), excerpt) in enumerate(
                zip(ranked, claims, excerpts, strict=True), 1
            )
        )


def _hit(
    rank: int,
    question: Question,
    terms: QueryTerms,
    ranked: Ranked,
    passage: Passage,
    excerpt: Excerpt,
) -> Hit:
    """The hit for a proved passage."""
    return Hit(
        rank=rank,
        score=ranked.score,
        passage=passage,
        title=excerpt.entry.title,
        language=excerpt.entry.language,
        best_sentence=ranked.best_sentence,
        matched_terms=tuple(w.typed for w in question.words if w.terms & ranked.terms),
        citation=cite(excerpt, passage),
        alike_terms=tuple(
            (typed, as_written(similar, passage.text))
            for typed, similar in terms.similar(ranked.terms)
        ),
    )


def make_searcher(index: Index, encoder: Encoder) -> Searcher:
    """A searcher of an open index.

    Raises:
        MismatchError: the index was built with another encoder.
    """
    built, given = index.manifest.encoder, encoder.identity
    if built != given:
        raise MismatchError(
            "other_encoder",
            folder=index.address,
            built=_describe(built),
            named=_describe(given),
            model=index.manifest.model,
        )
    return Searcher(index, encoder, gather_facts(index.entries()))


def open_searcher(address: Address, encoder: Encoder | None = None) -> Searcher:
    """Open the current index with an encoder, by default that of the default model.

    Raises:
        GenerationError: there is no index, or it was built with another encoder.
    """
    index = open_index(address)
    try:
        return make_searcher(index, encoder or open_encoder())
    except BaseException:
        index.close()
        raise


def _describe(identity: EncoderIdentity) -> str:
    return f"{identity.name} {identity.revision} ({identity.engine})".replace("  ", " ")
