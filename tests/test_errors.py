import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from cmp_search import errors
from cmp_search.errors import CmpSearchError, NoIndexError, QuestionError, ReadError
from cmp_search.words import words_in
from tests.conftest import CHECKOUT

PACKAGE = CHECKOUT / "cmp_search"
MET = ("catalogue.py", "source.py", "status.py", "settings.py", "search/*.py", "encoders/**/*.py")
MET_OF_INDEX = ("folder", "generation", "manifest", "lookups", "texts", "shelf", "vectors", "codes")
"""Modules that a page of the app runs, and what of the index it reads."""
CLASSES = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind)}


def drawn_tree() -> dict[str, str]:
    """The parent of each class, as the module's docstring draws it."""
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


def raised(path: Path) -> Iterator[ast.Call]:
    """Where a module makes an error of the tree."""
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id in CLASSES:
            yield call


def kinds(path: Path) -> Iterator[tuple[str, set[str]]]:
    """The kinds that a module's errors can have, with the names of their places."""
    for call in raised(path):
        given = {keyword.arg or "": keyword.value for keyword in call.keywords}
        named = given.pop("kind", None)
        for part in ast.walk(named) if named else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value, set(given)


def test_what_a_reader_can_meet_has_a_kind() -> None:
    met = [path for pattern in MET for path in PACKAGE.glob(pattern)]
    met += [PACKAGE / "index" / f"{name}.py" for name in MET_OF_INDEX]
    assert met
    plain = [f"{path}:{call.lineno}" for path in met for call in raised(path) if call.args]
    assert plain == []


def test_every_kind_has_its_words_and_places() -> None:
    found = [kind for path in PACKAGE.rglob("*.py") for kind in kinds(path)]
    told = {name for name in words_in("en").messages if name.startswith("error.")}
    assert told == {f"error.{kind}" for kind, _ in found} | {"error.other"}
    for kind, places in found:
        message = str(words_in("en").messages[f"error.{kind}"])
        assert {name for _, name, _, _ in Formatter().parse(message) if name} == places, kind


def test_an_error_is_told_in_each_language() -> None:
    error = QuestionError(kind="question_long", found=2345, most=2000)
    assert str(error).startswith("the question has 2,345 characters, more than 2,000: ")
    assert error.told("en") == str(error)
    assert "2\u202f345" in error.told("fr") and "2,345" in error.told("es")
    missing = NoIndexError(kind="no_index", folder="fog")
    assert len({missing.told(language) for language in ("en", "fr", "es")}) == 3
    assert ReadError("it is broken").told("fr") == "it is broken"
