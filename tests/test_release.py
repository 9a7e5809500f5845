"""When `make release` refuses, and what it writes beside the packages."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from cmp_search.version import __version__
from docs.maintainers.release import SUMS, cut, faults, needed, uncommitted, write_sums
from tests.conftest import CHECKOUT

CHANGELOG = "# Changelog\n\n## [1.2.0] - 2031-05-06\n\nOars.\n\n## [1.1.0] - 2030-01-01\n"
CITATION = 'cff-version: 1.2.0\ntitle: x\nversion: 1.2.0\ndate-released: "2031-05-06"\n'


def test_no_page_names_the_wheel_of_one_version() -> None:
    pages = [CHECKOUT / "README.md", *(CHECKOUT / "docs").rglob("*.md"), *CHECKOUT.glob("deploy/*")]
    texts = {page.name: page.read_text("utf-8") for page in pages if page.is_file()}
    assert [name for name, text in texts.items() if re.search(r"cmp_search-\d", text)] == []


def test_what_agrees_is_released() -> None:
    assert list(faults("1.2.0", CHANGELOG, CITATION)) == []


@pytest.mark.parametrize(
    ("version", "changelog", "citation", "named"),
    [
        ("1.3.0", CHANGELOG, CITATION, ["CHANGELOG.md", "CITATION.cff"]),
        ("1.2.0", CHANGELOG.replace("## [1.2", "## [Unreleased]\n\n## [1.2"), CITATION, ["CHANGE"]),
        ("1.2.0", CHANGELOG.replace(" - 2031-05-06", ""), CITATION, ["DAY"]),
        ("1.2.0", "# Changelog\n", CITATION, ["no version"]),
        ("1.2.0", CHANGELOG, CITATION.replace("version: 1.2.0\nd", "version: 1.1.0\nd"), ["1.1.0"]),
        ("1.2.0", CHANGELOG, CITATION.replace("2031", "2030"), ["date-released 2030-05-06"]),
        ("1.2.0", CHANGELOG, "title: x\n", ["version nowhere", "date-released nowhere"]),
    ],
)
def test_what_does_not_agree_is_named(
    version: str, changelog: str, citation: str, named: list[str]
) -> None:
    found = list(faults(version, changelog, citation))
    assert len(found) == len(named)
    assert all(name in line for name, line in zip(named, found, strict=True))


def test_the_last_release_of_this_checkout_agrees() -> None:
    """Only entries that are not released yet may stand above it."""
    changelog = (CHECKOUT / "CHANGELOG.md").read_text("utf-8")
    released = changelog.partition("## [Unreleased]")[2] or changelog
    citation = (CHECKOUT / "CITATION.cff").read_text("utf-8")
    assert list(faults(__version__, released, citation)) == []


def test_a_tree_with_changes_is_not_released(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    (tmp_path / "oars").write_text("nine", "utf-8")
    assert uncommitted(tmp_path) == ["?? oars"]
    subprocess.run([*git, "add", "oars"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "Oars"], check=True)
    assert uncommitted(tmp_path) == []
    (tmp_path / "oars").write_text("eight", "utf-8")
    assert uncommitted(tmp_path) == [" M oars"]


def test_sums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"wheel")
    (tmp_path / "b.json").write_bytes(b"{}")
    for _ in range(2):  # The second time, the sums themselves are there.
        write_sums(tmp_path)
    expected = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        for name, data in (("a.whl", b"wheel"), ("b.json", b"{}"))
    ]
    assert (tmp_path / SUMS).read_text("utf-8") == "".join(expected)


def test_what_a_library_needs_is_found_without_its_tools() -> None:
    assert needed("rich") == {"rich", "markdown-it-py", "mdurl", "pygments"}
    assert "cryptography" in needed("pypdf[crypto]") - needed("pypdf")
    assert needed("no-such-library") == set()


def test_a_bill_is_cut_to_what_is_needed() -> None:
    edges = {"root": ["oars==1", "pytest==9"], "oars==1": ["ash==2", "pytest==9"], "pytest==9": []}
    names = ["x==1", "oars==1", "ash==2", "pytest==9"]
    bill = {
        "metadata": {"component": {"name": "x", "bom-ref": "root"}},
        "components": [{"name": ref.partition("==")[0], "bom-ref": ref} for ref in names],
        "dependencies": [{"ref": ref, "dependsOn": on} for ref, on in edges.items()],
    }
    ours = cut(bill, {"oars", "ash"}, "1")
    assert [one["bom-ref"] for one in ours["components"]] == ["oars==1", "ash==2"]
    assert ours["dependencies"] == [
        {"ref": "root", "dependsOn": ["oars==1"]},
        {"ref": "oars==1", "dependsOn": ["ash==2"]},
    ]
    assert ours["metadata"]["component"]["version"] == "1"
