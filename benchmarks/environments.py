"""Virtual environments for packages that are not dependencies; kept for the next run."""

import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path


def python_with(place: Path, packages: Sequence[str]) -> Path:
    """The Python of an environment with these packages, which is made if it is missing.

    Raises:
        subprocess.CalledProcessError: a package cannot be installed.
    """
    python, made = place / "bin" / "python", place / "made"
    wanted = "\n".join(packages)
    if not made.exists() or made.read_text("utf-8") != wanted:
        venv.create(place, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *packages], check=True)
        made.write_text(wanted, "utf-8")
    return python


def installed(python: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """The packages of an environment whose names begin with `names`, with their versions."""
    frozen = subprocess.run(
        [str(python), "-m", "pip", "freeze"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return tuple(line for line in frozen if line.startswith(names))
