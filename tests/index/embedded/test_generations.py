"""Generations that an index folder keeps, as far as it takes files to tell."""

from pathlib import Path

import pytest

from cmp_search.documents.lock import NOT_AT_ALL, WITHOUT_LIMIT, Waiting
from cmp_search.errors import BusyError, GenerationError, MismatchError
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.folder import current, locked, names_in
from cmp_search.index.embedded.pointer import CURRENT, read_pointer
from cmp_search.index.embedded.tags import TAGS
from tests.index.building import build, indexed
from tests.raising import raises_code


@pytest.fixture
def two(corpus: Path, index: Path) -> tuple[str, str]:
    """The names of two generations, the older first; the newer has one text more."""
    first = current(index).name
    (corpus / "oars.txt").write_text("A note about oars.", "utf-8")
    build(corpus, index)
    return first, current(index).name


@pytest.mark.parametrize("file", ["manifest.json", "texts.sqlite", "sentences.faiss"])
def test_nobody_goes_back_to_a_damaged_generation(
    index: Path, two: tuple[str, str], file: str
) -> None:
    path = index / two[0] / file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(MismatchError):
        engine.roll_back(str(index), "")
    assert current(index).name == two[1]
    (found,) = [check for check in engine.inspect(str(index)) if check.path]
    assert found.path == str(index / two[0])


def test_a_pointer_that_was_damaged_is_mended_by_going_back(
    index: Path, two: tuple[str, str]
) -> None:
    (index / CURRENT).write_text("lost\n")
    assert [one.name for one in engine.generations(str(index))] == [two[1], two[0]]
    engine.roll_back(str(index), two[1])
    assert current(index).name == two[1]
    assert read_pointer(index).is_whole


def test_the_number_is_enough_of_a_name(index: Path, two: tuple[str, str]) -> None:
    assert engine.roll_back(str(index), "g000001").name == two[0]


def test_damaged_tags_are_named_and_cost_no_generation(
    corpus: Path, index: Path, two: tuple[str, str]
) -> None:
    (index / TAGS).write_text("[]")
    for use in (
        lambda: engine.generations(str(index)),
        lambda: engine.tag(str(index), "good", ""),
        lambda: engine.roll_back(str(index), ""),
    ):
        with raises_code(MismatchError, "tags_damaged", file=str(index / TAGS)):
            use()
    for words in ("of ash", "of oak", "of elm"):
        (corpus / "oars.txt").write_text(f"The oars are {words}.", "utf-8")
        build(corpus, index)
    assert {*two} < names_in(index)


@pytest.mark.parametrize("tag", ["", "-x", "a/b", "two words", "g000001", "x" * 61, "é\n"])
def test_a_tag_is_a_short_word_and_no_name(index: Path, tag: str) -> None:
    with raises_code(GenerationError, "tag_invalid", tag=tag.replace("\n", "�")):
        engine.tag(str(index), tag, "")


def test_a_generation_of_an_earlier_schema_is_not_kept(
    corpus: Path, index: Path, two: tuple[str, str]
) -> None:
    manifest = index / two[0] / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"schema": ', '"schema": 1'))
    (corpus / "oars.txt").write_text("The oars are of ash.", "utf-8")
    build(corpus, index)
    assert names_in(index) == {two[1], current(index).name}


def test_a_damaged_generation_is_not_kept_by_the_build_that_replaces_it(
    corpus: Path, index: Path, two: tuple[str, str]
) -> None:
    (index / two[1] / "texts.sqlite").write_bytes(
        b"\0" * (index / two[1] / "texts.sqlite").stat().st_size
    )
    build(corpus, index)
    assert names_in(index) == {two[0], current(index).name}


def test_an_emptied_index_can_be_gone_back_to(corpus: Path, index: Path) -> None:
    before = indexed(index)
    engine.clear(str(index))
    assert not any(one.is_current for one in engine.generations(str(index)))
    engine.roll_back(str(index), "")
    assert indexed(index) == before


def test_writers_give_up_when_they_are_told_to(index: Path, two: tuple[str, str]) -> None:
    def use(waiting: Waiting) -> None:
        with engine.snapshot(str(index), waiting):
            pass

    with locked(index, WITHOUT_LIMIT):
        for write in (
            lambda: engine.roll_back(str(index), "", NOT_AT_ALL),
            lambda: engine.tag(str(index), "good", "", NOT_AT_ALL),
            lambda: engine.untag(str(index), "good", NOT_AT_ALL),
            lambda: engine.clear(str(index), NOT_AT_ALL),
            lambda: use(NOT_AT_ALL),
        ):
            with pytest.raises(BusyError) as caught:
                write()
            assert caught.value.code == "index_held"
            assert caught.value.parameters["folder"] == str(index)
    assert current(index).name == two[1]
