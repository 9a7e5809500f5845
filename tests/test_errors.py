import ast
import json
import pickle
import re
from pathlib import Path
from string import Formatter

import pytest

from cmp_search import errors
from cmp_search.errors import (
    CmpSearchError,
    EvaluationError,
    LimitError,
    NoIndexError,
    QuestionError,
    ReadError,
    system_error,
)
from cmp_search.locales import interfaces, messages_for
from tests.errors_page import CLASSES, PACKAGE, PAGE, calls, codes, page, raised_errors

ENGLISH = messages_for("en").messages


def drawn_tree() -> dict[str, str]:
    """The parent of each class, according to the module's docstring."""
    parents: dict[str, str] = {}
    open_names: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.search(r"\b[A-Z]\w*Error\b", line)
        if not match or not re.fullmatch(r"[\s│├└─]*", line[: match.start()]):
            continue
        while open_names and open_names[-1][0] >= match.start():
            open_names.pop()
        parents[match[0]] = open_names[-1][1] if open_names else "Exception"
        open_names.append((match.start(), match[0]))
    return parents


def test_the_drawn_tree_is_the_tree() -> None:
    assert drawn_tree() == {name: kind.__bases__[0].__name__ for name, kind in CLASSES.items()}


@pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES)
def test_each_is_caught_by_the_base_and_says_what_it_is(kind: type[Exception]) -> None:
    assert issubclass(kind, CmpSearchError)
    assert kind.__doc__ and "\n" not in kind.__doc__


def places(code: str) -> set[str]:
    message = str(ENGLISH[f"error.{code}"])
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_every_code_is_documented_has_its_words_and_fits_them() -> None:
    found = list(raised_errors())
    assert {f"error.{one.code}" for one in found} == {
        key for key in ENGLISH if key.startswith("error.")
    } - {"error.of_file", "error.unknown"}
    for one in found:
        assert one.parameters == places(one.code), one
        assert re.fullmatch("[a-z]+(_[a-z]+)*", one.code)
    assert PAGE.read_text("utf-8") == page(), "make errors renews docs/errors.md"


def test_a_code_belongs_to_one_class() -> None:
    kinds: dict[str, set[str]] = {}
    for one in raised_errors():
        kinds.setdefault(one.code, set()).add(one.kind)
    assert [code for code, classes in kinds.items() if len(classes) > 1] == []


def test_only_errors_that_were_made_before_are_made_without_a_code() -> None:
    """Of another process, and of the last manifest."""
    again = [
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in calls(ast.parse(path.read_text("utf-8")))
        if not list(codes(call))
    ]
    assert again == ["index/processing.py"]


def test_an_error_is_told_in_each_language() -> None:
    error = QuestionError("question_long", found=2345, most=2000)
    assert str(error).startswith("the question has 2,345 characters, and 2,000 is the limit: ")
    assert error.message("en") == str(error)
    assert "2\u202f345" in error.message("fr") and "2,345" in error.message("es")
    missing = NoIndexError("no_index", folder="fog")
    assert len({missing.message(language) for language in interfaces()}) == len(interfaces())


def test_parameters_are_what_json_holds() -> None:
    error = CmpSearchError(
        "system", path=Path("a/b"), n=3, yes=True, seconds=2.5, ids=("a", "b"), none=None
    )
    assert error.parameters == {
        "path": "a/b", "n": 3, "yes": True, "seconds": 2.5, "ids": ["a", "b"], "none": "None"
    }  # fmt: skip
    assert json.loads(json.dumps(error.record)) == error.record
    assert pickle.loads(pickle.dumps(error)).record == error.record


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (OSError(28, "No space left on device", "a"), "No space left on device"),
        (ValueError("\none\ntwo"), "one"),
        (ValueError(), "ValueError"),
        (ValueError("x" * 500), "x" * 300),
        ("a\nb\udce9", "a�b�"),
        ("l’année\u00a02019", "l’année\u00a02019"),
    ],
)
def test_what_others_say_is_kept_as_one_short_line(given: object, kept: str) -> None:
    assert ReadError("file_unopened", reason=given).parameters == {"reason": kept}


def test_an_error_within_another_is_told_in_the_same_language() -> None:
    inner = QuestionError("question_long", found=2345, most=2000)
    outer = EvaluationError("gold_question", file=Path("q.jsonl"), line=7, error=inner)
    assert outer.parameters["error"] == inner.record
    for language in interfaces():
        assert outer.message(language).endswith(f": {inner.message(language)}")


def test_a_file_that_is_known_later_stands_before_the_message() -> None:
    error = LimitError("pdf_pages", found=6000, most=5000)
    named = error.of("a.pdf")
    assert (type(named), named.code) == (LimitError, "pdf_pages")
    assert named.parameters == {"found": 6000, "most": 5000, "file": "a.pdf"}
    assert str(named) == f"a.pdf: {error}"
    assert named.message("fr") == f"a.pdf\u00a0: {error.message('fr')}"


def test_what_the_system_refuses_names_the_file_where_there_is_one() -> None:
    named = system_error(OSError(28, "No space left on device", "a.pdf"))
    assert named.record == {
        "code": "system_file",
        "parameters": {"reason": "No space left on device", "file": "a.pdf"},
    }
    assert system_error(OSError(28, "No space left on device")).code == "system"


def test_a_file_is_named_once() -> None:
    error = ReadError("no_text", file="a.txt").of("b.txt")
    assert error.parameters == {"file": "b.txt"}
