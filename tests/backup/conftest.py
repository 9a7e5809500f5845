"""The sample corpus with one text removed, a backup of it, and an empty place to restore it to."""

from pathlib import Path

import pytest

import cmp_search
from cmp_search.library import Library


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    """The sample corpus with one text removed, and its index."""
    library = cmp_search.open(corpus, index, "fake")
    library.remove("puertos-2022")
    library.build()
    return library


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A backup of it."""
    file = tmp_path / "backups" / "of today.zip"
    file.parent.mkdir()
    library.backup(file)
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Library:
    """A library of folders that are not there yet."""
    return cmp_search.open(tmp_path / "new" / "corpus", tmp_path / "new" / "index", "fake")
