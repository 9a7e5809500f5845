import ast
import builtins
import inspect
import json
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

import cmp_search
from cmp_search import version
from tests.conftest import CHECKOUT

HEAVY = ("torch", "faiss", "streamlit", "sentence_transformers", "transformers", "numpy", "sqlite3")
FOR_PROGRAMS = ("fastapi", "mcp", "prometheus_client")
"""What is needed only where other programs ask."""


SHOWN_WHOLE = (
    "Answer",
    "Citation",
    "Confidence",
    "Fact",
    "FactStatement",
    "Hit",
    "Passage",
    "SearchRecord",
)
"""Classes whose fields a user reads; the others' modules are a further look."""


def test_the_list_of_names_is_sorted() -> None:
    assert cmp_search.__all__ == sorted(set(cmp_search.__all__))


def parts_of(name: str) -> list[Any]:
    """A function, or a class with those that it inherits from, if they are the package's."""
    found = getattr(cmp_search, name)
    classes = inspect.getmro(found) if inspect.isclass(found) else [found]
    return [one for one in classes if one.__module__.startswith("cmp_search")]


def annotations_of(found: Any) -> set[str]:
    """The names in the annotations of a class's own public methods and fields, or of a function."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(found))).body
    nodes: list[ast.AST] = (
        [tree] if isinstance(tree, ast.FunctionDef) else list(ast.iter_child_nodes(tree))
    )
    shown: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = [*node.args.args, *node.args.kwonlyargs]
            parts = [node.returns, *(argument.annotation for argument in arguments)]
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        else:
            continue
        for part in filter(None, parts):
            shown |= {inner.id for inner in ast.walk(part) if isinstance(inner, ast.Name)}
    return shown


@pytest.mark.parametrize("name", ["Library", "open", *SHOWN_WHOLE])
def test_every_type_that_a_signature_shows_can_be_had(name: str) -> None:
    ours = {
        shown
        for part in parts_of(name)
        for shown in annotations_of(part)
        if getattr(
            getattr(sys.modules[part.__module__], shown, None), "__module__", "cmp_search"
        ).startswith("cmp_search")
    }
    known = {"Sequence", "Iterator", "Callable", "PathLike", "Path", "Self", "Any", *dir(builtins)}
    assert ours - known <= set(cmp_search.__all__)


@pytest.mark.parametrize("name", cmp_search.__all__)
def test_each_name_can_be_had_and_is_documented(name: str) -> None:
    found = getattr(cmp_search, name)
    assert found.__name__ == name
    assert found.__doc__


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Sercher'"):
        assert cmp_search.Sercher


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {
        "attr": f"{version.__name__}.__version__"
    }


unmeasured = pytest.mark.skipif(
    "coverage" in sys.modules, reason="what measures coverage loads libraries of its own"
)


@unmeasured
@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import cmp_search", (*HEAVY, *FOR_PROGRAMS)),
        ("from cmp_search import CmpSearchError, Document", HEAVY[:4]),
        ("import cmp_search; assert cmp_search.open().encoder", HEAVY[:5]),
        ("import cmp_search.settings; cmp_search.settings.Settings()", HEAVY[:5]),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(statement: str, heavy: tuple[str, ...]) -> None:
    script = f"import json, sys; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)).isdisjoint(heavy)


def loaded_by(script: str) -> set[str]:
    """The modules that a script loads in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{script}\nprint(json.dumps([*sys.modules]))"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout))


@unmeasured
def test_looking_for_an_index_loads_nothing_heavy(index: Path) -> None:
    from_engine = (
        "from cmp_search.index.engines import engine_of\n"
        f"engine_of({str(index)!r}).current({str(index)!r})"
    )
    from_library = f"import cmp_search\ncmp_search.open(index={str(index)!r}).generation()"
    assert loaded_by(from_engine).isdisjoint({*HEAVY, "pydantic", "filelock"})
    # NumPy comes with the encoder, which cannot be loaded without it.
    assert loaded_by(from_library).isdisjoint({*HEAVY, "pydantic", "filelock"} - {"numpy"})


@unmeasured
def test_the_model_is_loaded_before_the_search_is_imported(index: Path) -> None:
    """What `ask` has imported when it starts to load the model."""
    script = f"""
from pathlib import Path
from cmp_search.library import Library

class Warmed(Exception):
    pass

def warm(library):
    raise Warmed

Library.warm = warm
from cmp_search.cli.commands import app
try:
    app(["ask", "Who polished lenses?", "--index", {str(index)!r}, "--model", "fake"])
except Warmed:
    pass
else:
    raise AssertionError
"""
    loaded = loaded_by(script)
    assert loaded.isdisjoint({*HEAVY, "filelock"} - {"numpy"})
    assert not {"cmp_search.search.searcher", "cmp_search.index.base"} & loaded


def test_asking_loads_no_events_but_its_own(corpus: Path, index: Path) -> None:
    script = f"""
import contextlib, io
from cmp_search.cli import main
sys.argv = "cmp-search ask lenses --corpus {corpus} --index {index} --model fake".split()
with contextlib.redirect_stdout(io.StringIO()) as shown, contextlib.suppress(SystemExit):
    main()
assert "lenses" in shown.getvalue()
"""
    events = "cmp_search.logs.events"
    assert {one for one in loaded_by(script) if one.startswith(events)} == {
        events,
        f"{events}.asking",
    }
