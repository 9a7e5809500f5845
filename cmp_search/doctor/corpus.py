"""The corpus: its catalogue, whether each file can be read, and which files are missing."""

import shlex
from collections.abc import Iterator

from cmp_search.doctor.finding import DO_AS_SAID, Finding, Severity, command
from cmp_search.documents.catalogue import CATALOGUE, Entry, load_catalogue
from cmp_search.documents.journal import interrupted
from cmp_search.documents.source import Source, scan_corpus
from cmp_search.errors import CorpusError, ReadError
from cmp_search.readers import read_document
from cmp_search.settings import Settings

SHOWN = 5
"""Ids that are listed; the rest are counted."""


def check(settings: Settings) -> Iterator[Finding]:
    """Check the whole corpus."""
    try:
        entries = load_catalogue(settings.corpus)
    except (CorpusError, OSError) as error:
        fix = f"edit {settings.corpus / CATALOGUE}"
        yield Finding("corpus", Severity.WRONG, str(error), fix)
        return
    yield Finding("corpus", Severity.OK, f"the catalogue is valid: {len(entries)} entries")
    try:
        sources = scan_corpus(settings.corpus)
    except CorpusError as error:
        yield Finding("corpus", Severity.WRONG, str(error), _fix(error, settings))
        return
    if change := interrupted(settings.corpus):
        message = f"a change of “{change.id}” was cut short"
        yield Finding("corpus", Severity.WARNING, message, command(settings, "index"))
    yield from _files(settings, sources)
    yield from _missing(settings, entries, sources)
    yield from _copies(settings, sources)


def _fix(error: CorpusError, settings: Settings) -> str:
    """What helps where the texts cannot be listed."""
    match error.code:
        case "same_id":
            return f"rename one of the two, or give each an entry in {CATALOGUE}"
        case "no_corpus" | "corpus_empty":
            return command(settings, "add FILE")
        case _:
            return DO_AS_SAID


def _files(settings: Settings, sources: tuple[Source, ...]) -> Iterator[Finding]:
    """Read each file."""
    readable = 0
    for source in sources:
        try:
            read_document(source)
        except (ReadError, ImportError) as error:
            remove = command(settings, f"remove {shlex.quote(source.id)}")
            fix = f"replace it with a readable file, or {remove}"
            yield Finding("corpus", Severity.WRONG, str(error), fix)
        else:
            readable += 1
    if readable:
        yield Finding("corpus", Severity.OK, f"{readable} of {len(sources)} files can be read")


def _copies(settings: Settings, sources: tuple[Source, ...]) -> Iterator[Finding]:
    """Copies of official texts that nobody has verified."""
    ids = [source.id for source in sources if not source.entry.is_verified]
    if ids:
        message = f"copies of official texts that are not verified: {_listed(ids)}"
        fix = f"compare each with the publisher's, then {command(settings, 'confirm ID')}"
        yield Finding("corpus", Severity.WARNING, message, fix)


def _listed(ids: list[str]) -> str:
    more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
    return f"{', '.join(ids[:SHOWN])}{more}"


def _missing(
    settings: Settings, entries: tuple[Entry, ...], sources: tuple[Source, ...]
) -> Iterator[Finding]:
    """Entries without a file: those that can be fetched, and those that cannot."""
    present = {source.id for source in sources}
    absent = [entry for entry in entries if entry.id not in present]
    official = [entry.id for entry in absent if entry.url and not entry.digest_of]
    others = [entry.id for entry in absent if entry.id not in official]
    for ids, arguments in ((official, "fetch"), (others, "add FILE --id ID")):
        if ids:
            message = f"in the catalogue but not in the corpus: {_listed(ids)}"
            yield Finding("corpus", Severity.WARNING, message, command(settings, arguments))
