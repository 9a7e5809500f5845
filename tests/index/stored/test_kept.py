from collections.abc import Mapping

import pytest

from cmp_search.errors import GenerationError
from cmp_search.index.stored.kept import before, check_tag, is_tag, kept, named
from cmp_search.index.stored.names import age, is_generation, next_name
from tests.raising import raises_code

NAMES = ("g000010-aaaaaaaa", "g000009-bbbbbbbb", "g000009-cccccccc")
"""The newest first, as engines list them."""
MANIFEST = {"created": "2021-06-01", "documents": 2, "passage_count": 5, "fingerprint": "f"}


@pytest.mark.parametrize(
    ("wanted", "tags", "found"),
    [
        ("g000010", {}, NAMES[0]),
        (NAMES[2], {}, NAMES[2]),
        ("march", {"march": NAMES[1]}, NAMES[1]),
    ],
)
def test_a_generation_is_meant_by_name_number_or_tag(
    wanted: str, tags: Mapping[str, str], found: str
) -> None:
    assert named("index", wanted, NAMES, tags) == found


@pytest.mark.parametrize("wanted", ["g000009", "g000011", "march", ""])
def test_what_means_none_or_several_is_an_error_that_names_all(wanted: str) -> None:
    tags = {"march": "g000001-dddddddd"}
    with raises_code(
        GenerationError, "unknown_generation", folder="index", known=[*NAMES, "march"]
    ):
        named("index", wanted, NAMES, tags)


def test_the_one_before_is_the_next_older_or_the_newest_where_none_is_current() -> None:
    assert before("index", NAMES, NAMES[0]) == NAMES[1]
    assert before("index", NAMES, "") == NAMES[0]
    for names, current in ((NAMES, NAMES[2]), ((), "")):
        with raises_code(GenerationError, "no_earlier_generation", folder="index"):
            before("index", names, current)


def test_what_is_said_of_a_kept_one_is_from_its_manifest() -> None:
    found = kept(NAMES[0], MANIFEST, {"b": NAMES[0], "c": NAMES[1], "a": NAMES[0]}, is_current=True)
    assert (found.documents, found.passages, found.is_current) == (2, 5, True)
    assert found.tags == ("a", "b")


@pytest.mark.parametrize("manifest", [None, {}, {**MANIFEST, "documents": "many"}])
def test_one_that_cannot_be_read_is_still_named(manifest: Mapping[str, object] | None) -> None:
    found = kept(NAMES[0], manifest, {"a": NAMES[0]}, is_current=False)
    assert (found.name, found.created, found.documents, found.tags) == (NAMES[0], "", 0, ("a",))


@pytest.mark.parametrize("tag", ["", "-a", "_a", "a b", "a/b", "g000001", NAMES[0], "a" * 61])
def test_a_tag_is_a_short_word(tag: str) -> None:
    assert not is_tag(tag)
    with raises_code(GenerationError, "tag_invalid"):
        check_tag(tag)


def test_names_are_new_and_in_order() -> None:
    name = next_name(NAMES)
    assert is_generation(name) and name.startswith("g000011-")
    assert sorted([name, *NAMES], key=age, reverse=True)[0] == name
    assert next_name(()) != next_name(())
    assert not is_generation("g1") and is_generation("g000001")
