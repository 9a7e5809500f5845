"""What any engine must do: a subclass of `EngineConformance` runs all of it for one.

It gives an engine, and the address of an index to be made in an empty folder. All that can be asked
of the index is in `index_conformance`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.errors import NoIndexError
from cmp_search.index.address import Address
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.engines import engine_of
from cmp_search.index.plan import Plan
from tests.index.building_conformance import BuildingConformance
from tests.index.generations_conformance import GenerationsConformance
from tests.index.index_conformance import IndexConformance
from tests.index.oracle import ENCODER, SETTINGS
from tests.index.publishing import CALIBRATION, LENS, OARS, REBUILD


class EngineConformance(BuildingConformance, GenerationsConformance, IndexConformance):
    """The suite of an engine: of its builder, its generations and its indexes."""

    @pytest.fixture(scope="class")
    @classmethod
    def opened(cls, texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
        """An index of the sample corpus."""
        address = cls.address_in(tmp_path_factory.mktemp("opened"))
        build_index(texts, address, ENCODER, "fake", settings=SETTINGS)
        found = cls.engine.open(address, searchable=True)
        yield found
        found.close()

    def test_its_addresses_lead_to_it(self, address: Address, opened: Index) -> None:
        assert engine_of(address) is self.engine
        again = self.engine.open(opened.address, searchable=False)
        assert again.manifest == opened.manifest
        again.close()

    def test_a_calibration_is_kept_through_builds_until_it_is_removed(
        self, address: Address
    ) -> None:
        assert self.engine.calibration(address) is None
        with pytest.raises(NoIndexError):
            self.engine.set_calibration(address, CALIBRATION)
        self.publish(address, LENS)
        self.engine.set_calibration(address, None)  # There is nothing to remove.
        self.engine.set_calibration(address, replace(CALIBRATION, answered=0.5))
        self.engine.set_calibration(address, CALIBRATION)
        before = self.engine.current(address)
        self.publish(address, OARS)
        self.publish(address, OARS, plan=Plan(REBUILD))
        assert self.engine.current(address) != before
        assert self.engine.calibration(address) == CALIBRATION
        assert not any(check.is_fault for check in self.engine.inspect(address))
        self.engine.set_calibration(address, None)
        assert self.engine.calibration(address) is None
        assert list(self.contents(address)) == ["oars"]

    def test_an_inspection_finds_no_fault(self, address: Address) -> None:
        self.publish(address, LENS)
        checks = list(self.engine.inspect(address))
        assert checks and not any(check.is_fault for check in checks)
