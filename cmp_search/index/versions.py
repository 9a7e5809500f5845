"""Versions: what produced the content of an index, stage by stage.

1. A stage turns the output of the stages before it into one kind of content. A change to its output
   must raise its version here; other changes, such as to a comment, must not. `tests/golden` has
   the recorded output of each stage for a small corpus, and fails until that is done.
2. Libraries that shape a stage's output count as part of it; each format names those of its reader.
3. Both are recorded in the manifest. `changed_stages` says which stages have changed since; a build
   redoes their output and nothing else (see `plan`).
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from cmp_search.readers import formats


class Stage(StrEnum):
    """A kind of content of an index."""

    READING = "reading"
    SECTIONING = "sectioning"
    PASSAGES = "passages"
    TERMS = "terms"
    ORIENTATION = "orientation"
    OFF_TOPIC = "off_topic"


VERSIONS: dict[Stage, int] = {
    Stage.READING: 4,  # readers and document: a file's text, blocks, pages, quality and language
    Stage.SECTIONING: 1,  # section and sentence: the heading tree, and where sentences end
    Stage.PASSAGES: 3,  # passage and embedding: how texts are cut, and what of them is embedded
    Stage.TERMS: 1,  # terms and normalisation: folded words and stems
    Stage.ORIENTATION: 6,  # orientation, with the months in language, and index/sketch
    Stage.OFF_TOPIC: 1,  # index/off_topic: the questions about anything but the texts
}
LIBRARIES: dict[Stage, tuple[str, ...]] = {
    Stage.READING: tuple(sorted({*formats.libraries(), "py3langid"})),
    Stage.SECTIONING: ("sentencex",),
    Stage.PASSAGES: ("sentencex",),
    Stage.TERMS: ("PyStemmer",),
    Stage.ORIENTATION: (),
    Stage.OFF_TOPIC: (),
}
DERIVED = frozenset({Stage.TERMS, Stage.ORIENTATION, Stage.OFF_TOPIC})
"""Stages whose content can be computed again from the stored texts, without reading a file."""


def stage_versions() -> dict[str, int]:
    """The version of each stage, by its name."""
    return {stage.value: number for stage, number in VERSIONS.items()}


@cache
def library_versions() -> dict[str, str]:
    """The installed version of each library that shapes the content of an index."""
    from importlib.metadata import version  # Late, so that a question need not wait for it.

    names = {name for libraries in LIBRARIES.values() for name in libraries}
    return {name: version(name) for name in sorted(names)}


def changed_stages(versions: Mapping[str, int], libraries: Mapping[str, str]) -> tuple[Stage, ...]:
    """The stages that differ from these versions, themselves or by a library."""
    installed = library_versions()
    return tuple(
        stage
        for stage in Stage
        if versions.get(stage) != VERSIONS[stage]
        or any(libraries.get(name) != installed[name] for name in LIBRARIES[stage])
    )


def versions_key(versions: Mapping[str, int], libraries: Mapping[str, str]) -> str:
    """A short hash of versions, equal if all stages and libraries are."""
    parts = [f"{name} {number}" for name, number in sorted({**versions, **libraries}.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
