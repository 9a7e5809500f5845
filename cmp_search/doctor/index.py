"""The index: whose it is, how old, whether all is as it was written, and as model and corpus are.

A build makes an index anew whose files have other hashes than the manifest names. Where the hashes
are right and the content is not, the folder has to go first.
"""

import shlex
from collections.abc import Generator, Iterator
from contextlib import closing

from cmp_search.doctor.finding import Finding, Severity, command
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders import open_encoder
from cmp_search.errors import CorpusError, EncoderError, ForeignIndexError, GenerationError
from cmp_search.index.base import Check, Index, Remedy
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.manifest import Manifest
from cmp_search.index.status import read_status
from cmp_search.index.versions import changed_stages
from cmp_search.settings import Settings


def check(settings: Settings) -> Iterator[Finding]:
    """Look at all of it, as far as it can be opened."""
    again = command(settings, "index")
    try:
        checks = list(engine_of(settings.index).inspect(settings.index))
    except ForeignIndexError as error:
        fix = "name another folder with --index, or take out what is not of the index"
        yield Finding("index", Severity.WRONG, str(error), fix)
        return
    except GenerationError as error:
        yield Finding("index", Severity.WRONG, str(error), again)
        return
    yield from (_finding(settings, check) for check in checks)
    try:
        index = open_index(settings.index, searchable=False)
    except GenerationError as error:
        if not any(check.is_fault for check in checks):
            yield Finding("index", Severity.WRONG, str(error), again)
        return
    with closing(index):
        yield from _age(index.manifest, again)
        yield from _encoder(settings, index.manifest, again)
        intact = not any(check.is_fault for check in checks)
        if intact and (yield from _contents(settings, index)):
            yield from _pending(settings, again)


def _finding(settings: Settings, check: Check) -> Finding:
    """What a check found, with the command that makes it good."""
    match check.remedy:
        case Remedy.NONE:
            return Finding("index", Severity.OK, check.what)
        case Remedy.REMOVE:
            remedy = f"rm -r {shlex.quote(str(check.path))}"
        case Remedy.BUILD:
            remedy = command(settings, "index")
    return Finding(
        "index", Severity.WRONG if check.is_fault else Severity.WARNING, check.what, remedy
    )


def _age(manifest: Manifest, again: str) -> Iterator[Finding]:
    """Whether this version would read and cut as the one did that built it."""
    changed = changed_stages(manifest.versions, manifest.libraries)
    if changed or manifest.passages != PassageSettings():
        what = "another version of this tool built it, which reads or cuts texts in another way"
        yield Finding("index", Severity.WARNING, what, again)
    else:
        what = f"{manifest.generation} is of this version (schema {manifest.schema})"
        yield Finding("index", Severity.OK, what)


def _encoder(settings: Settings, manifest: Manifest, again: str) -> Iterator[Finding]:
    try:
        identity = open_encoder(settings.model).identity
    except EncoderError:
        return  # The area of the model says so.
    if manifest.encoder == identity:
        yield Finding("index", Severity.OK, f"it was built by the encoder {identity.name}")
        return
    what = f"it was built by another encoder ({manifest.encoder}) than this one ({identity})"
    yield Finding(
        "index", Severity.WRONG, what, f"{again}, or --model {manifest.model} for each run"
    )


def _contents(settings: Settings, index: Index) -> Generator[Finding, None, bool]:
    """Whether the content is right; a build takes files over as long as their hashes are right."""
    fix = f"delete the folder {settings.index}, then {command(settings, 'index')}"
    good = True
    for fault in index.verify():
        good = False
        yield Finding("index", Severity.WRONG, fault, fix)
    if good:
        what = (
            f"tables, words and vectors agree, and all {index.manifest.passage_count} passages of "
            f"{index.manifest.documents} documents are what their documents say"
        )
        yield Finding("index", Severity.OK, what)
    return good


def _pending(settings: Settings, again: str) -> Iterator[Finding]:
    try:
        status = read_status(settings.corpus, settings.index)
    except CorpusError:
        return  # The area of the corpus says so.
    for ids, words in (
        (status.unread, "not in it as the corpus has them"),
        (status.gone, "in it, but no longer in the corpus"),
    ):
        if ids:
            yield Finding("index", Severity.WARNING, f"{words}: {', '.join(ids)}", again)
    if not status.unread and not status.gone:
        yield Finding("index", Severity.OK, "it is up to date with the corpus")
