"""Timing an encoder while an index is built."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.synthetic import write_texts
from benchmarks.timed_index import MADE_UP, clocked_index
from cmp_search.index.engines import open_index


def test_the_clock_sees_every_text_that_is_encoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["as it was"])
    texts, index = tmp_path / "texts", tmp_path / "index"
    write_texts(texts, 2, 3)
    places = ["--corpus", str(texts), "--index", str(index)]
    inside = clocked_index([MADE_UP, *places])
    with closing(open_index(str(index), searchable=False)) as opened:
        manifest = opened.manifest
    assert manifest.encoder.name == "synthetic"
    assert manifest.documents == 2
    # Each passage and sentence once at least, a sentence under headings twice.
    assert inside.texts >= manifest.passage_count + manifest.sentence_count
    assert inside.encoding > 0
    assert inside.counting > 0
    # Where nothing has changed, nothing is encoded.
    assert clocked_index([MADE_UP, *places]).texts == 0
