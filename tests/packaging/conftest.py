"""The wheel, built from a copy of the project, and environments that it is installed in."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cmp_search.extras import EXTRAS
from tests.conftest import CHECKOUT

NEEDED = ("cmp_search", "corpus", ".streamlit", "docs/cmp-search.1", "LICENSE", "README.md")
NEEDED_TO_BUILD = ("pyproject.toml", "setup.py", "MANIFEST.in", "constraints.txt", "app.py")
OF_A_USER = ("cmp-2019.html", "fetched.json", "removed/old.html")
"""What somebody has added to the corpus of the checkout that the wheel is built from."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment; its commands know nothing of the checkout."""

    folder: Path
    variables: Mapping[str, str]

    @property
    def python(self) -> str:
        """Its interpreter."""
        return str(self.folder / "bin" / "python")

    def __call__(
        self, *words: str, cwd: Path | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run one of its programs, or its interpreter, in a folder, by default its own."""
        program = str(self.folder / "bin" / words[0])
        return subprocess.run(
            [program, *words[1:]],
            cwd=cwd or self.folder,
            env={**self.variables, **variables},
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without an index from a checkout that somebody uses."""
    copy = tmp_path_factory.mktemp("project")
    for name in (*NEEDED, *NEEDED_TO_BUILD):
        source, target = CHECKOUT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    for name in OF_A_USER:
        (copy / "corpus" / name).parent.mkdir(exist_ok=True)
        (copy / "corpus" / name).write_text("not ours")
    built = copy / "dist"
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--no-build-isolation", "--wheel-dir", built, copy], check=True)
    (found,) = built.glob("*.whl")
    return found


def empty_environment(folder: Path, *options: str) -> Environment:
    """An environment in which nothing is installed."""
    subprocess.run([sys.executable, "-m", "venv", *options, folder], check=True)
    # Nor do its processes have the tests' watch, which is in PYTHONPATH: pip may ask its index.
    ours = ("PYTHON", "CMP_SEARCH_", "VIRTUAL_ENV")
    return Environment(folder, {k: v for k, v in os.environ.items() if not k.startswith(ours)})


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """The wheel in an environment that sees the core's libraries, and no extra.

    They are those of the environment that the tests run in, since they are not the wheel's.
    """
    environment = empty_environment(tmp_path_factory.mktemp("installed"), "--without-pip")
    site = environment("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    hidden = [module for modules in EXTRAS.values() for module in modules]
    lines = [
        sysconfig.get_path("purelib"),
        f"import sys; sys.modules.update(dict.fromkeys({hidden!r}))",
    ]
    (Path(site.stdout.strip()) / "libraries.pth").write_text("\n".join(lines))
    pip = [sys.executable, "-m", "pip", "--python", environment.python, "install", "--quiet"]
    subprocess.run(
        [*pip, "--no-index", "--no-deps", "--no-warn-script-location", wheel], check=True
    )
    yield environment
    shutil.rmtree(environment.folder, ignore_errors=True)
