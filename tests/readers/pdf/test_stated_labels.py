"""Page labels that a file states, of every style, and those that are broken."""

import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from cmp_search.readers.pdf.stated_labels import stated_labels


def entry(style: str = "", prefix: str = "", first: int = 0) -> DictionaryObject:
    stated = DictionaryObject()
    if style:
        stated[NameObject("/S")] = NameObject(f"/{style}")
    if prefix:
        stated[NameObject("/P")] = TextStringObject(prefix)
    if first:
        stated[NameObject("/St")] = NumberObject(first)
    return stated


def node(name: str, *values: PdfObject, limits: tuple[int, ...] = ()) -> DictionaryObject:
    made = DictionaryObject({NameObject(name): ArrayObject(values)})
    if limits:
        made[NameObject("/Limits")] = ArrayObject(map(NumberObject, limits))
    return made


def stated(tree: PdfObject, count: int) -> list[str | None]:
    return stated_labels(DictionaryObject({NameObject("/PageLabels"): tree}), count)


def test_labels_of_every_style() -> None:
    styles = [entry("r", first=9), entry("A"), entry("D", "B-", 7), entry(prefix="Map"), entry("a")]
    pairs = [part for i, one in enumerate(styles) for part in (NumberObject(2 * i), one)]
    found = stated(node("/Nums", *pairs), 35)
    assert found[:9] == ["ix", "x", "A", "B", "B-7", "B-8", "Map", "Map", "a"]
    assert found[33:] == ["z", "aa"]


def test_labels_hold_beyond_the_limits_that_a_tree_states() -> None:
    first = node("/Nums", NumberObject(0), entry("R"), limits=(0, 0))
    second = node("/Nums", NumberObject(2), entry("D", first=31), limits=(2, 2))
    inner = node("/Kids", second, limits=(2, 2))
    assert stated(node("/Kids", first, inner), 5) == ["I", "II", "31", "32", "33"]


@pytest.mark.parametrize(
    "tree",
    [
        NumberObject(7),
        DictionaryObject({NameObject("/Nums"): NumberObject(7)}),
        node("/Nums", NumberObject(0)),
        node("/Nums", NumberObject(0), NumberObject(1)),
        node("/Nums", NumberObject(9), entry("D")),
        node("/Kids", NumberObject(0)),
    ],
)
def test_broken_labels_are_none(tree: PdfObject) -> None:
    assert stated(tree, 2) == [None, None]


def test_numbers_too_high_for_letters_are_none() -> None:
    styles = ["r", "R", "a", "D"]
    entries = [(NumberObject(i), entry(style, "p.", 2**31)) for i, style in enumerate(styles)]
    found = stated(node("/Nums", *(part for pair in entries for part in pair)), 4)
    assert found == ["p.", "p.", "p.", "p.2147483648"]


def test_a_file_without_labels_states_none() -> None:
    assert stated_labels(DictionaryObject(), 2) == []
