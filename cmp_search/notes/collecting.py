"""Collecting: quotes taken from an index, to the character, and cited for just their words.

1. A quote is a passage, or a span of one: sentences, or words that were selected.
2. Words are looked for as they stand, except that any white space is as good as any other, since
   a page shows line ends as spaces.
3. The passage is proved with the span (see `index.proof`), narrowed to it and cited.
"""

import re

from cmp_search.citations.citation import cite
from cmp_search.citations.narrowing import narrowed
from cmp_search.documents.document import Span
from cmp_search.documents.passage import Passage
from cmp_search.errors import NoteError
from cmp_search.index.base import Index
from cmp_search.index.contents import Slice
from cmp_search.index.proof import prove
from cmp_search.lookup.passages import passage_of
from cmp_search.notes.note import Quote


def quote_passage(index: Index, id: str, accessed: str, span: Span | None = None) -> Quote:
    """A passage, or a span of it in offsets of the document, taken on a day in ISO 8601.

    Raises:
        NoteError: there is no such passage, or the span is empty or not within it.
        MismatchError: the passage is not what was cut from its document.
    """
    passage = passage_of(index, id)
    return _quote(index, passage, span or Span(passage.start, passage.end), accessed)


def quote_span(index: Index, document: str, span: Span, accessed: str) -> Quote:
    """Characters of a document, which must lie within one passage.

    White space around the words is not quoted.

    Raises:
        NoteError: they do not lie within one passage.
        UnknownDocumentError: the index has no such document.
        MismatchError: the passage is not what was cut from its document.
    """
    words = _trimmed(index, document, span)
    for passage in index.passages_of(document):
        if passage.start <= words.start < words.end <= passage.end:
            return _quote(index, passage, words, accessed)
    raise NoteError("note_span", document=document, start=span.start, end=span.end)


def words_in(passage: Passage, words: str) -> Span:
    """Where words first stand in a passage, in offsets of the document (step 2).

    Raises:
        NoteError: they do not, or there are none.
    """
    found = _find(words, passage.text)
    if found is None:
        raise NoteError("note_words", passage=passage.id)
    return Span(passage.start + found.start, passage.start + found.end)


def words_from(index: Index, document: str, place: int, words: str) -> Span:
    """Where words first stand in a document at or behind a place (step 2).

    Raises:
        NoteError: they do not, or there are none.
        UnknownDocumentError: the index has no such document.
    """
    found = _find(words, index.document(document).text, place)
    if found is None:
        raise NoteError("note_words", passage=document)
    return found


def _find(words: str, text: str, place: int = 0) -> Span | None:
    """Words in a text, whatever white space is between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    match = re.compile(pattern).search(text, place) if pattern else None
    return Span(*match.span()) if match else None


def sentences_with(passage: Passage, words: str) -> Span:
    """The sentences of a passage that words stand in, from the first to the last.

    Raises:
        NoteError: the words do not stand in it.
    """
    found = words_in(passage, words)
    touched = [one for one in passage.sentences if one.start < found.end and found.start < one.end]
    return Span(touched[0].start, touched[-1].end) if touched else found


def _quote(index: Index, passage: Passage, span: Span, accessed: str) -> Quote:
    """Step 3."""
    if not passage.start <= span.start < span.end <= passage.end:
        raise NoteError("note_span", document=passage.document, start=span.start, end=span.end)
    (excerpt,) = prove(index, [(passage, span)])
    return Quote(
        text=excerpt.slice(span),
        passage=passage.id,
        citation=cite(excerpt, narrowed(excerpt, passage, span)),
        accessed=accessed,
        is_digest=excerpt.entry.digest_of is not None,
    )


def _trimmed(index: Index, document: str, span: Span) -> Span:
    """A span of a document without the white space around its words; empty without words."""
    start, end = max(span.start, 0), max(span.end, 0)
    (excerpt,) = index.excerpts([Slice(document, start, max(end, start))])
    text = excerpt.slice(Span(start, end))
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))
