"""What the pages say in words of a document, of the index, and of what went wrong."""

from collections.abc import Iterator, Mapping

from cmp_search.catalogue import Entry
from cmp_search.errors import message
from cmp_search.index.duplicates import Alike, Duplicate
from cmp_search.index.manifest import Failure, Manifest, VectorKind
from cmp_search.quality import flaw_lines, left_out_words
from cmp_search.status import DocumentStatus
from cmp_search.web.refusal import as_sentence
from cmp_search.words import Words


def document_facts(status: DocumentStatus, words: Words) -> Iterator[str]:
    """What is said of a document, a line each."""
    entry = status.entry
    if entry.issuing_body:
        yield words("documents.issued", body=entry.issuing_body)
    if entry.date:
        yield words("documents.date", date=words.day(entry.date))
    if entry.kind:
        kind = f"kind.{entry.kind.replace(' ', '_')}"
        yield words("documents.kind", kind=words(kind) if kind in words.messages else entry.kind)
    yield words("documents.id", id=entry.id)
    yield words("documents.size", size=", ".join(_size(status, words)))
    yield from _quality(status, words)


def date_of(entry: Entry, words: Words) -> str:
    """The day that a document is of, else its year; empty where neither is known."""
    return words.day(entry.date) if entry.date else str(entry.year or "")


def reading(status: DocumentStatus, words: Words) -> str:
    """In two words, how well it could be read."""
    return words("documents.flawed" if status.quality.warnings else "documents.good")


def languages(status: DocumentStatus, words: Words) -> tuple[str, str]:
    """A document's language, and those of its other editions, which may be none."""
    entry = status.entry
    others = [words.name(other.language) for other in status.editions if other.id != entry.id]
    also = words("documents.also", languages=", ".join(dict.fromkeys(others))) if others else ""
    return words.name(entry.language), also


def index_facts(manifest: Manifest, words: Words) -> Iterator[str]:
    """The generation and what it holds, and how it is searched."""
    yield words(
        "documents.index",
        generation=manifest.generation,
        date=words.moment(manifest.created),
        model=manifest.encoder.name,
    )
    yield words(
        "documents.holds",
        documents=words.count("unit.documents", manifest.documents),
        passages=words.count("unit.passages", manifest.passage_count),
        sentences=words.count("unit.sentences", manifest.sentence_count),
    )
    yield words(
        "documents.search",
        passages=_search(manifest.passage_vectors, words),
        sentences=_search(manifest.sentence_vectors, words),
    )


def failure_line(failure: Failure, words: Words) -> str:
    """Why a file could not be read, since when, and whether its last good text serves."""
    kept = "documents.failed_kept" if failure.kept else "documents.failed"
    parameters = {name: value for name, value in failure.parameters.items() if name != "file"}
    return words(
        kept,
        file=failure.file,
        date=words.moment(failure.date),
        why=as_sentence(message(failure.code, parameters, words.language)),
    )


def duplicate_line(pair: Duplicate, titles: Mapping[str, str], words: Words) -> str:
    """Which two documents are the same, and in what."""
    one, other = (f"{words.quote(titles[id])} ({id})" for id in pair.documents)
    if pair.kind is Alike.FILE:
        return words("documents.same_file", one=one, other=other)
    # Rounded down: what is not wholly alike is never told as 100 %.
    share = words.per_cent(int(pair.share * 100) / 100)
    return words("documents.same_text", one=one, other=other, share=share)


def _search(kind: VectorKind, words: Words) -> str:
    if kind.kind == "flat":
        return words("documents.flat")
    return words("documents.codes", compared=words.number(kind.compared))


def _size(status: DocumentStatus, words: Words) -> Iterator[str]:
    yield words.count("unit.characters", status.characters)
    if status.pages:
        yield words.count("unit.pages", status.pages)
    yield words.count("unit.passages", status.passages)


def _quality(status: DocumentStatus, words: Words) -> Iterator[str]:
    """How well it could be read; that nothing is wrong is said, too."""
    quality, language = status.quality, words.language
    yield words("documents.headings", origin=words(f"headings.{status.headings_from}"))
    if status.pages:
        yield words("documents.labels", origin=words(f"labels.{quality.labels.value}"))
    left_out = left_out_words(quality.left_out, language)
    if left_out:
        yield words("documents.left_out", counts=left_out)
    flaws = "; ".join(flaw_lines(quality.warnings, quality.pages_without_text, language))
    yield words("documents.flaws", flaws=flaws) if flaws else words("documents.well")
