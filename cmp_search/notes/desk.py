"""The desk: all that a note needs of a library, `Library.notes`.

Notes themselves are changed by the functions of `editing`, `joining` and `merging`, which need no
index, and are kept in files by `file`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from cmp_search.documents.document import Span
from cmp_search.documents.editions import editions
from cmp_search.encoders import Encoder
from cmp_search.index.base import Index
from cmp_search.lookup.passages import passage_of
from cmp_search.notes.collecting import (
    quote_passage,
    quote_span,
    sentences_with,
    words_from,
    words_in,
)
from cmp_search.notes.joining import Added, add_quote, join_edition, show_edition
from cmp_search.notes.note import Note, Quote
from cmp_search.notes.other_edition import in_edition
from cmp_search.notes.places import END, quotation_of, replace_item
from cmp_search.notes.rerun import Rerun, rerun
from cmp_search.notes.searches import RecordedSearch, recorded
from cmp_search.search.answer import Answer
from cmp_search.search.searcher import Searcher


@dataclass(frozen=True, slots=True)
class NoteDesk:
    """Takes quotes from the current index, records searches of it, and repeats them.

    `index`, `searcher` and `encoder` open what they name when they are first called. All methods
    raise GenerationError if there is no index that can be read.
    """

    index: Callable[[], Index]
    searcher: Callable[[], Searcher]
    encoder: Callable[[], Encoder]

    def quote(self, passage: str, span: Span | None = None) -> Quote:
        """A passage by its id, or a span of it in offsets of the document.

        Raises:
            NoteError: there is no such passage, or the span is empty or not within it.
            MismatchError: the passage is not what was cut from its document.
        """
        return quote_passage(self.index(), passage, _today(), span)

    def quote_words(self, passage: str, words: str) -> Quote:
        """Words of a passage, whatever white space is between them.

        Raises:
            NoteError: there is no such passage, or they do not stand in it.
        """
        index = self.index()
        return quote_passage(index, passage, _today(), words_in(passage_of(index, passage), words))

    def quote_sentences(self, passage: str, words: str) -> Quote:
        """The sentences of a passage that words stand in.

        Raises:
            NoteError: there is no such passage, or they do not stand in it.
        """
        index = self.index()
        span = sentences_with(passage_of(index, passage), words)
        return quote_passage(index, passage, _today(), span)

    def quote_span(self, document: str, span: Span) -> Quote:
        """Words of a document, as they were selected, without white space around them.

        Raises:
            NoteError: they do not lie within one passage.
            UnknownDocumentError: there is no such document.
        """
        return quote_span(self.index(), document, span, _today())

    def quote_words_from(self, document: str, place: int, words: str) -> Quote:
        """Words of a document as they first stand at or behind a place, an offset into it.

        Raises:
            NoteError: they do not stand there, or not within one passage.
            UnknownDocumentError: there is no such document.
        """
        index = self.index()
        return quote_span(index, document, words_from(index, document, place, words), _today())

    def in_edition(self, quote: Quote, language: str) -> Quote | None:
        """The same words in the edition in a language; None if there is none, or any doubt."""
        return in_edition(self.index(), self.encoder(), quote, language, _today())

    def add(self, note: Note, quote: Quote, section: str = "", place: int = END) -> Added:
        """Add a quote to a section of a note, by its id, or join it to the same passage's.

        Raises:
            NoteError: the note has no such section.
        """
        counterparts = self._counterparts(note, quote)
        return add_quote(note, quote, section, place, counterparts)

    def in_language(self, note: Note, quotation: str, language: str) -> Note:
        """The note with a quotation in the words of an edition in a language.

        Its other words are kept among its editions. Where there are none in that language, or any
        doubt, it stays as it is.

        Raises:
            NoteError: the note has no such quotation.
        """
        chosen = quotation_of(note, quotation)
        if chosen.quote.citation.language == language:
            return note
        known = (one for one in chosen.editions if one.citation.language == language)
        quote = next(known, None) or self.in_edition(chosen.quote, language)
        if quote is None:
            return note
        note = replace_item(note, join_edition(chosen, quote))
        return show_edition(note, quotation, quote.citation.document)

    def record(self, answer: Answer) -> RecordedSearch:
        """The record of an answer of the current index, also of one that found nothing."""
        return recorded(answer, self.index().statistics())

    def rerun(self, record: RecordedSearch) -> Rerun:
        """Ask a recorded question again, and say what has changed.

        Raises:
            QuestionError: no text in the index passes the filters any more.
            UnknownDocumentError: none of the texts that the filters name is there any more.
        """
        return rerun(self.searcher(), record)

    def _counterparts(self, note: Note, quote: Quote) -> list[Quote]:
        """A quote in those other editions that the note quotes; looking for more takes time."""
        document = quote.citation.document
        works = editions(self.index().entries()).get(document, ())
        others = {e.id: e.language for e in works if e.id != document}
        quotes = (one for q in note.quotations for one in (q.quote, *q.editions))
        quoted = {one.citation.document for one in quotes}
        languages = {language for id, language in others.items() if id in quoted}
        found = (self.in_edition(quote, language) for language in sorted(languages))
        return [one for one in found if one is not None]


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
