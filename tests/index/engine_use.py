"""What the suites of an engine do with it."""

from pathlib import Path

import pytest

from cmp_search.documents.lock import NOT_AT_ALL
from cmp_search.index.address import Address
from cmp_search.index.base import Engine
from cmp_search.index.builder import EncodedDocument
from cmp_search.index.manifest import Manifest
from cmp_search.index.plan import Plan, make_plan
from tests.index.oracle import ENCODER, SETTINGS
from tests.index.publishing import RECORD


class EngineUse:
    """An engine, and the address of an index to be made."""

    engine: Engine

    @classmethod
    def address_in(cls, folder: Path) -> Address:
        """The address of an index to be made in an empty folder."""
        raise NotImplementedError

    @pytest.fixture
    def address(self, tmp_path: Path) -> Address:
        """The address of an index that is not there yet."""
        folder = tmp_path / "engine"
        folder.mkdir()
        return self.address_in(folder)

    def publish(
        self, address: Address, *documents: EncodedDocument, plan: Plan | None = None
    ) -> Manifest:
        """A build that puts some documents in."""
        with self.engine.open_builder(address, ENCODER) as builder:
            builder.start(plan or make_plan(builder.previous, ENCODER.identity, SETTINGS))
            for document in documents:
                builder.replace(document)
            return builder.publish(RECORD)

    def check_idle(self, address: Address) -> None:
        """Make sure that nobody changes the index, whom a writer would have to wait for."""
        with self.engine.open_builder(address, ENCODER, NOT_AT_ALL):
            pass

    def contents(self, address: Address) -> dict[str, str]:
        """The texts of the documents in an index, by id."""
        index = self.engine.open(address, searchable=False)
        texts = {entry.id: index.document(entry.id).text for entry in index.entries()}
        index.close()
        return texts
