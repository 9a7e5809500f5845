"""The conformance suite of the index's door, run for the Milvus engine against a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.index.address import Address
from cmp_search.index.milvus import engine
from tests.index.engine_conformance import EngineConformance
from tests.index.milvus.conftest import address_in, dropped


@pytest.mark.milvus
class TestMilvus(EngineConformance):
    """The Milvus engine does what every engine does."""

    engine = engine

    @classmethod
    def address_in(cls, folder: Path) -> Address:
        return address_in(folder)

    @pytest.fixture
    def address(self, tmp_path: Path) -> Iterator[Address]:
        """The address of an index that is not there yet, and will not be there afterwards."""
        folder = tmp_path / "engine"
        address = self.address_in(folder)
        yield address
        dropped(address)
