"""What resembles a quotation, and where it is cut off within a number."""

from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.verification.cited import Footnotes
from cmp_search.verification.comparing import compare
from cmp_search.verification.deadline import Deadline
from cmp_search.verification.draft import Place
from cmp_search.verification.likeness import find_likenesses
from cmp_search.verification.quotation import DraftQuotation

TEXT = """\
# Oars

The fund has $5 million for oars. The rest of the year, nobody rows to the island of the herons.

{filler}

The fund has $7 million for the masts of all the boats that were lost in the storm of last winter.
"""


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """A text with two sentences that are alike, far apart."""
    (tmp_path / "corpus").mkdir()
    filler = "\n\n".join(f"Boat {n} is rowed by the crew of the day." for n in range(80))
    (tmp_path / "corpus/oars.md").write_text(TEXT.format(filler=filler), "utf-8")
    address = str(tmp_path / "index")
    build_index(tmp_path / "corpus", address, FakeEncoder(), "fake")
    return open_index(address, searchable=False)


def test_the_place_with_the_most_of_its_words_is_found(index: Index) -> None:
    found = find_likenesses(
        index,
        {
            3: "The fund has $7 million for the masts of most boats lost in the storm",
            5: "whales",
            8: "The fund has $9 million for oars",
        },
        {},
        Deadline(1),
    )
    assert found.keys() == {3, 8}
    assert all(one.is_enough for one in found.values())
    text = index.document("oars").text
    shown = {n: text[one.citation.start : one.citation.end] for n, one in found.items()}
    assert shown[3].startswith("The fund has $7 million for the masts of all the boats")
    assert shown[3].endswith("lost in the storm")
    assert shown[8] == "The fund has $5 million for oars"


def test_of_texts_that_are_alike_the_one_cited_is_shown(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for name in ("one", "three", "two"):
        (tmp_path / f"corpus/{name}.md").write_text(TEXT.format(filler=""), "utf-8")
    address = str(tmp_path / "index")
    build_index(tmp_path / "corpus", address, FakeEncoder(), "fake")
    index = open_index(address, searchable=False)
    for name in ("one", "three", "two"):
        quoted = {0: "The fund has $9 for oars"}
        (found,) = find_likenesses(index, quoted, {0: {name}}, Deadline(1)).values()
        assert found.citation.document == name


def test_a_number_that_is_cut_is_not_exact(index: Index) -> None:
    quotation = DraftQuotation("The fund has $5", 0, Place.BODY)
    (checked,) = compare(index, [quotation], Footnotes(index.entries(), {}))
    assert (checked.standing, checked.reason) == ("differs", "cut")


def test_the_middle_of_a_quotation_may_be_of_another_place(index: Index) -> None:
    words = (
        "The rest of the year, nobody rows for the masts of all the boats that were lost to the "
        "island of the herons."
    )
    (one,) = find_likenesses(index, {0: words}, {}, Deadline(1)).values()
    assert one.is_merged
    assert "".join(c.words for c in one.difference if c.kind != "only_in_text") == words
    assert [c.words for c in one.difference if c.words == "[…]"] == ["[…]"] * 2


def test_words_in_any_order_are_no_likeness(index: Index) -> None:
    (one,) = find_likenesses(
        index,
        {0: "herons of every year nobody masts the storm rows a million fund"},
        {},
        Deadline(1),
    ).values()
    assert not one.is_enough
