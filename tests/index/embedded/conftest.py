"""The texts of an index, as a build writes them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.index.embedded import quantized as codes
from cmp_search.index.embedded import vectors as module
from cmp_search.index.embedded.writer import TextsWriter
from tests.index.embedded.texts_making import THREE, parts
from tests.index.embedded.vector_making import COMPARED


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[TextsWriter]:
    """Three documents, each with its passages."""
    writer = TextsWriter.open(tmp_path / "texts.sqlite")
    for doc in THREE:
        writer.add(doc, doc.entry, *parts(doc))
    writer.commit()
    yield writer
    writer.close()


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that make `MANY` vectors too many to compare all."""
    monkeypatch.setattr(module, "EXACT_UP_TO", 400)
    monkeypatch.setattr(codes, "MIN_COMPARED", COMPARED)
