"""Dates as three languages write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.language.detection import TEXT_LANGUAGES
from cmp_search.locales import messages_for
from cmp_search.orientation.dates import dates

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(DAYS, st.integers(0, 40), st.sampled_from(TEXT_LANGUAGES))
def test_days_that_the_app_writes_are_read_back(first: date, more: int, language: str) -> None:
    messages, last = messages_for(language), first + timedelta(more)
    text = f"x {messages.days(first, last)}."
    found = dates(text)
    if (first.year, first.month) == (last.year, last.month):
        assert [(one.first, one.last, one.days) for one in found] == [(first, last, True)]
    else:
        assert [(one.first, one.last) for one in found] == [(first, first), (last, last)]
    assert all(text[one.start : one.end] in messages.days(first, last) for one in found)


@given(DAYS, st.sampled_from(TEXT_LANGUAGES))
def test_months_are_read_back(day: date, language: str) -> None:
    (found,) = dates(messages_for(language).month(day))
    assert (found.first, found.days) == (day.replace(day=1), False)
    assert (found.last + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("November 27th and 28th, 2019", "2019-11-27", "2019-11-28"),
        ("from November 27 to 28, 2019", "2019-11-27", "2019-11-28"),
        ("November 30 to December 2, 2019", "2019-11-30", "2019-12-02"),
        ("Oct. 25, 2004", "2004-10-25", "2004-10-25"),
        ("2019-11-27", "2019-11-27", "2019-11-27"),
        ("les 27 et 28 novembre 2019", "2019-11-27", "2019-11-28"),
        ("du 30 novembre au 2 décembre 2019", "2019-11-30", "2019-12-02"),
        ("1er février 2019", "2019-02-01", "2019-02-01"),
        ("LE 3 AOUT 2019", "2019-08-03", "2019-08-03"),
        ("27 y 28 de noviembre de 2019", "2019-11-27", "2019-11-28"),
        ("del 30 de noviembre al 2 de diciembre de 2019", "2019-11-30", "2019-12-02"),
        ("1.º de mayo del 2019", "2019-05-01", "2019-05-01"),
    ],
)
def test_how_dates_are_written(text: str, first: str, last: str) -> None:
    (found,) = dates(text)
    assert (found.first.isoformat(), found.last.isoformat(), found.days) == (first, last, True)


@pytest.mark.parametrize(
    "text",
    ["", "November 27", "2019", "31 February 2019", "27 2019", "28 to 27 May 2019", "2019-13-01"],
)
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []
