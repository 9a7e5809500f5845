"""An answer: the hits, the confidence that the texts answer, and the record of the search."""

from dataclasses import dataclass
from enum import StrEnum

from cmp_search.citations.citation import Citation
from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.index.filters import Filters
from cmp_search.search.reading.rereading import PassageReading

PHRASE_WEIGHT = 5.0
"""What a quoted phrase adds to the terms of a score (step 5 of `ranking`)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Why a passage has its rank; `total` orders the hits and is not a probability.

    `passage` and `sentence` are cosines of the question with the headed passage and with its best
    sentence; `heading` is by how much the heading right above it is nearer than that sentence.
    `reading` is what a reader makes of it (see `reading.rereading`), 0 without one.
    `terms` is added for quoted phrases and for words that are shared, by headings too, `language`
    to a text without an edition in the question's language, `year` to a text of a year that the
    question names.
    """

    passage: float
    sentence: float
    terms: float
    language: float = 0.0
    year: float = 0.0
    heading: float = 0.0
    reading: float = 0.0

    @property
    def quoted(self) -> bool:
        """Whether the passage contains a quoted phrase; shared words count far less than one."""
        return self.terms >= PHRASE_WEIGHT

    @property
    def total(self) -> float:
        """The sum of the parts."""
        parts = (self.passage, self.sentence, self.terms, self.language, self.year, self.heading)
        return sum(parts) + self.reading


@dataclass(frozen=True, slots=True)
class EditionHit:
    """A passage of another edition, or of a digest, that is the same as a hit (see `Hit.also`)."""

    document: str
    language: str
    passage: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. `best_sentence` is within it, in document offsets.

    `matched_terms` are the words of the question that it or a heading above it contains in some
    form, as typed; `alike_terms` are those it contains only as a word with a similar spelling, with
    that word. If `states_fact`, its best sentence states or explains a fact that answers the
    question. `answer_span` is the answer that a reader marked in the best sentence, in document
    offsets, and `reading` what the reader said of the passage; both None without one.
    `sentence_citation` is that of the best sentence alone. `also` is the same passage in other
    editions of the text that were found, too (see `joining_editions`).
    """

    rank: int
    score: Score
    passage: Passage
    title: str
    language: str
    best_sentence: Span
    matched_terms: tuple[str, ...]
    citation: Citation
    alike_terms: tuple[tuple[str, str], ...] = ()
    states_fact: bool = False
    answer_span: Span | None = None
    reading: PassageReading | None = None
    sentence_citation: Citation | None = None
    also: tuple[EditionHit, ...] = ()

    def slice(self, span: Span) -> str:
        """The text of a span within the passage."""
        return self.passage.slice(span)

    @property
    def best_sentence_text(self) -> str:
        """The text of the best sentence."""
        return self.slice(self.best_sentence)

    @property
    def answer_text(self) -> str:
        """The text of the answer's span; empty where there is none."""
        return self.slice(self.answer_span) if self.answer_span else ""


class Level(StrEnum):
    """Whether the texts answer the question, as far as the evidence tells."""

    ANSWERED = "answered"
    RELATED = "related"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Confidence:
    """A level, the probability (0 to 1) that the texts answer the question, and what is missing.

    `missing_names` are names in the question that no passage found contains, as typed;
    `missing_amount` is what it asks for and the first passages do not state: "money", "per_cent",
    "number", "date" or "". `lacking` are the years, numbers and ordinals that it insists on and the
    first passages lack, as typed (see `demands`).
    """

    level: Level
    probability: float
    missing_names: tuple[str, ...] = ()
    missing_amount: str = ""
    lacking: tuple[str, ...] = ()


class FactKind(StrEnum):
    """What a fact tells."""

    HEAD = "head"
    MEETING = "meeting"
    GROUP = "group"
    ACRONYM = "acronym"
    LAUNCH = "launch"
    SIGNING = "signing"


@dataclass(frozen=True, slots=True)
class FactStatement:
    """A fact as one text states it, proved and cited as a hit is.

    `subject` is what it is about and `words` what it says, both in words of the text; `sentence`
    is all of the sentence, at `span` in the document. `as_of` is the date of the text, or its year,
    or empty.
    """

    subject: str
    words: str
    sentence: str
    span: Span
    passage: str
    language: str
    citation: Citation
    as_of: str

    @property
    def is_quoted(self) -> bool:
        """Whether the sentence has the words; a group's name may be in a heading instead."""
        return self.words.split(", ")[0] in self.sentence


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that answers the question, and what older texts state of the same, newest first."""

    kind: FactKind
    statement: FactStatement
    older: tuple[FactStatement, ...] = ()

    @property
    def others(self) -> tuple[FactStatement, ...]:
        """What older texts state in other words; the newest that has the same ones stands."""
        stated = {one.words: one for one in (*reversed(self.older), self.statement)}
        return tuple(one for one in self.older if stated[one.words] is one)


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """What was searched, so that a search can be repeated: index, filters, documents, date.

    `reader` is the identity of the reader, "" without one; `calibration` is that of the index if it
    is in force, None if the shipped thresholds are. `language` is that of the interface in which
    was asked, "" if there was none.
    """

    date: str
    index_fingerprint: str
    generation: str
    encoder: str
    filters: Filters
    documents: tuple[str, ...]
    reader: str = ""
    calibration: Calibration | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Ranked passages for one question; `read_as` maps misspelt words to how they were read.

    `facts` answer it outright, if it asks for just that; the first hit is a passage behind them.
    `languages` are those of the texts searched, in order; `caveats` are what to know before relying
    on any of it.
    """

    question: str
    read_as: dict[str, str]
    confidence: Confidence
    hits: tuple[Hit, ...]
    search_record: SearchRecord
    facts: tuple[Fact, ...] = ()
    languages: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()
