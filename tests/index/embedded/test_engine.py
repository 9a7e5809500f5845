from pathlib import Path

from cmp_search.index.embedded import engine
from tests.index.engine_conformance import EngineConformance


class TestEmbedded(EngineConformance):
    engine = engine

    @classmethod
    def address_in(cls, folder: Path) -> str:
        return str(folder / "index")
