"""The index: whose it is, how old, whether all is as it was written, and as model and corpus are.

A build makes an index anew whose files have other hashes than the manifest names. Where the hashes
are right and the content is not, the folder has to go first.
"""

import shlex
from collections.abc import Generator, Iterator
from pathlib import Path

from cmp_search.doctor.contents import faults
from cmp_search.doctor.finding import Finding, Level, command
from cmp_search.encoders import open_encoder
from cmp_search.errors import CorpusError, EncoderError, ForeignIndexError, GenerationError
from cmp_search.index.embedded.folder import CURRENT, WORK, check_ours, current
from cmp_search.index.manifest import (
    DATA_FILES,
    MANIFEST,
    Manifest,
    file_sums,
    read_manifest,
)
from cmp_search.index.versions import changed_stages
from cmp_search.passage import PassageSettings
from cmp_search.settings import Settings
from cmp_search.status import read_status


def check(settings: Settings) -> Iterator[Finding]:
    """Look at all of it, as far as it can be opened."""
    again = command(settings, "index")
    try:
        check_ours(settings.index)
        folder = current(settings.index)
    except ForeignIndexError as error:
        mend = "name another folder with --index, or take out what is not of the index"
        yield Finding("index", Level.WRONG, str(error), mend)
        return
    except GenerationError as error:
        yield Finding("index", Level.WRONG, str(error), again)
        return
    yield from _leftovers(settings, folder)
    manifest = yield from _manifest(folder, again)
    if manifest is None:
        return
    yield from _age(manifest, again)
    yield from _encoder(settings, manifest, again)
    intact = yield from _files(folder, manifest, again)
    if intact and (yield from _contents(settings, folder, manifest)):
        yield from _pending(settings, again)


def _leftovers(settings: Settings, folder: Path) -> Iterator[Finding]:
    """What a build that broke off has left; a build that is at work looks the same."""
    for path in sorted(settings.index.iterdir()):
        generation = path.is_dir() and path.name not in (folder.name, WORK)
        if generation or path.name in (WORK, f"{CURRENT}.new"):
            what = f"a build broke off (or is at work) and left {path}"
            yield Finding("index", Level.WARNING, what, f"rm -r {shlex.quote(str(path))}")


def _manifest(folder: Path, again: str) -> Generator[Finding, None, Manifest | None]:
    """The manifest, where it and the files that it names are there."""
    missing = [name for name in (MANIFEST, *DATA_FILES) if not (folder / name).is_file()]
    for name in missing:
        yield Finding("index", Level.WRONG, f"{folder / name} is missing", again)
    if not missing:
        try:
            return read_manifest(folder)
        except GenerationError as error:
            yield Finding("index", Level.WRONG, str(error), again)
    return None


def _age(manifest: Manifest, again: str) -> Iterator[Finding]:
    """Whether this version would read and cut as the one did that built it."""
    changed = changed_stages(manifest.versions, manifest.libraries)
    if changed or manifest.passages != PassageSettings():
        what = "another version of this tool built it, which reads or cuts texts in another way"
        yield Finding("index", Level.WARNING, what, again)
    else:
        what = f"{manifest.generation} is of this version (schema {manifest.schema})"
        yield Finding("index", Level.OK, what)


def _encoder(settings: Settings, manifest: Manifest, again: str) -> Iterator[Finding]:
    try:
        identity = open_encoder(settings.model).identity
    except EncoderError:
        return  # The area of the model says so.
    if manifest.encoder == identity:
        yield Finding("index", Level.OK, f"it was built by the encoder {identity.name}")
        return
    what = f"it was built by another encoder ({manifest.encoder}) than this one ({identity})"
    yield Finding("index", Level.WRONG, what, f"{again}, or --model {manifest.model} for each run")


def _files(folder: Path, manifest: Manifest, again: str) -> Generator[Finding, None, bool]:
    """Whether each file has its hash."""
    sums = file_sums(folder)
    damaged = [name for name in sums if manifest.files.get(name) != sums[name]]
    for name in damaged:
        what = f"{folder / name} is damaged: it has another hash than when it was written"
        yield Finding("index", Level.WRONG, what, again)
    if not damaged:
        yield Finding("index", Level.OK, f"all {len(sums)} files have their hash")
    return not damaged


def _contents(
    settings: Settings, folder: Path, manifest: Manifest
) -> Generator[Finding, None, bool]:
    """Whether the content is right; a build takes files over as long as their hashes are right."""
    mend = f"delete the folder {settings.index}, then {command(settings, 'index')}"
    good = True
    for fault in faults(folder, manifest):
        good = False
        yield Finding("index", Level.WRONG, fault, mend)
    if good:
        what = (
            f"tables, words and vectors agree, and all {manifest.passage_count} passages of "
            f"{manifest.documents} documents are what their documents say"
        )
        yield Finding("index", Level.OK, what)
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
            yield Finding("index", Level.WARNING, f"{words}: {', '.join(ids)}", again)
    if not status.unread and not status.gone:
        yield Finding("index", Level.OK, "it is up to date with the corpus")
