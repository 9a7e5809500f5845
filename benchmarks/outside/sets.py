"""Sets of texts with questions, each with what its questions must find.

1. Pairs are gzipped lines of JSON with `q`, `passage`, `answer` (words of the passage; empty if it
   leaves the question open; null if all of it answers), `title` and `source`; XQuAD is a file of
   SQuAD's form. Only questions that no model of ours was trained on are asked: SQuAD 2.0's of four
   articles, and those of a tenth of PIAF's paragraphs and of service-public's articles. What is not
   asked of PIAF and service-public fills their sets up with texts, since few are too easy.
2. A paragraph is a document of its own, without a title: a passage of it is relevant. Headings that
   are questions, asked as they stand, are spread over a few documents: a passage of the section is.
3. The set of the texts that the search was made for is a folder, with files of gold questions.
4. A set may be asked the questions of others, which are off its subject.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cmp_search.documents.passage import Passage
from cmp_search.evaluation.judging import needs_met
from cmp_search.evaluation.questions import GoldQuestion, Kind, Need, read_questions
from training.sources import HELD_OUT_ARTICLES, HELD_OUT_TEXTS, OWN, in_tenth
from training.sources import rows as lines_of

PARAGRAPHS = 240
"""How many paragraphs a set of PIAF has, as many as XQuAD."""
SECTIONS, FILES = 480, 16
"""How many sections with a question as heading there are, and in how many documents."""
SECTION_LENGTHS = range(200, 2501)
LEAST_WORDS = 6
FOREIGN = 300
"""How many questions of another set are asked, at most."""

Row = Mapping[str, Any]
Judge = Callable[[GoldQuestion, Passage], bool]


@dataclass(frozen=True, slots=True)
class TextSet:
    """Texts by the names of their files, and questions; `foreign` are those of other sets.

    `can_leave_out`: the document of a question can be taken out, and nothing else answers it. If
    there is a `folder`, the texts are in it instead.
    """

    name: str
    texts: Mapping[str, str]
    questions: Sequence[GoldQuestion]
    is_relevant: Judge
    can_leave_out: bool = False
    folder: Path | None = None
    foreign: Sequence[GoldQuestion] = ()


def in_document(question: GoldQuestion, passage: Passage) -> bool:
    """Whether a passage is from the document that answers."""
    return passage.document == question.needs[0].document


def in_section(question: GoldQuestion, passage: Passage) -> bool:
    """Whether a passage is from the section that answers."""
    return in_document(question, passage) and passage.section[-1:] == question.section


def has_answer(question: GoldQuestion, passage: Passage) -> bool:
    """Whether a passage contains an answer, as `cmp-search eval` judges it."""
    return bool(needs_met(question, passage))


def own_texts(folder: Path = OWN) -> TextSet:
    """Our own held-out texts, with the questions that they leave open."""
    texts: dict[str, str] = {}
    questions: list[GoldQuestion] = []
    for place in sorted(folder.iterdir()):
        texts |= {file.name: file.read_text("utf-8") for file in place.glob("*.md")}
        for row in lines_of(place / "questions.jsonl"):
            if row.get("doc") in HELD_OUT_TEXTS:
                questions.append(_own_question(row, row["section"]))
    kept = {name: text for name, text in texts.items() if Path(name).stem in HELD_OUT_TEXTS}
    return TextSet("own", kept, questions, has_answer)


def squad2(pairs: Path) -> TextSet:
    """SQuAD 2.0's held-out articles, with the questions that their paragraphs leave open."""
    rows = [row for row in lines_of(pairs) if row["title"] in HELD_OUT_ARTICLES]
    return _of_paragraphs("squad2", rows, rows)


def piaf(pairs: Path) -> TextSet:
    """PIAF's held-out tenth, among other paragraphs of it."""
    rows = list(lines_of(pairs))
    asked = [row for row in rows if in_tenth(row["passage"])]
    return _of_paragraphs("piaf", asked, [*asked, *rows], PARAGRAPHS)


def headings(pairs: Path) -> TextSet:
    """Service-public's questions that are headings, of the held-out tenth, among others."""
    rows = [
        {**row, "q": " ".join(row["q"].split())}
        for row in lines_of(pairs)
        if row["kind"] == "question" and len(row["passage"]) in SECTION_LENGTHS
    ]
    times = Counter(row["q"] for row in rows)
    rows = [row for row in rows if times[row["q"]] == 1 and row["q"].count(" ") >= LEAST_WORDS - 1]
    asked = [row for row in rows if in_tenth(row.get("title") or row["source"])]
    others = [row for row in rows if row not in asked]
    every = 1 + len(others) // SECTIONS
    chosen = [*asked, *others[::every]][:SECTIONS]
    files = {f"faq-{i:02d}": chosen[i::FILES] for i in range(FILES)}
    return TextSet(
        name="headings",
        texts={
            f"{id}.md": "\n".join(f"## {row['q']}\n\n{row['passage']}\n" for row in sections)
            for id, sections in files.items()
            if sections
        },
        questions=[
            _question(row, id, (row["q"],))
            for id, sections in files.items()
            for row in sections
            if row in asked
        ],
        is_relevant=in_section,
    )


def xquad(squad: Path) -> TextSet:
    """XQuAD in one language, which the file's name states: `xquad.de.json`."""
    _, language, _ = squad.name.split(".")
    rows = [
        {"q": qa["question"], "passage": paragraph["context"], "lang": language, "answer": text}
        for article in json.loads(squad.read_text("utf-8"))["data"]
        for paragraph in article["paragraphs"]
        for qa in paragraph["qas"]
        for text in [qa["answers"][0]["text"]]
    ]
    return replace(_of_paragraphs(f"xquad {language}", rows, rows), can_leave_out=False)


def gold(folder: Path, questions: Sequence[Path]) -> TextSet:
    """The texts of a folder, with files of gold questions (step 3)."""
    return TextSet(
        name="gold",
        texts={},
        questions=[q for q in read_questions(questions) if q.kind is not Kind.TWO_DOCUMENTS],
        is_relevant=has_answer,
        folder=folder,
    )


def with_foreign(text_set: TextSet, others: Iterable[TextSet]) -> TextSet:
    """A set that is also asked some answerable questions of others (step 4)."""
    questions = [q for other in others for q in _few(other.questions)]
    return replace(text_set, foreign=questions)


def _few(questions: Sequence[GoldQuestion]) -> list[GoldQuestion]:
    answerable = [q for q in questions if q.kind is Kind.ANSWERABLE]
    chosen = answerable[:: 1 + len(answerable) // FOREIGN]
    return [replace(q, kind=Kind.FAR, needs=(), section=()) for q in chosen]


def _of_paragraphs(
    name: str, asked: Sequence[Row], rows: Iterable[Row], most: int | None = None
) -> TextSet:
    """The paragraphs of some rows, at most so many, each a document; asked about some of them."""
    paragraphs = list(dict.fromkeys(row["passage"] for row in rows))[:most]
    ids = {paragraph: f"p{i:04d}" for i, paragraph in enumerate(paragraphs)}
    return TextSet(
        name=name,
        texts={f"{id}.txt": f"{paragraph}\n" for paragraph, id in ids.items()},
        questions=list(
            {q.key: q for q in (_question(r, ids[r["passage"]]) for r in asked)}.values()
        ),
        is_relevant=in_document,
        can_leave_out=True,
    )


def _question(row: Row, document: str, section: tuple[str, ...] = ()) -> GoldQuestion:
    answer = row["answer"]
    is_open = answer == ""
    return GoldQuestion(
        id="",
        text=row["q"],
        language=row["lang"],
        kind=Kind.NEAR if is_open else Kind.ANSWERABLE,
        needs=() if is_open else (Need(document, (answer,) if answer else ()),),
        section=section,
        group=row["source"] if section else document,
    )


def _own_question(row: Row, group: str) -> GoldQuestion:
    is_open = row["kind"] == "near"
    return GoldQuestion(
        id="",
        text=row["q"],
        language=row["lang"],
        kind=Kind.NEAR if is_open else Kind.ANSWERABLE,
        needs=() if is_open else (Need(row["doc"], (row["answer"],)),),
        group=group,
    )
