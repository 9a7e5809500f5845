"""Questions whose facts are known, over the shipped digests and invented partnerships.

`fact_questions.jsonl` has one on each line: the corpus ("cmp" is what both the official texts and
the digests of them state), the language, and what each expected fact says, none if there is no fact
to be shown.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cmp_search.search.answer import Fact

FOLDER = Path(__file__).parent
INVENTED = {
    name: FOLDER / "partnerships" / name for name in ("atlantic", "three", "two", "another")
}
"""Corpora of invented reports in French and Spanish; most are about several partnerships."""


class Mark(StrEnum):
    """How an answer compares with what is expected."""

    RIGHT = "right"
    ABSENT = "absent"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class FactCase:
    """A question, and words of each fact that answers it, in any order."""

    corpus: str
    language: str
    question: str
    expected: tuple[str, ...]

    def mark(self, facts: Sequence[Fact]) -> Mark:
        """Right only if exactly the expected facts are shown."""
        shown = [fact.statement.words for fact in facts]
        if len(shown) == len(self.expected) and all(
            any(words in one for one in shown) for words in self.expected
        ):
            return Mark.RIGHT
        return Mark.WRONG if shown else Mark.ABSENT


def fact_cases(*corpora: str) -> list[FactCase]:
    """The questions of some corpora."""
    lines = (FOLDER / "fact_questions.jsonl").read_text("utf-8").splitlines()
    cases = [
        FactCase(**{**case, "expected": tuple(case["expected"])}) for case in map(json.loads, lines)
    ]
    return [case for case in cases if case.corpus in corpora]
