import json
import subprocess
import sys
import tomllib

import pytest

import cmp_search
from tests.conftest import CHECKOUT

HEAVY = ("torch", "faiss", "streamlit", "sentence_transformers", "transformers", "numpy", "sqlite3")


def test_the_list_of_names_is_sorted_and_short() -> None:
    assert cmp_search.__all__ == sorted(set(cmp_search.__all__))
    assert len(cmp_search.__all__) <= 15


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
    assert cmp_search.__version__ == project["project"]["version"]


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import cmp_search", HEAVY),
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
