"""Days: each meeting once, the newest first."""

from datetime import date

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import Span
from cmp_search.orientation.facts import FactSource, Meeting, Quote
from cmp_search.orientation.groups import group_key
from cmp_search.overview.choice import Attributed
from cmp_search.overview.days import days_of

MAY, JUNE = date(2019, 5, 3), date(2019, 6, 4)
LENS = "Lens Working Group"
NAMES = {group_key(LENS): LENS, frozenset({"lwg"}): LENS}


def quote(text: str) -> Quote:
    return Quote(text, 0, len(text))


def met(day: date, group: str = "", number: int = 0, text: str = "a") -> Attributed[Meeting]:
    source = FactSource(f"{text}:0", Span(0, 1))
    whose = quote(group) if group else None
    meeting = Meeting(day, day, True, quote("then"), None, source, None, whose, number)
    return Attributed(Entry(id=text), meeting)


def test_the_newest_comes_first() -> None:
    assert [day.first for day in days_of([met(MAY), met(JUNE)], {})] == [JUNE, MAY]


def test_a_group_s_meeting_is_one_by_whichever_name() -> None:
    (day,) = days_of([met(MAY, "Working Group on Lens"), met(MAY, "LWG")], NAMES)
    assert (day.group, len(day.meetings)) == (LENS, 2)


def test_two_groups_meet_on_one_day_apart() -> None:
    groups = [day.group for day in days_of([met(MAY, LENS), met(MAY, "Tide Committee")], NAMES)]
    assert groups == [LENS, "Tide Committee"]


def test_what_is_said_of_no_group_goes_with_the_one_that_met() -> None:
    assert [day.group for day in days_of([met(MAY), met(MAY, LENS)], NAMES)] == [LENS]
    numbered = days_of([met(MAY, number=4), met(MAY, LENS)], NAMES)
    assert [(day.group, day.number) for day in numbered] == [("", 4), (LENS, 0)]


def test_the_preferred_text_speaks_alone() -> None:
    (day,) = days_of([met(MAY, text="a"), met(MAY, text="b")], {})
    assert [one.entry.id for one in day.meetings] == ["a"]
