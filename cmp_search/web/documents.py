"""The Documents page: what is indexed and how well it could be read; it changes nothing."""

from collections.abc import Iterator

import streamlit as st

from cmp_search.errors import CmpSearchError
from cmp_search.quality import flaw_lines, left_out_words
from cmp_search.settings import Settings
from cmp_search.status import DocumentStatus, Status, read_status
from cmp_search.web.address import DOCUMENT
from cmp_search.web.html import heading_html, list_html, plain, said
from cmp_search.web.links import link
from cmp_search.web.refusal import refuse
from cmp_search.words import Words

COMMANDS = {
    "documents.add": "cmp-search add FILE",
    "documents.fetch": "cmp-search fetch",
    "documents.remove": "cmp-search remove ID",
}


def show(words: Words) -> None:
    """Draw the page."""
    st.title(words("documents.title"))
    st.caption(words("documents.lead"))
    settings = Settings()
    try:
        status = read_status(settings.corpus, settings.index)
    except CmpSearchError as error:
        refuse(error, words)
        return
    _index(status, words)
    for document in status.documents:
        with st.container(border=True):
            st.html(heading_html(document.entry.title, document.entry.language))
            st.html(list_html(_facts(document, words)))
            link("read", words("documents.read"), {DOCUMENT: document.entry.id})
    st.header(words("documents.change"))
    st.write(words("documents.how"))
    for key, command in COMMANDS.items():
        st.write(words(key))
        st.code(command, language=None)


def _index(status: Status, words: Words) -> None:
    """The generation, and what a build would do now."""
    manifest = status.manifest
    line = words(
        "documents.index",
        generation=manifest.generation,
        date=words.moment(manifest.created),
        model=manifest.encoder.name,
        documents=words.count("unit.documents", manifest.documents),
        passages=words.count("unit.passages", manifest.passage_count),
    )
    st.html(said(line))
    if status.pending:
        st.warning(plain(words("documents.pending", ids=", ".join(status.pending))))
    if status.gone:
        st.warning(plain(words("documents.gone", ids=", ".join(status.gone))))


def _facts(status: DocumentStatus, words: Words) -> Iterator[str]:
    """What is said of a document, a line each."""
    entry, language = status.entry, words.language
    if entry.issuing_body:
        yield words("documents.issued", body=entry.issuing_body)
    if entry.date or entry.year:
        date = words.day(entry.date) if entry.date else str(entry.year)
        yield words("documents.date", date=date)
    yield words("documents.language", language=words.name(entry.language))
    others = [words.name(other.language) for other in status.editions if other.id != entry.id]
    if others:
        yield words("documents.also", languages=", ".join(dict.fromkeys(others)))
    if entry.kind:
        kind = f"kind.{entry.kind.replace(' ', '_')}"
        yield words("documents.kind", kind=words(kind) if kind in words.messages else entry.kind)
    yield words("documents.id", id=entry.id)
    yield words("documents.size", size=", ".join(_size(status, words)))
    yield from _quality(status, words, language)


def _size(status: DocumentStatus, words: Words) -> Iterator[str]:
    yield words.count("unit.characters", status.characters)
    if status.pages:
        yield words.count("unit.pages", status.pages)
    yield words.count("unit.passages", status.passages)


def _quality(status: DocumentStatus, words: Words, language: str) -> Iterator[str]:
    """How well it could be read; that nothing is wrong is said, too."""
    quality = status.quality
    yield words("documents.headings", origin=words(f"headings.{status.headings_from}"))
    if status.pages:
        yield words("documents.labels", origin=words(f"labels.{quality.labels.value}"))
    left_out = left_out_words(quality.left_out, language)
    if left_out:
        yield words("documents.left_out", counts=left_out)
    flaws = "; ".join(flaw_lines(quality.warnings, quality.pages_without_text, language))
    yield words("documents.flaws", flaws=flaws) if flaws else words("documents.well")
