"""Flips one bit at a time in the model's cache, and watches which vectors come out then.

1. A tiny model stands for the default one: it is unpacked, exported and compiled into a cache.
2. Each flip is in a file of the cache, each as often as the others. The doctor looks; then the
   cache is opened as always, which makes anew what is damaged, and texts are encoded.
3. Vectors that differ are *bad*, unless the encoder refuses, or its probes tell, so that no index
   opens with it. The doctor has to find every flip.
4. With `sizes_only`, the large files of the real model are looked at as those are: by their sizes
   when the cache is opened. What protects the vectors then are the sums of what is used.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic
from unittest.mock import patch

import numpy as np

from benchmarks.faults.figure import Figure
from benchmarks.faults.flipping import files_with_bits, flipped
from cmp_search.doctor.finding import Severity
from cmp_search.doctor.model import check_made
from cmp_search.encoders.base import Encoder, Vectors
from cmp_search.encoders.e5 import cache
from cmp_search.encoders.e5.cache import made_once
from cmp_search.encoders.e5.export import export_folder
from cmp_search.encoders.e5.fast import FastEncoder
from cmp_search.encoders.probe import computes_alike, probe
from cmp_search.errors import EncoderError
from tests.encoders.packing import write_model

TEXTS = ("the fog", "fog in the harbour", "of the lighthouse", "a b c d")
LEAST_COSINE = 0.999
LARGE = ("model.safetensors", "graph.bin")


def cache_flips(count: int, seconds: float, seed: int = 1, *, sizes_only: bool = False) -> Figure:
    """Flip `count` bits of the cache, or as many as the time allows."""
    random, began, tried = Random(seed), monotonic(), 0
    bad: list[str] = []
    with TemporaryDirectory(prefix="cmp-search-cache-") as place:
        pristine, used = Path(place) / "pristine", Path(place) / "used"
        write_model(Path(place) / "packed")
        whole = _Cache(Path(place) / "packed", used).vectors()
        used.rename(pristine)
        _renew(pristine, used)
        probes = probe(_Cache(Path(place) / "packed", used).opened())
        while tried < count and monotonic() - began < seconds:
            _renew(pristine, used)
            files = files_with_bits(used, LARGE if sizes_only else ())
            file = random.choice(files)
            bit = random.randrange(8 * file.stat().st_size)
            with flipped(file, bit), _by_size(sizes_only):
                found = list(_Cache(Path(place) / "packed", used).faults(whole, probes))
            tried += 1
            bad += [f"{file.relative_to(used)}, bit {bit}: {fault}" for fault in found]
    name = f"flipped bits of the model{', looked at by size' * sizes_only}"
    return Figure(name, tried, len(bad), 0, monotonic() - began, "; ".join(bad[:3]))


def _renew(pristine: Path, used: Path) -> None:
    shutil.rmtree(used, ignore_errors=True)
    shutil.copytree(pristine, used)


@contextmanager
def _by_size(by_size: bool) -> Iterator[None]:
    with patch.object(cache, "WHOLE_BYTES", 0) if by_size else nullcontext():
        yield


class _Cache:
    """A cache that is made from a model when it is opened, as far as it is not whole."""

    def __init__(self, packed: Path, folder: Path) -> None:
        self._packed, self._model = packed, folder / "model"

    def opened(self) -> Encoder:
        """The encoder of this cache."""
        made_once(self._model, self._unpack)
        return FastEncoder(self._model, export_folder(self._model))

    def _unpack(self, work: Path) -> None:
        shutil.copytree(
            self._packed, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns(cache.SUMS)
        )

    def vectors(self) -> Vectors:
        """Vectors of the texts."""
        return self.opened().encode_passages(list(TEXTS))

    def faults(self, whole: Vectors, probes: tuple[str, ...]) -> Iterator[str]:
        """What is wrong after a flip (step 3)."""
        if all(one.severity is Severity.OK for one in check_made(self._model)):
            yield "not found by the doctor"
        try:
            encoder = self.opened()
            vectors = encoder.encode_passages(list(TEXTS))
            if not computes_alike(encoder, probes):
                return
        except EncoderError:
            return
        except Exception as error:
            yield f"{type(error).__name__}: {error}"
            return
        if vectors.shape != whole.shape or np.sum(vectors * whole, axis=1).min() < LEAST_COSINE:
            yield "other vectors"
