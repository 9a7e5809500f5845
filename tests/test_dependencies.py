"""What the package imports is declared, not just there because another library needs it."""

import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from cmp_search.extras import DISTRIBUTION, EXTRAS, has_extra, install_extra
from tests.conftest import CHECKOUT
from tests.importing import distributions, normalised, owners_of

PROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
ROOMS = (
    "cmp_search.corpus.fetch",
    "cmp_search.corpus.recognition",
    "cmp_search.index.milvus",
    "cmp_search.programs",
)
"""Entered only by whoever has the extra, so that they may import it at once."""
SCRIPTS = ("cmp_search.__main__", "cmp_search.web.script")
"""What they import is what they run."""
IMPORT_ALL = f"""
import importlib, pkgutil, sys
sys.modules.update(dict.fromkeys({[name for names in EXTRAS.values() for name in names]!r}))
import cmp_search
names = [one.name for one in pkgutil.walk_packages(cmp_search.__path__, "cmp_search.", print)]
others = [name for name in names if not name.startswith({ROOMS!r}) and name not in {SCRIPTS!r}]
for name in others:
    importlib.import_module(name)
print(len(others))
"""


def names_of(lines: list[str]) -> set[str]:
    """The distributions that some requirements name; extras of this package are followed."""
    names: set[str] = set()
    for requirement in map(Requirement, lines):
        if normalised(requirement.name) != DISTRIBUTION:
            names.add(normalised(requirement.name))
        for extra in requirement.extras if normalised(requirement.name) == DISTRIBUTION else ():
            names |= names_of(PROJECT["optional-dependencies"][extra])
    return names


def test_everything_that_is_imported_is_a_declared_dependency() -> None:
    declared = names_of([*PROJECT["dependencies"], f"{DISTRIBUTION}[all]"])
    used = distributions([CHECKOUT / "app.py", *(CHECKOUT / "cmp_search").rglob("*.py")])
    assert {"faiss-cpu", "python-docx", "pystemmer", "sentence-transformers"} <= used
    assert used - declared == set()


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_is_known_by_what_it_installs(extra: str) -> None:
    lines = PROJECT["optional-dependencies"][extra]
    assert {owner for module in EXTRAS[extra] for owner in owners_of(module)} == names_of(lines)


def test_every_extra_is_one_of_all_and_tested_but_where_a_program_is_needed() -> None:
    optional = PROJECT["optional-dependencies"]
    assert set(optional) == {*EXTRAS, "all", "dev"}
    assert names_of(optional["all"]) == names_of([f"{DISTRIBUTION}[{','.join(EXTRAS)}]"])
    assert names_of(optional["all"]) - names_of(optional["dev"]) == names_of(optional["ocr"])


def test_nothing_but_what_needs_an_extra_imports_one() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IMPORT_ALL],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 300


def test_a_missing_extra_is_told_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_extra("mcp")
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert not has_extra("mcp")
    pins, folder = CHECKOUT / "constraints.txt", f"{CHECKOUT}[mcp]"
    command = f"{sys.executable} -m pip install --constraint {pins} --editable '{folder}'"
    assert install_extra("mcp") == command


def test_without_a_checkout_the_installed_package_gets_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.extras.HOME", tmp_path)
    assert install_extra("mcp") == f"{sys.executable} -m pip install 'cmp-search[mcp]'"


def test_every_dependency_is_pinned() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {normalised(line.partition("==")[0]) for line in lines if "==" in line}
    extras = [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    assert names_of([*PROJECT["dependencies"], *extras]) - pinned == set()
