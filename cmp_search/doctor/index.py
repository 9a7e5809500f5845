"""The index: whether it is ours, undamaged, and up to date with this version, model and corpus.

A build replaces an index whose files do not have the hashes in the manifest. If the hashes are
right but the content is not, the folder must be deleted first.
"""

import shlex
from collections.abc import Generator, Iterator
from contextlib import closing

from cmp_search.doctor.finding import Finding, Severity, command
from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import check_has_text
from cmp_search.encoders import open_encoder
from cmp_search.errors import (
    CorpusError,
    EncoderError,
    EngineAccessError,
    EngineAwayError,
    ForeignIndexError,
    GenerationError,
    UnknownEngineError,
)
from cmp_search.index.base import Index
from cmp_search.index.checks import Check, Remedy
from cmp_search.index.engines import engine_of, open_index
from cmp_search.index.manifest import Manifest
from cmp_search.index.status import read_status
from cmp_search.index.versions import changed_stages
from cmp_search.search.thresholds import calibration_line, in_force
from cmp_search.settings import Settings


def check(settings: Settings) -> Iterator[Finding]:
    """Check the whole index, as far as it can be opened."""
    rebuild = command(settings, "index")
    try:
        checks = list(engine_of(settings.index).inspect(settings.index))
    except (ForeignIndexError, UnknownEngineError) as error:
        fix = "name another folder with --index, or remove what does not belong to the index"
        yield Finding("index", Severity.WRONG, str(error), fix)
        return
    except EngineAwayError as error:
        yield Finding(
            "index", Severity.WRONG, str(error), "start the server, or name another index"
        )
        return
    except EngineAccessError as error:
        yield Finding("index", Severity.WRONG, str(error), "set what docs/milvus.md says for that")
        return
    except GenerationError as error:
        yield _unusable(settings, error, rebuild)
        return
    yield from (_finding(settings, check) for check in checks)
    try:
        index = open_index(settings.index, searchable=False)
    except GenerationError as error:
        if not any(check.is_fault for check in checks):
            yield Finding("index", Severity.WRONG, str(error), rebuild)
        return
    with closing(index):
        yield from _caveats(index, rebuild)
        yield from _age(index.manifest, rebuild)
        yield from _encoder(settings, index.manifest, rebuild)
        yield from _calibration(settings, index.manifest)
        intact = not any(check.is_fault for check in checks)
        if intact and (yield from _contents(settings, index)):
            yield from _pending(settings, rebuild)


def _unusable(settings: Settings, error: GenerationError, rebuild: str) -> Finding:
    """That there is no index, with what builds it, which takes a corpus that is not empty."""
    try:
        check_has_text(settings.corpus)
    except CorpusError as cause:
        return Finding("index", Severity.WRONG, str(cause), command(settings, "add FILE"))
    return Finding("index", Severity.WRONG, str(error), rebuild)


def _finding(settings: Settings, check: Check) -> Finding:
    """The result of a check, with the command that fixes it."""
    match check.remedy:
        case Remedy.NONE:
            return Finding("index", Severity.OK, check.what)
        case Remedy.REMOVE:
            fix = f"rm -r {shlex.quote(str(check.path))}"
        case Remedy.BUILD:
            fix = command(settings, "index")
    return Finding("index", Severity.WRONG if check.is_fault else Severity.WARNING, check.what, fix)


def _caveats(index: Index, rebuild: str) -> Iterator[Finding]:
    """What whoever asks is told of the index, except that it is being checked: it just was."""
    for caveat in index.caveats():
        if caveat.code != "unchecked":
            yield Finding("index", Severity.WARNING, caveat.message(), rebuild)


def _age(manifest: Manifest, rebuild: str) -> Iterator[Finding]:
    """Whether this version would read and split texts as the one that built the index."""
    changed = changed_stages(manifest.versions, manifest.libraries)
    if changed or manifest.passages != PassageSettings():
        message = "it was built by a version of this tool that reads or splits texts differently"
        yield Finding("index", Severity.WARNING, message, rebuild)
    else:
        message = f"{manifest.generation} is up to date with this version"
        yield Finding("index", Severity.OK, message)


def _encoder(settings: Settings, manifest: Manifest, rebuild: str) -> Iterator[Finding]:
    try:
        identity = open_encoder(settings.model).identity
    except EncoderError:
        return  # Reported by the model's check.
    if manifest.encoder == identity:
        yield Finding("index", Severity.OK, f"it was built by the encoder {identity.name}")
        return
    message = f"it was built by another encoder ({manifest.encoder}), not by this one ({identity})"
    yield Finding(
        "index", Severity.WRONG, message, f"{rebuild}, or use --model {manifest.model} each time"
    )


def _calibration(settings: Settings, manifest: Manifest) -> Iterator[Finding]:
    """Whether the index has thresholds of its own, and whether they are in force."""
    reset = command(settings, "calibrate --reset")
    try:
        calibration = engine_of(settings.index).calibration(settings.index)
    except GenerationError as error:
        yield Finding("index", Severity.WRONG, str(error), reset)
        return
    if calibration is None:
        return
    is_in_force = in_force(calibration, manifest.encoder) is not None
    line = calibration_line(calibration, is_in_force=is_in_force)
    if is_in_force:
        yield Finding("index", Severity.OK, line)
    else:
        again = command(settings, "calibrate QUESTIONS.jsonl")
        yield Finding("index", Severity.WARNING, line, f"{again}, or {reset}")


def _contents(settings: Settings, index: Index) -> Generator[Finding, None, bool]:
    """Whether the content is right; a build would reuse files whose hashes are right."""
    fix = f"delete the folder {settings.index}, then {command(settings, 'index')}"
    intact = True
    for fault in index.verify():
        intact = False
        yield Finding("index", Severity.WRONG, fault, fix)
    if intact:
        message = (
            f"tables, words and vectors agree, and all {index.manifest.passage_count} passages of "
            f"{index.manifest.documents} documents match their texts"
        )
        yield Finding("index", Severity.OK, message)
    return intact


def _pending(settings: Settings, rebuild: str) -> Iterator[Finding]:
    try:
        status = read_status(settings.corpus, settings.index)
    except CorpusError:
        return  # Reported by the corpus's check.
    except ForeignIndexError as error:
        fix = "name the index of this corpus with --index, or the index's own corpus with --corpus"
        yield Finding("index", Severity.WRONG, str(error), fix)
        return
    for ids, problem in (
        (status.unread, "new or changed in the corpus"),
        (status.gone, "indexed, but no longer in the corpus"),
    ):
        if ids:
            yield Finding("index", Severity.WARNING, f"{problem}: {', '.join(ids)}", rebuild)
    if not status.unread and not status.gone:
        yield Finding("index", Severity.OK, "it is up to date with the corpus")
