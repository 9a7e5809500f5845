"""Gold questions: what is asked in an evaluation, and what must be found.

1. A file has one JSON object per line; blank lines are skipped.
2. The fields of a line decide its form: `needs` makes it a question over two documents, `doc` or
   `answers` one that a text answers, and neither one that no text answers.
3. A line must fit its form exactly, so that a misspelt field is not ignored; the first that does
   not is reported with file and line number.
4. A question that occurs twice would count twice, so that is an error, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import from_json

from cmp_search.errors import EvaluationError, QuestionError
from cmp_search.language.detection import TextLanguage
from cmp_search.search.question import parse_question

Place = tuple[Path, int]
"""A file, and a line of it from 1."""


class Kind(StrEnum):
    """What the texts hold for a question: an answer, one in two parts, or none.

    Unanswerable questions are near (on the subject of the texts) or far (off it).
    """

    ANSWERABLE = "answerable"
    TWO_DOCUMENTS = "two_documents"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Need:
    """A document, and the answers; a passage of it is relevant if it contains one of them."""

    document: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and what must be found: one need, two, or (unanswerable) none.

    `section` and `page` are empty if the file does not state them. Questions of one `group` are
    about the same paragraph, so they are not independent trials.
    """

    id: str
    text: str
    language: str
    kind: Kind
    needs: tuple[Need, ...] = ()
    section: tuple[str, ...] = ()
    page: str = ""
    styles: tuple[str, ...] = ()
    group: str = ""

    @property
    def key(self) -> tuple[str, Kind, tuple[Need, ...]]:
        """Identifies the question: two runs with the same key asked and expected the same."""
        return self.text, self.kind, self.needs


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Answers = Annotated[list[_Words], Field(min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: str = ""
    question: _Words


class _Answerable(_Line):
    lang: TextLanguage
    doc: _Words
    answers: _Answers
    section: str = ""
    page: str | int = ""
    style: list[_Words] = []
    group: str = ""
    kind: str = ""

    def gold(self, id: str) -> GoldQuestion:
        path = tuple(self.section.split(" > ")) if self.section else ()
        needs = (Need(self.doc, tuple(self.answers)),)
        styles, group = tuple(dict.fromkeys(self.style)), self.group or id
        return GoldQuestion(
            id,
            self.question,
            self.lang,
            Kind.ANSWERABLE,
            needs,
            path,
            str(self.page),
            styles,
            group,
        )


class _NeedLine(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    doc: _Words
    answers: _Answers


class _TwoDocuments(_Line):
    needs: Annotated[list[_NeedLine], Field(min_length=2, max_length=2)]
    lang: TextLanguage | Literal[""] = ""
    group: str = ""
    kind: str = ""

    def gold(self, id: str) -> GoldQuestion:
        needs = tuple(Need(need.doc, tuple(need.answers)) for need in self.needs)
        return GoldQuestion(
            id, self.question, self.lang, Kind.TWO_DOCUMENTS, needs, group=self.group or id
        )


class _Unanswerable(_Line):
    lang: TextLanguage
    kind: Literal["near", "far"]
    group: str = ""

    def gold(self, id: str) -> GoldQuestion:
        return GoldQuestion(id, self.question, self.lang, Kind(self.kind), group=self.group or id)


def read_questions(paths: Sequence[str | PathLike[str]]) -> tuple[GoldQuestion, ...]:
    """The questions of some files, in their order.

    Raises:
        EvaluationError: a file cannot be read or has no question, or a line is invalid.
    """
    seen: dict[object, Place] = {}
    questions: list[GoldQuestion] = []
    for path in map(Path, paths):
        count = len(questions)
        for number, line in _lines(path):
            gold = _read_line(line, f"{path.stem}-{number}", (path, number))
            for name, value in (("id", ("id", gold.id)), ("question", gold.key)):
                if value in seen:
                    other_file, other_line = seen[value]
                    raise EvaluationError(
                        "gold_id_twice" if name == "id" else "gold_question_twice",
                        file=path,
                        line=number,
                        other=other_file,
                        other_line=other_line,
                    )
                seen[value] = path, number
            questions.append(gold)
        if len(questions) == count:
            raise EvaluationError("questions_none", file=path)
    return tuple(questions)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers from 1 (step 1)."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise EvaluationError("questions_unreadable", file=path, reason=error) from error
    except UnicodeDecodeError as error:
        raise EvaluationError("questions_encoding", file=path) from error
    # Not splitlines, which also breaks at characters that a JSON string may contain.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _read_line(line: str, id: str, place: Place) -> GoldQuestion:
    """The question of one line (steps 2 and 3)."""
    file, number = place
    try:
        raw = from_json(line)
        if not isinstance(raw, dict):
            raise EvaluationError("gold_no_object", file=file, line=number)
        gold = _form(raw).model_validate(raw).gold(raw.get("id") or id)
        parse_question(gold.text)
    except ValidationError as error:
        first = error.errors()[0]
        field = " › ".join(str(step) for step in first["loc"])
        raise EvaluationError(
            "gold_field", file=file, line=number, field=field, reason=first["msg"]
        ) from error
    except ValueError as error:
        raise EvaluationError("gold_json", file=file, line=number, reason=error) from error
    except QuestionError as error:
        raise EvaluationError("gold_question", file=file, line=number, error=error) from error
    if len({need.document for need in gold.needs}) < len(gold.needs):
        raise EvaluationError(
            "gold_same_document", file=file, line=number, id=gold.needs[0].document
        )
    return gold


def _form(raw: dict[str, Any]) -> type[_Answerable | _TwoDocuments | _Unanswerable]:
    """The form that a line has (step 2)."""
    if "needs" in raw:
        return _TwoDocuments
    return _Answerable if "doc" in raw or "answers" in raw else _Unanswerable
