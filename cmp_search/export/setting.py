"""Setting: a note becomes a manuscript, as `manuscript` says, in words of the note's language.

Where the note asks for short forms, a source that an earlier footnote has in full is cited in
short, with the number of that footnote; in APA, whose short form has no number, only if author and
year are those of no other source. There is no *ibid.*: it is wrong as soon as a paragraph
moves.
"""

from collections.abc import Iterator
from itertools import count

from cmp_search.citations.citation import Citation
from cmp_search.citations.rich_text import Run
from cmp_search.citations.styles import Style
from cmp_search.citations.styles.choosing import full, short
from cmp_search.export.annexes import excerpts, record
from cmp_search.export.manuscript import Footnote, Manuscript, Paragraph, ParagraphKind
from cmp_search.export.words import language, line, lines, one_line, paragraphs
from cmp_search.locales import Messages, messages_for
from cmp_search.notes.note import Note, NoteSection, Quotation, Quote

_Source = tuple[str, str]
"""A text by its id, and the hash of the edition."""


def manuscript_of(note: Note) -> Manuscript:
    """All of a note, with its footnotes and annexes."""
    messages = messages_for(note.language)
    title = line(note.title).strip() or messages("export.untitled")
    numbers = count(1)
    heading = Paragraph(ParagraphKind.TITLE, (Run(title),), messages.language)
    body = (one for section in note.sections for one in _section(section, numbers, messages))
    return Manuscript(
        title=title,
        language=messages.language,
        paragraphs=(heading, *body, *excerpts(note, messages), *record(note, messages)),
        footnotes=tuple(_footnotes(note, messages)),
    )


def _section(
    section: NoteSection, numbers: Iterator[int], messages: Messages
) -> Iterator[Paragraph]:
    """A section with its heading; one that has no words is left out."""
    body: list[Paragraph] = []
    for item in section.items:
        if isinstance(item, Quotation):
            body.append(_quotation(item.quote, next(numbers), messages))
        else:
            kind, code = ParagraphKind.OWN_WORDS, messages.language
            body += [Paragraph(kind, (Run(words),), code) for words in paragraphs(item.text)]
    heading = line(section.heading).strip()
    if body and heading:
        yield Paragraph(ParagraphKind.HEADING, (Run(heading),), messages.language)
    yield from body


def _quotation(quote: Quote, number: int, messages: Messages) -> Paragraph:
    """Words of a text, in quotation marks if they are the text's own."""
    code = language(quote.citation.language)
    words = Run(lines(quote.text), language=code)
    if quote.is_digest:
        said = Run(messages("export.paraphrase") + " ", language=messages.language)
        return Paragraph(ParagraphKind.PARAPHRASE, (said, words), code, number)
    opening, closing = messages.quote("\n").split("\n")
    return Paragraph(ParagraphKind.QUOTATION, (Run(opening), words, Run(closing)), code, number)


def _footnotes(note: Note, messages: Messages) -> Iterator[Footnote]:
    """The footnotes; the source of a short one is the same edition of the same text."""
    in_full: dict[_Source, int] = {}
    unclear = _unclear(note)
    for number, item in enumerate(note.quotations, start=1):
        citation, accessed = item.quote.citation, item.quote.accessed
        source = _source(citation)
        first = in_full.setdefault(source, number)
        if note.short_form and first != number and source not in unclear:
            words = short(citation, note.style, messages.language, first)
        else:
            words = full(citation, note.style, messages.language, accessed)
        yield Footnote(number, one_line(words))


def _source(citation: Citation) -> _Source:
    return citation.document, citation.edition


def _unclear(note: Note) -> set[_Source]:
    """The sources that APA's short form, author and year, would not tell from others."""
    if note.style is not Style.APA:
        return set()
    named: dict[tuple[str, int | None], set[_Source]] = {}
    for item in note.quotations:
        citation = item.quote.citation
        name = citation.issuing_body or citation.title, citation.year
        named.setdefault(name, set()).add(_source(citation))
    return {source for sources in named.values() if len(sources) > 1 for source in sources}
