"""CONTRIBUTING.md and the decisions name files, targets and documents that are there."""

import re

import pytest

from tests.conftest import CHECKOUT

PAGE = CHECKOUT / "CONTRIBUTING.md"
TEXT = PAGE.read_text("utf-8")
TESTS = CHECKOUT / "tests"
MAKEFILE = (CHECKOUT / "Makefile").read_text("utf-8")
FILE = re.compile(r"(?:[\w.-]+/)+[\w.-]*|\w+\.(?:py|md|toml|cff|txt)|Makefile")


def recipes() -> dict[str, str]:
    """The recipes by their headings."""
    parts = re.split(r"^##+ (.*)$", TEXT[TEXT.index("## Recipes") :], flags=re.MULTILINE)
    return dict(zip(parts[3::2], parts[4::2], strict=True))


def named() -> list[str]:
    """The files and folders that the page names, but for those that are to be written."""
    spoken = re.findall(r"`([^`\n]+)`", TEXT)
    paths = [words for words in spoken if FILE.fullmatch(words)]
    return sorted({path for path in paths if not re.search("NAME|CODE", path)})


NAMED = named()
WRITTEN = {"dist/"}
"""What a target of the Makefile writes."""


def exists(path: str) -> bool:
    """Whether there is such a file in the checkout, or in a room that the text has just named."""
    return (CHECKOUT / path).exists() or any((CHECKOUT / "cmp_search").rglob(path.strip("/")))


def test_files_that_are_named_are_there() -> None:
    assert len(NAMED) > 50
    assert [path for path in NAMED if not exists(path) and path not in WRITTEN] == []


@pytest.mark.parametrize("name", [name for name in recipes() if name != "Releasing"])
def test_a_recipe_names_what_it_takes(name: str) -> None:
    text = recipes()[name]
    assert re.search(r"`[\w/]*(?:NAME|CODE)[\w/.]*`", text), "what is written"
    assert sum(f"`{path}`" in text for path in NAMED) >= 3, "what is changed"


def test_targets_that_are_named_are_there() -> None:
    targets = set(re.findall(r"`make (\w+)", TEXT))
    assert targets and targets <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


def test_what_make_check_leaves_out_is_there() -> None:
    left = re.search(r"^LONG := (.*?)\n\n", MAKEFILE, re.MULTILINE | re.DOTALL)
    assert left
    names = left[1].replace("\\", "").split()
    assert len(names) > 20 and [name for name in names if not (TESTS / name).exists()] == []


DECISIONS = CHECKOUT / "docs" / "decisions"


def test_every_decision_is_listed_and_says_what_it_costs() -> None:
    pages = sorted(path for path in DECISIONS.iterdir() if path.name != "README.md")
    listed = re.findall(r"\]\((\d\d-[\w-]+\.md)\)", (DECISIONS / "README.md").read_text("utf-8"))
    assert len(pages) >= 10 and [page.name for page in pages] == listed
    for page in pages:
        parts = re.findall(r"^\*\*(.*?)\*\*", page.read_text("utf-8"), re.MULTILINE)
        assert parts == ["Context.", "Decision.", "What it costs.", "What was measured."], page.name
