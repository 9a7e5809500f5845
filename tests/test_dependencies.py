"""What the package imports is declared, not just there because another library needs it."""

import tomllib

from packaging.requirements import Requirement

from tests.conftest import CHECKOUT
from tests.importing import distributions, normalised


def test_everything_that_is_imported_is_a_declared_dependency() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [
        *project["dependencies"],
        *(one for name in ("api", "build", "mcp", "milvus", "ocr") for one in extras[name]),
    ]
    declared = {normalised(Requirement(line).name) for line in needed}
    modules = [CHECKOUT / "app.py", *(CHECKOUT / "cmp_search").rglob("*.py")]
    used = distributions(modules)
    assert {"faiss-cpu", "python-docx", "pystemmer"} <= used
    assert used - declared == set()


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = {normalised(line.partition("==")[0]) for line in lines if "==" in line}
    extras = [line for extra in project["optional-dependencies"].values() for line in extra]
    for line in [*project["dependencies"], *extras]:
        assert normalised(Requirement(line).name) in pinned, line
