"""The recipe: a hash of the code that decides what stands in an index.

Readers, sections, sentences, passages, terms, sketches and what is found for newcomers may change
from one version to the next. Where the hash differs, a build starts anew, so that nothing is left
as an older version made it.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

DECIDING = (
    "readers",
    "document.py",
    "embedding.py",
    "index/everyday.py",
    "index/everyday.txt",
    "index/sketch.py",
    "language.py",
    "normalisation.py",
    "orientation",
    "passage.py",
    "section.py",
    "sentence.py",
    "terms.py",
)


@cache
def recipe() -> str:
    """The hash of the modules that decide, line ends aside."""
    digest = hashlib.sha256()
    for name in DECIDING:
        for source in _sources(files("cmp_search").joinpath(name)):
            digest.update(b"\n".join(source.read_bytes().splitlines()))
    return digest.hexdigest()[:16]


def _sources(place: Traversable) -> Iterator[Traversable]:
    """A module, or all modules of a folder and its folders by name."""
    if place.is_file():
        yield place
        return
    for inner in sorted(place.iterdir(), key=lambda found: found.name):
        if inner.is_dir() or inner.name.endswith(".py"):
            yield from _sources(inner)
