"""What the reader learns from: questions with passages, from public sets and from our own.

1. A public set is a gzipped file of JSON lines with `q`, `passage`, `answer` (a span; "" if the
   passage leaves the question open; null if the whole passage answers), `title` and `lang`.
2. Our own questions are JSON lines over Markdown texts of ours (`doc`, `section`) or over passages
   of public sets (`set`, `passage`: a key).
3. What is kept for judging is left out of training: four of the sixteen articles of SQuAD 2.0; of
   its Spanish translation, the paragraphs of all articles that are not among the other twelve, and
   those of XQuAD; a tenth of PIAF's passages and of service-public's articles; some texts of ours.
"""

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

OWN = Path(__file__).with_name("questions")
"""The folder of our own questions, with a folder for each set."""
HELD_OUT_TEXTS = (
    "minutes-2017-council",
    "memorando-2015",
    "annual-report-2014",
    "dialogue-report",
    "comite-scientifique",
    "plan-frontera",
)
HELD_OUT_ARTICLES = ("Force", "Huguenot", "Steam_engine", "Yuan_dynasty")
SPANISH_TRAINED = (
    (0, 82),
    (298, 362),
    (443, 467),
    (611, 634),
    (784, 833),
    (933, 1135),
    (1180, 1984),
)
"""Paragraphs of es-squad-es-dev, by their order, of the twelve articles that are trained on in
English, and of those that only SQuAD 1.1 has."""
SAME_PARAGRAPH = 0.5
"""TF-IDF cosine of two translations of a paragraph; of others it is far lower."""
TENTH = 10
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_MARK = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passage it was asked of.

    `answer` is "" if the passage leaves it open, None if the passage answers as a whole. `work`
    groups the passages of one article or text.
    """

    text: str
    language: str
    passage: str
    header: str
    answer: str | None
    source: str
    work: str
    kind: str


def in_tenth(key: str) -> bool:
    """Whether a passage or article belongs to the tenth that is kept for judging."""
    return blake2b(key.encode(), digest_size=4).digest()[0] % TENTH == 0


def rows(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of JSON lines, gzipped or not."""
    opened = (
        gzip.open(file, "rt", encoding="utf-8")
        if file.suffix == ".gz"
        else file.open(encoding="utf-8")
    )
    with opened as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def public(file: Path) -> list[Question]:
    """All questions of a public set (step 1)."""
    name = file.name.removesuffix(".jsonl.gz")
    return [
        Question(
            text=row["q"],
            language=row["lang"],
            passage=row["passage"],
            header=row.get("title") or "",
            answer=row["answer"],
            source=name,
            work=row.get("title") or row["source"],
            kind=row["kind"],
        )
        for row in rows(file)
    ]


def xquad_paragraphs(file: Path) -> list[str]:
    """The paragraphs of a file of XQuAD."""
    articles = json.loads(file.read_text("utf-8"))["data"]
    return [each["context"] for article in articles for each in article["paragraphs"]]


def spanish_trained(questions: list[Question], xquad: list[str]) -> list[Question]:
    """The questions of es-squad-es-dev that may be trained on, given XQuAD's Spanish paragraphs."""
    passages = list(dict.fromkeys(question.passage for question in questions))
    words = TfidfVectorizer(sublinear_tf=True)
    matrix = words.fit_transform(passages)
    nearest = (words.transform(xquad) @ matrix.T).toarray().max(axis=0)
    kept = {
        passages[i]
        for first, end in SPANISH_TRAINED
        for i in range(first, min(end, len(passages)))
        if nearest[i] < SAME_PARAGRAPH
    }
    return [question for question in questions if question.passage in kept]


def own(folder: Path, public_sets: Path) -> list[Question]:
    """Our own questions of one folder (step 2)."""
    texts = {file.stem: _sections(file.read_text("utf-8")) for file in folder.glob("*.md")}
    asked = list(rows(folder / "questions.jsonl"))
    passages = _passages(public_sets, {row["set"] for row in asked if "set" in row})
    found = []
    for row in asked:
        if "doc" in row:
            work, header = row["doc"], row["section"]
            passage = texts[work][header]
        else:
            passage, work, heading = passages[row["passage"]]
            header = " › ".join(filter(None, (work, heading)))
        found.append(
            Question(
                text=row["q"],
                language=row["lang"],
                passage=passage,
                header=header,
                answer=" ".join(row["answer"].split()),
                source=folder.name,
                work=work,
                kind=row["kind"],
            )
        )
    return found


def passage_key(passage: str) -> str:
    """By which our own questions name a passage of a public set, which is not ours to copy."""
    return blake2b(passage.encode(), digest_size=6).hexdigest()


def _passages(folder: Path, sets: set[str]) -> dict[str, tuple[str, str, str]]:
    """The passages of public sets by their keys, each with its title and heading."""
    found: dict[str, tuple[str, str, str]] = {}
    for name in sorted(sets):
        for row in rows(folder / f"{name}.jsonl.gz"):
            heading = row["q"] if row["kind"] == "heading" else ""
            passage = row["passage"]
            found.setdefault(passage_key(passage), (passage, row.get("title") or "", heading))
    return found


def passages_of(folder: Path) -> list[tuple[str, str, str]]:
    """The passages of our own texts: work, header, text."""
    return [
        (file.stem, header, text)
        for file in sorted(folder.glob("*.md"))
        for header, text in _sections(file.read_text("utf-8")).items()
        if text
    ]


def _sections(markdown: str) -> dict[str, str]:
    """The text of each section by its path; a line of a list is one of its lines, without mark."""
    found: dict[str, list[str]] = {}
    path: list[str] = []
    for line in markdown.splitlines():
        if heading := _HEADING.match(line):
            path = [*path[: len(heading[1]) - 1], " ".join(heading[2].split())]
        elif path and line.strip():
            found.setdefault(" › ".join(path), []).append(_MARK.sub("", line).strip("| *"))
    return {header: "\n".join(lines) for header, lines in found.items()}
