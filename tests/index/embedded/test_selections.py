from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cmp_search.catalogue import Entry
from cmp_search.editions import editions
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.selections import YEAR, read_shelf
from cmp_search.index.embedded.writer import TextsWriter
from tests.raising import raises_code
from tests.sample import make_document, paragraph

ENTRIES = (
    Entry(id="plan", title="Plan 2010–2012", language="en", date=date(2010, 5, 26)),
    Entry(id="plan-fr", title="Plan", language="fr", edition_of="plan"),
    Entry(id="plan-es", title="Plan", language="es", year=2011, edition_of="plan"),
    Entry(id="report-2019", title="Report", language="en", year=2020),
    Entry(id="alone", title="Of 12019 fogs", language="es", edition_of="nowhere"),
)


@pytest.fixture
def texts(tmp_path: Path) -> Iterator[TextsWriter]:
    """A document for each entry."""
    writer = TextsWriter.open(tmp_path / "texts.sqlite")
    for entry in ENTRIES:
        document = replace(make_document([paragraph("Fog.")], id=entry.id), entry=entry)
        writer.add(document, entry, [])
    yield writer
    writer.close()


def test_a_document_has_its_language_and_those_of_all_editions(texts: TextsWriter) -> None:
    shelf = read_shelf(texts)
    assert shelf.languages == {entry.id: entry.language for entry in ENTRIES}
    assert shelf.spoken == {
        id: {entry.language for entry in found} for id, found in editions(ENTRIES).items()
    }
    assert shelf.spoken["plan-fr"] == {"en", "fr", "es"}
    assert shelf.spoken["alone"] == {"es"}, "the text that it is an edition of is not here"


def test_editions_are_of_one_work(texts: TextsWriter) -> None:
    plan = dict.fromkeys(("plan", "plan-fr", "plan-es"), "plan")
    assert read_shelf(texts).works == {**plan, "report-2019": "report-2019", "alone": "nowhere"}


def test_a_document_is_of_the_years_of_its_date_title_and_id(texts: TextsWriter) -> None:
    assert read_shelf(texts).years == {
        "2010": {"plan"},
        "2011": {"plan-es"},
        "2012": {"plan"},
        "2019": {"report-2019"},
        "2020": {"report-2019"},
    }


def test_an_empty_index_has_an_empty_shelf(tmp_path: Path) -> None:
    texts = TextsWriter.open(tmp_path / "empty.sqlite")
    shelf = read_shelf(texts)
    texts.close()
    assert (shelf.languages, shelf.works, shelf.spoken, shelf.years) == ({}, {}, {}, {})


def test_entries_that_cannot_be_read_are_damage(texts: TextsWriter) -> None:
    texts.connection.execute("UPDATE documents SET entry = '{' WHERE id = 'plan'")
    with raises_code(MismatchError, "texts_broken"):
        read_shelf(texts)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("in 2019", ["2019"]),
        ("cmp-2019-fr", ["2019"]),
        ("2010–2012, 2010-2012", ["2010", "2012", "2010", "2012"]),
        ("FY2019b", ["2019"]),
        ("1899, 2100, 12019, 20190, 201", []),
        ("1900 1999 2000 2099", ["1900", "1999", "2000", "2099"]),
    ],
)
def test_a_year_is_four_digits_of_these_two_centuries(text: str, years: list[str]) -> None:
    assert YEAR.findall(text) == years
