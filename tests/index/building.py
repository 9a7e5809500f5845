"""Helpers for tests of builds."""

from pathlib import Path

import pytest

from cmp_search.documents.journal import LOCK
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.index.report import BuildReport
from cmp_search.index.versions import VERSIONS, Stage
from cmp_search.settings import DEFAULTS

ALL = ("harbour-2020-digest", "harbour-2021", "ports-2021", "puertos-2022")
"""The ids of the sample corpus."""


def build(
    corpus: Path, index: Path, encoder: FakeEncoder | None = None, *, yes: bool = False
) -> BuildReport:
    """Build with the fake encoder, or the given variant of it; `yes` lets most texts go."""
    chosen = encoder or FakeEncoder()
    return build_index(corpus, str(index), chosen, "fake", may_remove_most=yes)


def state(index: Path) -> dict[str, bytes]:
    """The content of every file of an index or a corpus, but for its lock and what is recorded."""
    files = (path for path in sorted(index.rglob("*")) if path.is_file() and path.name != LOCK)
    files = (path for path in files if DEFAULTS["audit"] not in path.parts)
    return {str(path): path.read_bytes() for path in files}


def indexed(index: Path) -> tuple[str, ...]:
    """The ids of the documents in an index."""
    generation = open_index(str(index))
    ids = tuple(entry.id for entry in generation.entries())
    generation.close()
    return ids


def text_of(index: Path, id: str) -> str:
    """The text of an indexed document."""
    generation = open_index(str(index))
    text = generation.document(id).text
    generation.close()
    return text


def raise_version(patch: pytest.MonkeyPatch, stage: Stage) -> None:
    """Let a stage have the next version."""
    patch.setitem(VERSIONS, stage, VERSIONS[stage] + 1)
