"""Makes a release: wheel, source, bill of materials and checksums, in dist/.

1. Nothing is made unless all is committed, and version, CHANGELOG.md and CITATION.cff agree.
2. Wheel and source are built from the commit, in an environment without the project's libraries.
3. The bill of materials (CycloneDX) lists the environment that was tested, with what needs what.
4. SHA256SUMS has the hash of each file, as `sha256sum --check` reads them.

Run it by `make release`, in the environment that has `build` and `cyclonedx-bom`.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from cmp_search.version import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
DIST = CHECKOUT / "dist"
SUMS = "SHA256SUMS"
TESTED = CHECKOUT / ".venv" / "bin" / "python"
_HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d\d-\d\d))?$", re.MULTILINE)
_FIELD = r'^{name}: "?([^"\n]+)"?$'


def faults(version: str, changelog: str, citation: str) -> Iterator[str]:
    """What does not agree with the version, one line each (step 1)."""
    heading = _HEADING.search(changelog)
    found, day = heading.groups() if heading else (None, None)
    if (found, bool(day)) != (version, True):
        yield f"CHANGELOG.md begins with {found or 'no version'}, not with “[{version}] - DAY”"
    for name, wanted in (("version", version), ("date-released", day)):
        field = re.search(_FIELD.format(name=name), citation, re.MULTILINE)
        if wanted and (field is None or field[1] != wanted):
            yield f"CITATION.cff has {name} {field[1] if field else 'nowhere'}, not {wanted}"


def uncommitted(folder: Path) -> list[str]:
    """The files of a checkout that are changed or not in it, as git names them."""
    git = ["git", "-C", str(folder), "status", "--porcelain"]
    return subprocess.run(git, capture_output=True, text=True, check=True).stdout.splitlines()


def write_sums(folder: Path) -> None:
    """Step 4."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), "utf-8")


def main() -> None:
    """All steps."""
    texts = [(CHECKOUT / name).read_text("utf-8") for name in ("CHANGELOG.md", "CITATION.cff")]
    found = [f"not committed: {line}" for line in uncommitted(CHECKOUT)]
    if found := [*found, *faults(__version__, *texts)]:
        sys.exit("\n".join(["No release was made.", *found]))
    shutil.rmtree(DIST, ignore_errors=True)
    run = [sys.executable, "-m"]
    subprocess.run([*run, "build", "--outdir", str(DIST), str(CHECKOUT)], check=True)
    bill, project = DIST / f"cmp_search-{__version__}.cdx.json", CHECKOUT / "pyproject.toml"
    options = ["--output-reproducible", "--pyproject", str(project), "--output-file", str(bill)]
    subprocess.run([*run, "cyclonedx_py", "environment", *options, str(TESTED)], check=True)
    write_sums(DIST)
    sys.stdout.write((DIST / SUMS).read_text("utf-8"))


if __name__ == "__main__":
    main()
