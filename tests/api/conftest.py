"""A library with a file that cannot be read."""

from pathlib import Path

import pytest

from cmp_search.library import Library


@pytest.fixture
def library(corpus: Path, tmp_path: Path) -> Library:
    (corpus / "empty.txt").write_text("", "utf-8")
    return Library(corpus, tmp_path / "index", "fake")
