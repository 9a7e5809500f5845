"""Searcher: an open index with its encoder, which answers any number of questions.

1. Parse the question, read its acronyms as the texts have them, look up its words, correct its
   spelling and encode it.
2. Find the facts that answer outright (see `facts`).
3. Rank the passages of the index, read the first ones, join editions, prove and cite each hit and
   fact (see `finding`).
4. Weigh the evidence (see `confidence`) and what is demanded (see `demands`), and record what was
   searched.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from cmp_search.encoders import Encoder, EncoderIdentity, open_encoder
from cmp_search.encoders.probe import computes_alike
from cmp_search.errors import MismatchError, QuestionError, UnknownDocumentError, nearest
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.filters import Filters
from cmp_search.index.manifest import now
from cmp_search.index.off_topic import off_topic_cosine
from cmp_search.logs.questions import tell_answered
from cmp_search.logs.stopwatch import Stopwatch
from cmp_search.search.acronyms import in_words_of_texts
from cmp_search.search.answer import Answer, SearchRecord
from cmp_search.search.confidence import Coefficients, confidence
from cmp_search.search.demands import weighed
from cmp_search.search.document_facts import DocumentFacts, gather_facts
from cmp_search.search.door import DOOR, wait_on
from cmp_search.search.fact_book import FactShelf
from cmp_search.search.fact_statements import settled
from cmp_search.search.facts import find_beginning, find_facts, lacks_head
from cmp_search.search.finding import Asked, find
from cmp_search.search.query_terms import query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.reading.base import PassageReader
from cmp_search.search.spelling import corrected, is_nonsense, read_as
from cmp_search.search.spoken import language_for_ranking, spoken_language
from cmp_search.search.thresholds import fitted, in_force

DEFAULT_COUNT = 10
MAX_COUNT = 100
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Searcher:
    """Answers questions from one generation; make it with `make_searcher`.

    `calibration` is that of the index, if it is in force; `watch` says what to know besides the
    caveats of the index.
    """

    index: Index
    encoder: Encoder
    facts: DocumentFacts
    calibration: Calibration | None = None
    reader: PassageReader | None = None
    shelf: FactShelf = field(default_factory=FactShelf)
    watch: Callable[[], tuple[Caveat, ...]] = tuple

    @property
    def fitted(self) -> Coefficients:
        """The coefficients of the confidence, with the thresholds that are in force."""
        return fitted(self.calibration, self.reader_identity)

    @property
    def reader_identity(self) -> str:
        """The identity of the reader; empty without one."""
        return self.reader.identity if self.reader else ""

    def ask(
        self,
        question: str,
        filters: Filters = NO_FILTERS,
        count: int = DEFAULT_COUNT,
        language: str = "",
        while_waiting: Callable[[], None] = wait_on,
    ) -> Answer:
        """The best passages for a question, at most `count`; 100 at most.

        `language` is that of the interface: a bare acronym is taken to be in it, and a passage that
        is in no edition in the question's language is shown in it rather (see `spoken`). Questions
        that come at once are answered in turn (see `door`); `while_waiting` is called now and then
        until it is this one's, and what it raises gives up.

        Raises:
            QuestionError: the question is empty or too long, `count` is below 1, or no document
                passes the filters.
            UnknownDocumentError: a filter names a document that is not in the index.
            MismatchError: the index has been found damaged.
        """
        if count < 1:
            raise QuestionError("count_too_low", count=count)
        watch = Stopwatch()
        with DOOR.turn(while_waiting):
            watch.lap("waiting")
            answer = self._answer(question, filters, count, language, watch)
        tell_answered(watch, answer.confidence.level, len(answer.hits))
        return answer

    def _answer(
        self, question: str, filters: Filters, count: int, language: str, watch: Stopwatch
    ) -> Answer:
        """Steps 1 to 4."""
        searched = self._filtered(filters)
        asked = parse_question(question)
        spoken = spoken_language(asked, language)
        read = in_words_of_texts(self.index, replace(asked, language=spoken))
        parsed = replace(read.question, language=asked.language)
        terms = query_terms(self.index, parsed.words)
        corrections = read_as(terms, self.encoder)
        text = corrected(read.text, corrections)
        watch.lap("words")
        vector = self.encoder.encode_questions([text])[0]
        watch.lap("encoding")
        spelt = corrected(parsed.text, corrections)
        facts = find_facts(self.shelf, self.index, spelt, spoken, searched)
        leads = facts or find_beginning(self.shelf, self.index, spelt, spoken, searched)
        watch.lap("facts")
        count = min(count, MAX_COUNT)
        ranked_as = replace(parsed, language=language_for_ranking(parsed, terms, language))
        found = find(
            self.index,
            self.facts,
            self.reader,
            Asked(ranked_as, terms, vector, filters, facts, leads, count, DEFAULT_COUNT, language),
        )
        watch.lap("passages")
        off_topic = off_topic_cosine(self.index.off_topic, vector)
        judged = confidence(parsed, found.judged, off_topic, self.fitted)
        first = found.judged[0].passage.id if found.judged else ""
        # Facts settle the confidence, whatever the first passage is.
        headless = not facts and lacks_head(self.shelf, self.index, spelt, searched, first)
        nonsense = is_nonsense(parsed, terms, self.encoder)
        said = weighed(parsed, found.judged, judged, headless, nonsense)
        watch.lap("weighing")
        manifest = self.index.manifest
        return Answer(
            question=question,
            read_as=read.read_as | corrections,
            confidence=settled(said, found.facts),
            hits=found.hits,
            search_record=SearchRecord(
                date=now(),
                index_fingerprint=manifest.fingerprint,
                generation=manifest.generation,
                encoder=manifest.encoder.name,
                filters=filters,
                documents=searched,
                reader=self.reader_identity,
                calibration=self.calibration,
                language=language,
            ),
            facts=found.facts,
            languages=tuple(sorted({self.facts.languages[id] for id in searched})),
            caveats=(*self.index.caveats(), *self.watch()),
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


def make_searcher(
    index: Index,
    encoder: Encoder,
    calibration: Calibration | None = None,
    reader: PassageReader | None = None,
) -> Searcher:
    """A searcher of an open index, with or without a reader; a calibration if it is in force.

    Raises:
        MismatchError: the index was built with another encoder, or this one computes otherwise now.
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
    if not computes_alike(encoder, index.manifest.probes):
        raise MismatchError("model_differs", folder=index.address, model=index.manifest.model)
    facts = gather_facts(index.entries(), index.manifest.texts_of_digests)
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
