"""The model: the default one as packed, unpacked and exported; any other, by loading it."""

from collections.abc import Iterator
from pathlib import Path

from cmp_search.doctor.finding import Finding, Severity
from cmp_search.documents.source import file_hash
from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.encoders.e5 import weights
from cmp_search.encoders.e5.cache import damaged
from cmp_search.encoders.e5.compiled import damaged_blobs
from cmp_search.encoders.e5.export import compiled_beside, folder_beside
from cmp_search.errors import EncoderError
from cmp_search.extras import install_extra
from cmp_search.settings import Settings


def check(settings: Settings) -> Iterator[Finding]:
    """Check the model of the settings."""
    if settings.model == DEFAULT_MODEL:
        unpacked = weights.unpacked()
        yield from _packed(unpacked_ok=_damaged(unpacked) == [])
        yield from check_made(unpacked)
    else:
        yield from _other(settings.model)


def check_made(unpacked: Path) -> Iterator[Finding]:
    """Check what was made from the packed weights: as unpacked, exported and compiled."""
    exported = folder_beside(unpacked)
    for folder, state in ((unpacked, "unpacked"), (exported, "exported")):
        yield from _made(folder, state)
        yield from _leftovers(folder, state)
    compiled = compiled_beside(exported)
    if damaged_blobs(compiled):
        message = f"what was compiled of the model is damaged in {compiled}"
        fix = "nothing to do: the next question compiles it again"
        yield Finding("model", Severity.WARNING, message, fix)


def _packed(*, unpacked_ok: bool) -> Iterator[Finding]:
    """The packed weights; without them, an undamaged unpacked folder still works."""
    severity = Severity.WARNING if unpacked_ok else Severity.WRONG
    try:
        packed = weights.packed_file()
    except EncoderError as error:
        yield Finding("model", severity, str(error), weights.install_weights())
        return
    if file_hash(packed) == weights.PACKED_SHA256:
        yield Finding("model", Severity.OK, "the packed weights have the right hash")
    else:
        yield Finding(
            "model", severity, f"{packed} is not the file it should be", weights.install_weights()
        )


def _damaged(folder: Path) -> list[str] | None:
    """The files that are missing or have the wrong hash; None if there is no list of hashes."""
    try:
        return damaged(folder)
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return None


def _made(folder: Path, state: str) -> Iterator[Finding]:
    """The model as unpacked from the weights, or as exported for the fast engine."""
    names = _damaged(folder)
    fix = f"delete the folder {folder}; the next question recreates it"
    if not folder.exists():
        yield Finding("model", Severity.OK, f"not {state} yet; this happens at first use")
    elif names is None:
        yield Finding("model", Severity.WRONG, f"{folder} has no list of hashes", fix)
    elif names:
        message = f"missing or damaged in {folder}: {', '.join(names)}"
        yield Finding("model", Severity.WRONG, message, fix)
    else:
        yield Finding("model", Severity.OK, f"each file of the {state} model has the right hash")


def _leftovers(folder: Path, state: str) -> Iterator[Finding]:
    work = folder.with_name(folder.name + ".new")
    if work.exists():
        message = f"unless the model is being {state} now, an interrupted run has left {work}"
        yield Finding("model", Severity.WARNING, message, f"delete the folder {work}")


def _other(model: str) -> Iterator[Finding]:
    try:
        identity = open_encoder(model).identity
    except EncoderError as error:
        fix = "give --model the name or folder of a model that is on this machine"
        if error.code == "models_extra":
            fix = install_extra("models")
        yield Finding("model", Severity.WRONG, str(error), fix)
    else:
        message = f"the model {identity.name} can be loaded ({identity.dimension} dimensions)"
        yield Finding("model", Severity.OK, message)
