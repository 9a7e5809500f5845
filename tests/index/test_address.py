from collections.abc import Callable
from pathlib import Path

import pytest

import cmp_search
from cmp_search.errors import UnknownEngineError
from cmp_search.index.address import scheme_of
from cmp_search.index.embedded import engine
from cmp_search.index.engines import engine_of
from cmp_search.library import Library
from tests.raising import raises_code


@pytest.mark.parametrize(
    "folder",
    ["index", "/var/index", r"C:\texts\index", "c:index", "./a:b", "../über:ex", "a b:c"],
)
def test_what_has_no_scheme_is_a_folder_of_the_embedded_engine(folder: str) -> None:
    assert scheme_of(folder) == ""
    assert engine_of(folder) is engine


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("postgres://harbour/texts", "postgres"),
        ("Postgres:texts", "postgres"),
        ("svn+ssh://a", "svn+ssh"),
    ],
)
def test_the_scheme_is_what_stands_before_the_colon(address: str, scheme: str) -> None:
    assert scheme_of(address) == scheme
    with raises_code(UnknownEngineError, "unknown_engine"):
        engine_of(address)


@pytest.mark.parametrize("use", [Library.build, Library.generation, Library.index, Library.status])
def test_an_unknown_scheme_is_a_clear_error(use: Callable[[Library], object], corpus: Path) -> None:
    with cmp_search.open(corpus, "fog:index", "fake") as library:
        with raises_code(UnknownEngineError, "unknown_engine", address="fog:index", scheme="fog"):
            use(library)


def test_a_path_may_be_given(corpus: Path, tmp_path: Path) -> None:
    with cmp_search.open(corpus, tmp_path / "index", "fake") as library:
        assert library.index_address == str(tmp_path / "index")
        library.build()
        assert library.index().address == library.index_address
