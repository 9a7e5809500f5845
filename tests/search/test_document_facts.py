from datetime import date

import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.editions import editions
from cmp_search.index.filters import Filters
from cmp_search.search.document_facts import YEAR, gather_facts

ENTRIES = (
    Entry(id="plan", title="Plan 2010–2012", language="en", date=date(2010, 5, 26)),
    Entry(id="plan-fr", title="Plan", language="fr", edition_of="plan"),
    Entry(id="plan-es", title="Plan", language="es", year=2011, edition_of="plan"),
    Entry(id="report-2019", title="Report", language="en", year=2020),
    Entry(id="alone", title="Of 12019 fogs", language="es", edition_of="nowhere"),
)


FACTS = gather_facts(ENTRIES)


def test_a_document_has_its_language_and_those_of_all_editions() -> None:
    assert FACTS.entries == {entry.id: entry for entry in ENTRIES}
    assert FACTS.languages == {entry.id: entry.language for entry in ENTRIES}
    assert FACTS.edition_languages == {
        id: {entry.language for entry in found} for id, found in editions(ENTRIES).items()
    }
    assert FACTS.edition_languages["plan-fr"] == {"en", "fr", "es"}
    assert FACTS.edition_languages["alone"] == {"es"}, "the text it is an edition of is not here"


def test_editions_are_of_one_work() -> None:
    plan = dict.fromkeys(("plan", "plan-fr", "plan-es"), "plan")
    assert FACTS.texts == {**plan, "report-2019": "report-2019", "alone": "nowhere"}


def test_a_document_is_of_the_years_of_its_date_title_and_id() -> None:
    assert FACTS.years == {
        "2010": {"plan"},
        "2011": {"plan-es"},
        "2012": {"plan"},
        "2019": {"report-2019"},
        "2020": {"report-2019"},
    }


def test_no_documents_have_no_facts() -> None:
    facts = gather_facts(())
    assert (facts.languages, facts.texts, facts.edition_languages, facts.years) == ({}, {}, {}, {})
    assert facts.passing(Filters()) == ()


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (Filters(), ("plan", "plan-fr", "plan-es", "report-2019", "alone")),
        (Filters(documents=("alone", "plan", "gone")), ("plan", "alone")),
        (Filters(languages=("es", "fr")), ("plan-fr", "plan-es", "alone")),
        (Filters(years=(2010, 2020)), ("plan", "report-2019")),
        (Filters(years=(2010,), languages=("fr",)), ()),
    ],
)
def test_documents_that_pass_are_in_order(filters: Filters, passing: tuple[str, ...]) -> None:
    assert FACTS.passing(filters) == passing


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


def test_a_digest_is_of_one_text_with_what_it_stands_for() -> None:
    digest = Entry(id="digest", language="fr", digest_of="gone-fr", edition_of="digest-en")
    facts = gather_facts([*ENTRIES, digest], {"digest": "report-2019"})
    assert facts.texts["digest"] == "report-2019"
    both = facts.edition_languages["report-2019"]
    assert (
        both == facts.edition_languages["digest"] == {*FACTS.edition_languages["report-2019"], "fr"}
    )
    assert gather_facts([digest]).texts == {"digest": "digest-en"}
