"""The oracle for recall: the exact nearest vectors of some questions, compared in 32 bits.

It is updated while the vectors are made, so that millions of them need not be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from cmp_search.encoders import Vectors
from cmp_search.index.embedded.vectors import VectorIndex

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Recall:
    """The mean share of the ten nearest among a search's candidates, and among its first ten."""

    candidates: float
    first: float


class Oracle:
    """Questions [n, d], the ids of the ten nearest vectors of each [n, 10], and their cosines."""

    def __init__(self, questions: Vectors) -> None:
        """Start without vectors."""
        self._questions = questions
        self._ids: NDArray[np.int64] = np.full((len(questions), DEPTH), -1, dtype=np.int64)
        self._cosines = np.full((len(questions), DEPTH), -np.inf, dtype=np.float32)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Take more vectors [m, d] into account."""
        cosines = np.hstack([self._cosines, self._questions @ vectors.T])
        known = np.hstack([self._ids, np.tile(np.asarray(ids, dtype=np.int64), (len(cosines), 1))])
        best = np.argpartition(-cosines, DEPTH - 1, axis=1)[:, :DEPTH]
        self._cosines = np.take_along_axis(cosines, best, axis=1)
        self._ids = np.take_along_axis(known, best, axis=1)

    def save(self, path: Path) -> None:
        """Write it to a file."""
        np.savez(path, questions=self._questions, ids=self._ids, cosines=self._cosines)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The oracle in a file."""
        with np.load(path) as held:
            found = cls(held["questions"])
            found._ids, found._cosines = held["ids"], held["cosines"]
        return found

    def __len__(self) -> int:
        return len(self._questions)

    @property
    def nearest(self) -> list[list[int]]:
        """The ids of the ten nearest vectors of each question, in no order."""
        found: list[list[int]] = self._ids.tolist()
        return found

    def recall(self, index: VectorIndex, depth: int) -> Recall:
        """What a search for `depth` vectors finds of the ten nearest of each question."""
        return self.recall_of([index.search(one, depth).tolist() for one in self._questions])

    def recall_of(self, answers: Sequence[Sequence[int]]) -> Recall:
        """The same for given results, one list per question, best first."""
        among, first = [], []
        for exact, found in zip(self.nearest, answers, strict=True):
            among.append(len(set(exact).intersection(found)) / DEPTH)
            first.append(len(set(exact).intersection(found[:DEPTH])) / DEPTH)
        return Recall(float(np.mean(among)), float(np.mean(first)))
