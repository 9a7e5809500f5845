"""Gold questions: reading them, and telling whether a passage answers one.

A file of questions has one JSON object a line: `lang`, `question`, `doc`, `section`, `answers`,
`style`, `group`. A passage is relevant when it comes from `doc` and holds one of `answers`, white
space collapsed and case folded.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from cmp_search.search.answer import Hit

SCRATCH = Path(gettempdir()) / "cmp-search-benchmark"
"""Where benchmarks keep their index, so that the user's own is never touched."""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with the places where its answer stands."""

    language: str
    question: str
    document: str
    section: tuple[str, ...]
    answers: tuple[str, ...]
    styles: tuple[str, ...]
    group: str


def read_gold(path: Path) -> list[GoldQuestion]:
    """The questions of a file."""
    lines = path.read_text("utf-8").splitlines()
    return [
        GoldQuestion(
            language=row["lang"],
            question=row["question"],
            document=row["doc"],
            section=tuple(row["section"].split(" > ")),
            answers=tuple(row["answers"]),
            styles=tuple(row["style"]),
            group=row["group"],
        )
        for row in map(json.loads, lines)
    ]


def is_relevant(gold: GoldQuestion, document: str, text: str) -> bool:
    """Whether a passage answers a question."""
    held = _normal(text)
    return document == gold.document and any(_normal(a) in held for a in gold.answers)


def first_relevant(gold: GoldQuestion, hits: tuple[Hit, ...]) -> int | None:
    """The rank of the first relevant hit, None where there is none."""
    found = (h.rank for h in hits if is_relevant(gold, h.passage.document, h.passage.text))
    return next(found, None)


def _normal(text: str) -> str:
    return " ".join(text.split()).lower()
