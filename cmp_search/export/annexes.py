"""The annexes of a note: the verbatim excerpts, and the record of each search.

1. For each footnote: its citation in full, the words, and on a line of its own where they stand:
   `[n] PASSAGE · START–END · EDITION`, which is read back when the note is verified. The words of
   other editions follow, each with its citation and, without the number, its own such line.
2. For each search: the question; what came of it, also where nothing was found; when, and within
   which limits, it was asked; the texts that were searched and those left out; the index and the
   models; and the passages, each with its citation and the hash of its words.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cmp_search.citations.rich_text import RichText, Run
from cmp_search.citations.styles.choosing import full
from cmp_search.export.manuscript import Paragraph, ParagraphKind
from cmp_search.export.words import language, line, lines, one_line, words
from cmp_search.locales import Messages
from cmp_search.notes.note import Note, Quote
from cmp_search.notes.searches import RecordedSearch
from cmp_search.search.answer import Level


def excerpts(note: Note, messages: Messages) -> Iterator[Paragraph]:
    """Step 1; nothing if the note quotes nothing."""
    if note.quotations:
        yield _of(ParagraphKind.ANNEX, messages, messages("export.excerpts"))
    for number, item in enumerate(note.quotations, start=1):
        yield _of(ParagraphKind.SUBHEADING, messages, messages("export.footnote", n=str(number)))
        yield from _excerpt(item.quote, f"[{number}] ", note, messages)
        for other in item.editions:
            name = messages.name(other.citation.language)
            yield _of(ParagraphKind.DETAIL, messages, messages("export.edition", language=name))
            yield from _excerpt(other, "", note, messages)


def _excerpt(quote: Quote, mark: str, note: Note, messages: Messages) -> Iterator[Paragraph]:
    citation = quote.citation
    yield _cited(full(citation, note.style, messages.language, quote.accessed), messages)
    if quote.is_digest:
        yield _of(ParagraphKind.DETAIL, messages, messages("export.paraphrase"))
    code = language(citation.language)
    yield Paragraph(ParagraphKind.EXCERPT, (Run(lines(quote.text)),), code)
    place = f"{citation.start}–{citation.end}"
    yield _of(
        ParagraphKind.DETAIL, messages, f"{mark}{quote.passage} · {place} · {citation.edition}"
    )


def record(note: Note, messages: Messages) -> Iterator[Paragraph]:
    """Step 2; nothing if the note rests on no search."""
    if note.searches:
        yield _of(ParagraphKind.ANNEX, messages, messages("export.record"))
    for search in note.searches:
        question = messages.quote(line(search.question).strip())
        yield _of(ParagraphKind.SUBHEADING, messages, question)
        for said in (*_outcome(search, messages), *_made(search, search.titles, messages)):
            yield _of(ParagraphKind.DETAIL, messages, said)
        yield from _hits(search, note, messages)


def _outcome(search: RecordedSearch, messages: Messages) -> Iterator[str]:
    """What came of a search, and how it was read."""
    if search.level is Level.NOT_FOUND or not search.hits:
        yield messages.count("export.nothing_found", len(search.record.documents))
    else:
        yield messages(f"level.{search.level.value}") + "."
    for typed, read in search.read_as.items():
        yield messages("ask.read_as", typed=messages.quote(typed), read=messages.quote(read))


def _made(search: RecordedSearch, titles: dict[str, str], messages: Messages) -> Iterator[str]:
    """How a search was made: when, of what, with what."""
    made = search.record
    yield messages("export.asked", date=_moment(made.date, messages))
    limits = [
        *(_named(made.filters.documents, titles)),
        *map(messages.name, made.filters.languages),
        *map(str, made.filters.years),
    ]
    limited = messages("ask.limited", limits=", ".join(limits))
    yield limited if limits else messages("export.unlimited")
    for key, ids in (("export.searched", made.documents), ("export.left_out", search.left_out)):
        if ids:
            texts = "; ".join(_named(ids, titles))
            yield messages(key, n=messages.number(len(ids)), texts=texts)
    index = messages("export.index", index=made.index_fingerprint, generation=made.generation)
    models = ", ".join(filter(None, (made.encoder, made.reader)))
    yield f"{index} {messages('export.models', models=models)}"
    if made.calibration:
        yield messages(
            "export.thresholds",
            date=_moment(made.calibration.created, messages),
            answered=messages.per_cent(made.calibration.answered),
            related=messages.per_cent(made.calibration.related),
        )


def _named(ids: Iterable[str], titles: dict[str, str]) -> list[str]:
    """Texts by title and id, or by id where the title is not known."""
    return [f"{titles[id]} [{id}]" if id in titles else id for id in ids]


def _hits(search: RecordedSearch, note: Note, messages: Messages) -> Iterator[Paragraph]:
    """The passages of a search, which are only the nearest ones if nothing was found."""
    if search.hits:
        nearest = search.level is Level.NOT_FOUND
        said = messages("export.nearest" if nearest else "export.hits")
        yield _of(ParagraphKind.DETAIL, messages, said)
    for hit in search.hits:
        cited = full(hit.citation, note.style, messages.language, "")
        proof = f" {hit.passage} · SHA-256 {hit.sha256}"
        yield _cited((Run(f"{hit.rank}. "), *cited, Run(proof)), messages)


def _moment(written: str, messages: Messages) -> str:
    """A time in words; one that is not in ISO 8601 as it is."""
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return written
    return messages.moment(written)


def _cited(rich: RichText, messages: Messages) -> Paragraph:
    return Paragraph(ParagraphKind.DETAIL, one_line(rich), messages.language)


def _of(kind: ParagraphKind, messages: Messages, said: str) -> Paragraph:
    """A paragraph in the note's language."""
    return Paragraph(kind, (words(said),), messages.language)
