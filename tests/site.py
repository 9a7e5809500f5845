"""Builds the site of the documentation into build/site/: `python -m tests.site`, or `make docs`.

1. What it is made of is copied into a folder of its own: Zensical looks through all that is beside
   its configuration, and a checkout has environments, indexes and caches there.
2. Zensical builds it there, strictly; then the site is moved to its place.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

CHECKOUT = Path(__file__).resolve().parent.parent
SITE = Path("build", "site")
"""Where Zensical is told to put it, and where it is in a checkout."""


def stage(folder: Path) -> None:
    """Copy what the site is made of into a folder (step 1)."""
    for part in (*CHECKOUT.glob("*.md"), CHECKOUT / "LICENSE", CHECKOUT / "zensical.toml"):
        shutil.copy(part, folder)
    for name in ("docs", "deploy", "cmp_search"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CHECKOUT / name, folder / name, ignore=ignored)


def build(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Build the site of a folder, with what Zensical says of it."""
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def main() -> None:
    """Steps 1 and 2, in this checkout."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        stage(folder)
        done = build(folder)
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        shutil.rmtree(CHECKOUT / SITE, ignore_errors=True)
        shutil.copytree(folder / SITE, CHECKOUT / SITE)
    sys.stdout.write(f"The site begins at {SITE / 'index.html'}.\n")


if __name__ == "__main__":
    main()
