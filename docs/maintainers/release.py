"""Makes a release: wheel, source, bill of materials and checksums, in dist/.

1. Nothing is made unless all is committed, and version, CHANGELOG.md and CITATION.cff agree.
2. Wheel and source are built from the commit, in an environment without the project's libraries.
3. The bill of materials (CycloneDX) lists the libraries that the package and its extras need, and
   what these need, in the versions that were tested; tools of development are not in it.
4. SHA256SUMS has the hash of each file, as `sha256sum --check` reads them.

Run it by `make release`, in the environment that was tested. What builds, `build` and
`cyclonedx-bom`, is in another one, `.release/`.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cmp_search.version import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
DIST = CHECKOUT / "dist"
SUMS = "SHA256SUMS"
PROJECT = "cmp-search"
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


def shipped_extras(project: str) -> str:
    """A project with all its extras but that of development, as a requirement."""
    extras = metadata.metadata(project).get_all("Provides-Extra") or []
    return f"{project}[{','.join(sorted({*extras} - {'dev'}))}]"


def needed(requirement: str) -> set[str]:
    """The normalised names of the installed libraries that a requirement leads to, its own too."""
    seen, open_ends = set[tuple[str, str]](), [Requirement(requirement)]
    while open_ends:
        one = open_ends.pop()
        for extra in ("", *one.extras):
            key = (canonicalize_name(one.name), extra)
            if key not in seen and is_installed(one.name):
                seen.add(key)
                more = map(Requirement, metadata.requires(one.name) or [])
                open_ends += [
                    r for r in more if not r.marker or r.marker.evaluate({"extra": extra})
                ]
    return {name for name, _ in seen}


def is_installed(name: str) -> bool:
    """Whether a library is in this environment; some are for other systems."""
    return next(iter(metadata.distributions(name=name)), None) is not None


def cut(bill: dict[str, Any], names: Collection[str], version: str) -> dict[str, Any]:
    """Of a bill of a whole environment, the part about some libraries (step 3)."""
    own = bill["metadata"]["component"]
    parts = [one for one in bill["components"] if canonicalize_name(one["name"]) in names]
    refs = {own["bom-ref"], *(one["bom-ref"] for one in parts)}
    return bill | {
        "metadata": bill["metadata"] | {"component": own | {"version": version}},
        "components": parts,
        "dependencies": [
            {
                "ref": one["ref"],
                "dependsOn": [ref for ref in one.get("dependsOn", []) if ref in refs],
            }
            for one in bill["dependencies"]
            if one["ref"] in refs
        ],
    }


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
    run = [str(CHECKOUT / ".release" / "bin" / "python"), "-m"]
    subprocess.run([*run, "build", "--outdir", str(DIST), str(CHECKOUT)], check=True)
    bill, project = DIST / f"cmp_search-{__version__}.cdx.json", CHECKOUT / "pyproject.toml"
    options = ["--output-reproducible", "--pyproject", str(project), "--output-file", str(bill)]
    subprocess.run([*run, "cyclonedx_py", "environment", *options, sys.executable], check=True)
    whole = json.loads(bill.read_text("utf-8"))
    ours = cut(whole, needed(shipped_extras(PROJECT)) - {PROJECT}, __version__)
    bill.write_text(json.dumps(ours, indent=2, ensure_ascii=False) + "\n", "utf-8")
    write_sums(DIST)
    sys.stdout.write((DIST / SUMS).read_text("utf-8"))


if __name__ == "__main__":
    main()
