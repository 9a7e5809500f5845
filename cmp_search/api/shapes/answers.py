"""The JSON of an answer."""

from cmp_search.api.shapes.parts import CaveatJson, SpanJson, StepJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.search.answer import FactKind, Level


class RatesJson(Shape):
    """How questions of a kind are judged."""

    n: int
    """How many were tried."""
    not_found: float
    """The share that was judged not found, from 0 to 1."""
    answered: float
    """The share that was judged answered, from 0 to 1."""


class ConfidenceJson(Shape):
    """Whether the texts answer, as far as the evidence tells."""

    level: Level
    """The verdict: the texts answer, are on the subject, or say nothing of it."""
    probability: float
    """That the texts answer the question, from 0 to 1."""
    missing_names: list[str]
    """Names of the question that occur in none of the passages."""
    missing_amount: str
    """What is asked for and the first passages do not state: `money`, `per_cent`, `number`, `date`
    or empty."""
    lacking: list[str]
    """Years, numbers and ordinals that the question insists on and the first passages lack."""
    error_rates: dict[str, RatesJson]
    """How often the levels err, for each kind of question: `answerable`; `near`, on the subject but
    left open; `far` and `general`, about other subjects."""


class StatementJson(Shape):
    """What one text states outright."""

    subject: str
    """What it is about, in words of the text; may be empty."""
    words: str
    """What is said of it, in words of the text."""
    sentence: SpanJson
    """The sentence that states it."""
    document: str
    """The document's id."""
    passage: str
    """The id of the passage that the sentence is in."""
    language: str
    """The language of the text."""
    citation: str
    """The citation of just the sentence, in the plain style."""
    url: str
    """Where the text is published; may be empty."""
    recognised: bool
    """Whether the text, or a part of it, was recognised on images of pages."""
    provided_by: str | None
    """Who provided the text, if it is a copy that is not verified, empty if nobody knows; else
    null."""
    as_of: str
    """The date of the text, or its year; empty if neither is known."""


class FactJson(StatementJson):
    """A fact that answers the question outright."""

    kind: FactKind
    """What it tells."""
    older: list[StatementJson]
    """What older texts state of the same, newest first."""


class ReadingJson(Shape):
    """What a reader said of a passage, as logits."""

    relevance: float
    """How relevant it is to the question."""
    margin: float
    """By how much an answer is more likely there than none."""


class ScoreJson(Shape):
    """Why a passage has its rank; the sum is its score."""

    passage: float
    """The cosine with the headed passage."""
    sentence: float
    """The cosine with its best sentence."""
    terms: float
    """What words that are shared, and quoted phrases, add."""
    language: float
    """What is added to a text without an edition in the question's language."""
    year: float
    """What is added to a text of a year that the question names."""
    heading: float
    """By how much the heading right above is nearer than the best sentence."""
    reading: float
    """What a reader adds."""


class EditionJson(Shape):
    """The same passage in another edition of its text, or in a digest of it."""

    document: str
    """The document's id."""
    language: str
    """The language of the text."""
    passage: str
    """The passage's id."""
    citation: str
    """The citation in the plain style."""


class HitJson(Shape):
    """A passage that was found, with its citation."""

    rank: int
    """From 1."""
    score: float
    """Orders the passages of one question; it is no probability."""
    score_parts: ScoreJson
    """What the score is the sum of."""
    document: str
    """The document's id."""
    title: str
    """The document's title."""
    section: list[str]
    """Headings, from the outermost to the passage's own."""
    paragraph: int
    """The number of the passage's first block within its section, from 1."""
    text: str
    """The passage's words, to the character."""
    start: int
    """Where they begin in the document's canonical text, in characters."""
    end: int
    """Where they end, exclusive."""
    best_sentence: SpanJson
    """The sentence that answers, or the one nearest to the question."""
    answer: SpanJson | None
    """The answer that a reader marked in that sentence; null if it marked none."""
    reading: ReadingJson | None
    """What the reader said of the passage; null without a reader, or if it was not read."""
    matched_terms: list[str]
    """Words of the question that occur in the passage or in a heading above it, as typed."""
    page_label: str | None
    """The label printed on its first page; null without one."""
    page_label_end: str | None
    """The label printed on its last page; null without one."""
    pdf_page: int | None
    """The position of its first page in the PDF, from 1; null if it is no PDF."""
    pdf_page_end: int | None
    """The position of its last page in the PDF; null if it is no PDF."""
    pinpoint: list[StepJson]
    """The way to the passage, outermost step first."""
    language: str
    """The language of the text."""
    citation: str
    """The citation in the plain style, in the language that was asked for."""
    issuing_body: str
    """Who issued the text; may be empty."""
    date: str
    """When it was issued; may be empty."""
    url: str
    """Where it is published, at the section if that has an anchor; may be empty."""
    anchor: str | None
    """The anchor of the section, or of the nearest around it, in a web page; null without one."""
    edition: str
    """The SHA-256 of the source file."""
    recognised: bool
    """Whether the text, or a part of it, was recognised on images of pages."""
    provided_by: str | None
    """Who provided the text, if it is a copy that is not verified, empty if nobody knows; else
    null."""
    passage: str
    """The passage's id, which stays the same while its section and words do."""
    also: list[EditionJson]
    """The same passage in other editions of its text that were found, too."""


class FiltersJson(Shape):
    """What a search was limited to; an empty list sets no limit."""

    documents: list[str]
    """Ids of documents."""
    languages: list[str]
    """Codes of languages."""
    years: list[int]
    """Years of texts."""


class ThresholdsJson(Shape):
    """The index's own thresholds of the probability."""

    created: str
    """When they were chosen, in UTC."""
    related: float
    """From which probability on a question is `related`."""
    answered: float
    """From which probability on a question is `answered`."""


class SearchRecordJson(Shape):
    """What was searched, so that the search can be repeated."""

    date: str
    """When, in UTC."""
    index_fingerprint: str
    """Indexes with equal fingerprints give the same answers."""
    generation: str
    """The name of the index's generation."""
    encoder: str
    """The model that encoded question and passages."""
    filters: FiltersJson
    """What the search was limited to."""
    documents: list[str]
    """The ids of the documents that were searched."""
    reader: str
    """The model that read the first passages; empty without one."""
    calibration: ThresholdsJson | None
    """The index's own thresholds, if they are in force; else null."""
    language: str
    """The language in which was asked for citations and messages."""


class AnswerJson(Shape):
    """The answer to a question: a verdict, and passages with their citations."""

    question: str
    """The question as it was asked."""
    read_as: dict[str, str]
    """Misspelt words and acronyms of the question, with what they were read as."""
    confidence: ConfidenceJson
    """Whether the texts answer."""
    facts: list[FactJson]
    """Facts that answer the question outright; usually none."""
    hits: list[HitJson]
    """Passages, best first; with facts, the first one is a passage behind them."""
    languages: list[str]
    """The languages of the texts that were searched, in order."""
    caveats: list[CaveatJson]
    """What to know before relying on the answer; mostly nothing."""
    search_record: SearchRecordJson
    """What was searched."""
