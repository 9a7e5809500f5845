"""What the pages say about a document, the index, and what went wrong."""

from collections.abc import Iterator, Mapping

from cmp_search.corpus.kinds import KINDS
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.quality import flaw_lines, left_out_lines, recognised_summary
from cmp_search.gate.discreet import discreet_text
from cmp_search.index.duplicates import Duplicate, DuplicateKind
from cmp_search.index.manifest import Failure, Manifest, VectorKind
from cmp_search.index.status import DocumentStatus
from cmp_search.locales import Messages, interfaces, messages_for
from cmp_search.locales.error_messages import message
from cmp_search.web.error_view import as_sentence, without_reason


def document_facts(status: DocumentStatus, messages: Messages) -> Iterator[str]:
    """The facts about a document, one per line."""
    entry = status.entry
    if entry.issuing_body:
        yield messages("documents.issued", body=entry.issuing_body)
    if entry.date:
        yield messages("documents.date", date=messages.day(entry.date))
    if entry.kind:
        yield messages("documents.kind", kind=kind_name(entry.kind, messages))
    yield messages("documents.id", id=entry.id)
    yield messages("documents.size", size=", ".join(_size(status, messages)))
    yield from _quality(status, messages)


def kind_name(kind: str, messages: Messages) -> str:
    """A kind of text as the reader's language calls it; as it stands if there is no name for it."""
    key = f"kind.{kind.replace(' ', '_')}"
    return messages(key) if key in messages.messages else kind


def kind_named(name: str) -> str:
    """The kind of text that any language of the app calls by a name, else the name itself."""
    kinds = {kind_name(kind, messages_for(one)): kind for one in interfaces() for kind in KINDS}
    return kinds.get(name.strip().lower(), name.strip())


def date_of(entry: Entry, messages: Messages) -> str:
    """The date of a document, or its year; empty if neither is known."""
    return messages.day(entry.date) if entry.date else str(entry.year or "")


def reading_quality(status: DocumentStatus, messages: Messages) -> str:
    """How well a document could be read, in two words."""
    is_flawed = status.quality.warnings or _lost(status)
    return messages("documents.flawed" if is_flawed else "documents.good")


def language_and_editions(status: DocumentStatus, messages: Messages) -> tuple[str, str]:
    """A document's language, and those of its other editions, if any."""
    entry = status.entry
    others = [messages.name(other.language) for other in status.editions if other.id != entry.id]
    also = messages("documents.also", languages=", ".join(dict.fromkeys(others))) if others else ""
    return messages.name(entry.language), also


def index_facts(manifest: Manifest, messages: Messages) -> Iterator[str]:
    """The generation, its contents, and how it is searched."""
    yield messages(
        "documents.index",
        generation=manifest.generation,
        date=messages.moment(manifest.created),
        model=discreet_text(manifest.encoder.name),
    )
    yield messages(
        "documents.holds",
        documents=messages.count("unit.documents", manifest.documents),
        passages=messages.count("unit.passages", manifest.passage_count),
        sentences=messages.count("unit.sentences", manifest.sentence_count),
    )
    yield messages(
        "documents.search",
        passages=_search(manifest.passage_vectors, messages),
        sentences=_search(manifest.sentence_vectors, messages),
    )


def failure_line(failure: Failure, messages: Messages) -> str:
    """Why a file could not be read, since when, and whether its last good text is still used."""
    kept = "documents.failed_kept" if failure.kept else "documents.failed"
    parameters = {name: value for name, value in failure.parameters.items() if name != "file"}
    told = message(failure.code, parameters, messages.language)
    line = without_reason(told, parameters)
    return messages(
        kept,
        file=failure.file,
        date=messages.moment(failure.date),
        why=as_sentence(discreet_text(line)),
    )


def duplicate_line(pair: Duplicate, titles: Mapping[str, str], messages: Messages) -> str:
    """Which two documents are duplicates, and in what way."""
    one, other = (f"{messages.quote(titles[id])} ({id})" for id in pair.documents)
    if pair.kind is DuplicateKind.FILE:
        return messages("documents.same_file", one=one, other=other)
    # Rounded down, so that only identical texts are shown as 100 %.
    share = messages.per_cent(int(pair.share * 100) / 100)
    return messages("documents.same_text", one=one, other=other, share=share)


def _search(kind: VectorKind, messages: Messages) -> str:
    if kind.kind == "flat":
        return messages("documents.flat")
    return messages("documents.codes", compared=messages.number(kind.compared))


def _size(status: DocumentStatus, messages: Messages) -> Iterator[str]:
    yield messages.count("unit.characters", status.characters)
    if status.pages:
        yield messages.count("unit.pages", status.pages)
    yield messages.count("unit.passages", status.passages)


def _lost(status: DocumentStatus) -> bool:
    """Whether words were left out that the text has nowhere else."""
    return any(one.lost for one in status.quality.omitted)


def _quality(status: DocumentStatus, messages: Messages) -> Iterator[str]:
    """How well a document could be read, even if nothing is wrong."""
    quality, language = status.quality, messages.language
    yield messages("documents.headings", origin=messages(f"headings.{status.headings_from}"))
    if status.pages:
        yield messages("documents.labels", origin=messages(f"labels.{quality.labels.value}"))
    left_out = "; ".join(left_out_lines(quality.omitted, language))
    if left_out:
        yield messages("documents.left_out", counts=left_out)
    recognised = recognised_summary(quality, language)
    if recognised:
        yield messages("documents.recognised", pages=recognised)
    flaws = "; ".join(flaw_lines(quality, language))
    if flaws:
        yield messages("documents.flaws", flaws=flaws)
    else:
        yield messages("documents.well_otherwise" if _lost(status) else "documents.well")
