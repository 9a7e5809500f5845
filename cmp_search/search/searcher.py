"""Searcher: an open index with its encoder, which answers any number of questions.

1. Parse the question, read its acronyms as the texts have them, look up its words, correct its
   spelling and encode it.
2. Rank the passages of the index (see `ranking`).
3. Read the first ones, if there is a reader, and put them in order anew (see `second_reading`).
4. Find the facts that answer outright (see `facts`); a passage behind them is the first hit.
5. Prove each hit and fact against the stored text before it is shown, and cite it.
6. Weigh the evidence (see `confidence`) and what is demanded (see `demands`), and record what was
   searched.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cmp_search.encoders import Encoder, EncoderIdentity, Vectors, open_encoder
from cmp_search.errors import MismatchError, QuestionError, UnknownDocumentError, nearest
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.calibration import Calibration
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.filters import Filters
from cmp_search.index.manifest import now
from cmp_search.index.off_topic import off_topic_cosine
from cmp_search.index.proof import prove
from cmp_search.search.acronyms import in_words_of_texts
from cmp_search.search.answer import Answer, Fact, Hit, SearchRecord
from cmp_search.search.confidence import Coefficients, confidence
from cmp_search.search.demands import weighed
from cmp_search.search.document_facts import DocumentFacts, gather_facts
from cmp_search.search.fact_book import FactShelf
from cmp_search.search.fact_matching import FoundFact
from cmp_search.search.fact_statements import (
    claims_of,
    facts_first,
    passages_behind,
    settled,
    stated_facts,
)
from cmp_search.search.facts import find_facts
from cmp_search.search.hits import make_hit
from cmp_search.search.query_terms import QueryTerms, query_terms
from cmp_search.search.question import Question, parse_question
from cmp_search.search.ranking import RESCORED, rank
from cmp_search.search.reading.base import PassageReader
from cmp_search.search.second_reading import read_again, readings_of
from cmp_search.search.spelling import corrected, read_as
from cmp_search.search.thresholds import fitted, in_force

DEFAULT_COUNT = 10
MAX_COUNT = 100
NO_FILTERS = Filters()
"""How many documents an error names at most."""


@dataclass(frozen=True, slots=True)
class Searcher:
    """Answers questions from one generation; make it with `make_searcher`.

    `calibration` is that of the index, if it is in force.
    """

    index: Index
    encoder: Encoder
    facts: DocumentFacts
    calibration: Calibration | None = None
    reader: PassageReader | None = None
    shelf: FactShelf = field(default_factory=FactShelf)

    @property
    def fitted(self) -> Coefficients:
        """The coefficients of the confidence, with the thresholds that are in force."""
        return fitted(self.calibration, self.reader_identity)

    @property
    def reader_identity(self) -> str:
        """The identity of the reader; empty without one."""
        return self.reader.identity if self.reader else ""

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
        text = corrected(read.text, corrections)
        vector = self.encoder.encode_questions([text])[0]
        found = find_facts(
            self.shelf, self.index, corrected(parsed.text, corrections), parsed.language, searched
        )
        hits, facts = self._hits(parsed, terms, vector, filters, count, found)
        off_topic = off_topic_cosine(self.index.off_topic, vector)
        judged = hits[:DEFAULT_COUNT]
        manifest = self.index.manifest
        return Answer(
            question=question,
            read_as=read.read_as | corrections,
            confidence=settled(
                weighed(parsed, judged, confidence(parsed, judged, off_topic, self.fitted)), facts
            ),
            hits=hits[:count],
            search_record=SearchRecord(
                date=now(),
                index_fingerprint=manifest.fingerprint,
                generation=manifest.generation,
                encoder=manifest.encoder.name,
                filters=filters,
                documents=searched,
                reader=self.reader_identity,
                calibration=self.calibration,
            ),
            facts=facts,
        )

    def close(self) -> None:
        """Close the index; nothing can be asked any more."""
        self.index.close()

    def _filtered(self, filters: Filters) -> tuple[str, ...]:
        """The ids of the documents that pass the filters, which must be valid."""
        for id in filters.documents:
            if id not in self.facts.entries:
                raise self.unknown(id)
        held = sorted({entry.language for entry in self.facts.entries.values()})
        foreign = [code for code in filters.languages if code not in held]
        if foreign:
            raise QuestionError("language_without_texts", languages=foreign, known_languages=held)
        passing = self.facts.passing(filters)
        if not passing:
            raise QuestionError("filters_match_nothing")
        return passing

    def unknown(self, id: str) -> UnknownDocumentError:
        """The error for an id that is not in the index; it names those most like it."""
        ids = list(self.facts.entries)
        return UnknownDocumentError(
            "unknown_document", id=id, known=nearest(id, ids), total=len(ids)
        )

    def _hits(
        self,
        question: Question,
        terms: QueryTerms,
        vector: Vectors,
        filters: Filters,
        count: int,
        found: Sequence[FoundFact],
    ) -> tuple[tuple[Hit, ...], tuple[Fact, ...]]:
        """Steps 2 to 5."""
        # The confidence must not depend on how many passages are shown.
        depth = max(DEFAULT_COUNT, min(count, MAX_COUNT))
        reach = max(depth, RESCORED) if found else depth
        ranked = rank(self.index, self.facts, question, terms, vector, filters, reach)
        ranked = facts_first(ranked, found)[:depth]
        passages = self.index.passages([hit.id for hit in ranked] + passages_behind(found))
        readings = readings_of(self.reader, self.facts, question, ranked, passages)
        ranked = facts_first(read_again(self.reader, self.facts, question, ranked, readings), found)
        facts_claims = claims_of(found, passages)
        claims = [(passages[hit.id], hit.best_sentence) for hit in ranked]
        excerpts = prove(self.index, claims + facts_claims) if claims else []
        hits = tuple(
            make_hit(
                i,
                question,
                terms,
                hit,
                passage,
                excerpt,
                readings.get(hit.id),
                states_fact=bool(found) and i == 1,
            )
            for i, (hit, (passage, _), excerpt) in enumerate(
                zip(ranked, claims, excerpts, strict=False), 1
            )
        )
        return hits, stated_facts(self.index, found, facts_claims, excerpts[len(claims) :])


def make_searcher(
    index: Index,
    encoder: Encoder,
    calibration: Calibration | None = None,
    reader: PassageReader | None = None,
) -> Searcher:
    """A searcher of an open index, with or without a reader; a calibration if it is in force.

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
    facts = gather_facts(index.entries())
    in_use = in_force(calibration, given, reader.identity if reader else "")
    return Searcher(index, encoder, facts, in_use, reader)


def open_searcher(
    address: Address, encoder: Encoder | None = None, reader: PassageReader | None = None
) -> Searcher:
    """Open the current index with an encoder, by default that of the default model.

    Raises:
        GenerationError: there is no index, or it was built with another encoder.
    """
    index = open_index(address)
    try:
        calibration = engine_of(address).calibration(address)
        return make_searcher(index, encoder or open_encoder(), calibration, reader)
    except BaseException:
        index.close()
        raise


def _describe(identity: EncoderIdentity) -> str:
    return f"{identity.name} {identity.revision} ({identity.engine})".replace("  ", " ")
