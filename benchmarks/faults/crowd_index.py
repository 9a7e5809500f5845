"""An index that is rebuilt while people ask: from each answer one can tell which build it is of.

Two texts are written anew for each round, with its number in them; one comes and goes.
"""

import os
import re
import shutil
import sys
from asyncio.subprocess import DEVNULL, create_subprocess_exec
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.faults.visitor import Seen
from benchmarks.options import CORPUS
from benchmarks.process import COMMAND
from cmp_search.index.engines import open_index

NICE = ("nice", "-n", "19")
"""What the app starts its own builds with."""
STAYING, COMING = "round-staying", "round-coming"
TEXT = """# Forestry, energy and seasonal workers, {name}

The working group on forestry met in round number {n}. Its co-chairs reported on energy in round
number {n}. The partnership spoke of seasonal workers, mining and housing in round number {n}.
"""
_NUMBER = re.compile(r"round\s+number (\d+)")


@dataclass(frozen=True, slots=True)
class Rounds:
    """A copy of the shipped texts, with those of a round, and its index."""

    folder: Path
    model: str
    numbers: dict[str, int] = field(default_factory=dict)
    """Of which round each index is, by its fingerprint."""

    @property
    def environment(self) -> dict[str, str]:
        """What the app and the builds are told."""
        return {
            "CMP_SEARCH_CORPUS": str(self.folder / "corpus"),
            "CMP_SEARCH_INDEX": str(self.folder / "index"),
            "CMP_SEARCH_NOTES": str(self.folder / "notes"),
            "CMP_SEARCH_MODEL": self.model,
        }

    async def build(self, n: int) -> bool:
        """Write the texts of a round and build, in a process of its own; whether that succeeded."""
        corpus = self.folder / "corpus"
        if not corpus.exists():
            shutil.copytree(CORPUS, corpus)
        for name in (STAYING, COMING):
            (corpus / f"{name}.md").write_text(TEXT.format(name=name, n=n), "utf-8")
        if n % 2:
            (corpus / f"{COMING}.md").unlink()
        process = await create_subprocess_exec(
            *(NICE if self.numbers else ()),  # The first one is before anybody asks.
            *COMMAND,
            "index",
            env=os.environ | self.environment,
            stdout=DEVNULL,
            stderr=sys.stderr,
        )
        if await process.wait():
            return False
        index = open_index(str(self.folder / "index"))
        self.numbers[index.manifest.fingerprint] = n
        index.close()
        return True

    def is_mixed(self, seen: Seen) -> bool:
        """Whether an answer has passages of another round than that of the index it names."""
        found = {int(n) for n in _NUMBER.findall(seen.drawn)}
        return not found <= {self.numbers.get(seen.index)}

    def tells(self, seen: Seen) -> bool:
        """Whether an answer has passages that tell their round."""
        return bool(_NUMBER.search(seen.drawn))
