"""Running heads and feet of any number of lines, and what comes again but is text."""

import pytest

from cmp_search.documents.document import BlockKind, Omission
from cmp_search.readers.pdf import read

from ..looking import omitted, texts
from ..pdf_making import BOLD, Drawn, heading, lines, pdf, stacked

LONG = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. " * 3


def book(*running: list[Drawn]) -> list[list[Drawn]]:
    """A page of text of its own for each running head or foot."""
    return [
        [
            *head,
            *lines(" ".join(f"Lamp {n}{i} was lit by keeper {i}{n}." for i in range(30)), 600),
        ]
        for n, head in enumerate(running)
    ]


@pytest.mark.parametrize("count", [4, 6])
@pytest.mark.parametrize("size", [8.0, 16.0])
def test_heads_of_many_lines_and_any_size_are_left_out(count: int, size: float) -> None:
    head = [
        Drawn(f"Office {'ABCDEF'[i]} of the Coast", 770 - 18 * i, size=size) for i in range(count)
    ]
    extract = read(pdf(*book(*[head] * 5)))
    assert "Office" not in extract.text
    assert omitted(extract)[Omission.RUNNING] == 5 * count * 5


def test_heads_that_alternate_are_left_out() -> None:
    heads = [
        [Drawn("Ada Mast" if n % 2 else "The Lights of the Coast", 770, x=400 if n % 2 else 72)]
        for n in range(8)
    ]
    text = read(pdf(*book(*heads))).text
    assert "Ada Mast" not in text
    assert "The Lights" not in text


@pytest.mark.parametrize(
    "date", ["{} May 1931", "1931-05-{:02}", "{} de mayo de 1931", "May {}, 1931"]
)
def test_heads_with_changing_dates_are_left_out(date: str) -> None:
    days = [3, 4, 9, 17, 21, 30]
    heads = [[Drawn(f"Minutes of {date.format(day)}", 770)] for day in days]
    assert "Minutes" not in read(pdf(*book(*heads))).text


@pytest.mark.parametrize("shift", [1, 31_872])
def test_numbers_with_names_around_them_are_left_out(shift: int) -> None:
    heads = [[Drawn(f"{shift + n} Register / Vol. 12 / Rules", 770, size=12)] for n in range(5)]
    assert "Register" not in read(pdf(*book(*heads))).text


def test_a_letter_to_five_people_keeps_its_text() -> None:
    towns = ["Moosonee", "Veracruz", "Halifax", "Progreso", "Churchill"]
    thanks = "We thank you for the lamps that you lent to our keepers in the spring of this year."
    pages = [
        [
            Drawn("Office of Lights", 770, size=8),
            *stacked(f"To the harbour of {town}", thanks, "With kind regards,", "Ada Mast"),
        ]
        for town in towns
    ]
    text = read(pdf(*pages)).text
    assert text.count(thanks) == len(towns)
    assert text.count("With kind regards,") == len(towns)
    assert "Office of Lights" not in text


@pytest.mark.parametrize(
    "names", [["Annex {}"] * 5, ["{} Lamps", "{} Oil", "{} Wicks", "{} Fog", "{} Sand"]]
)
def test_numbered_headings_at_the_top_of_pages_stay(names: list[str]) -> None:
    pages = [
        stacked(heading(name.format(n)), f"Of {n} lamps. {LONG}") for n, name in enumerate(names, 1)
    ]
    expected = [name.format(n) for n, name in enumerate(names, 1)]
    assert texts(read(pdf(*pages)), BlockKind.HEADING) == expected


def test_headings_that_do_not_come_again_stay_under_the_running_head() -> None:
    names = ["Lamps", "Oil", "Wicks", "Fog", "Sand"]
    heads = [
        [Drawn("Coast Book", 770, size=8), Drawn(name, 740, size=14, font=BOLD)] for name in names
    ]
    extract = read(pdf(*book(*heads)))
    assert texts(extract, BlockKind.HEADING) == names
    assert "Coast Book" not in extract.text


def test_a_lesser_heading_that_every_section_begins_with_stays() -> None:
    names = ["Lamps", "Oil", "Wicks", "Fog", "Sand"]
    heads = [
        [Drawn(name, 740, size=16, font=BOLD), Drawn("Purpose", 715, size=12, font=BOLD)]
        for name in names
    ]
    found = texts(read(pdf(*book(*heads))), BlockKind.HEADING)
    assert found == [heading for name in names for heading in (name, "Purpose")]


def test_a_large_head_that_changes_does_not_keep_the_line_below_it() -> None:
    heads = [
        [Drawn(name, 770, size=16, font=BOLD), Drawn("Coast Book", 750, size=8)]
        for name in ["Lamps", "Oil", "Wicks", "Fog", "Sand"]
    ]
    assert "Coast Book" not in read(pdf(*book(*heads))).text


def test_a_head_that_runs_beside_words_of_its_page_is_left_out() -> None:
    names = ["Ash to Beam", "Beck to Coal", "Cove to Dusk", "Eve to Fog", "Gale to Hull"]
    heads = [
        [Drawn(name, 770, size=8), Drawn("Words of the Coast", 770, x=400, size=8)]
        for name in names
    ]
    text = read(pdf(*book(*heads))).text
    assert "Words of the Coast" not in text
    assert "Eve to Fog" not in text


@pytest.mark.parametrize("words", ["1931", "A-4", "73200"])
def test_a_lone_number_that_does_not_count_up_is_text(words: str) -> None:
    assert words in read(pdf([*stacked(LONG), Drawn(words, 40, x=300)])).text


@pytest.mark.parametrize("frame", ["A-{}", "2–{}", "7320{}", "– {} –"])
def test_lone_numbers_that_count_up_are_left_out(frame: str) -> None:
    feet = [[Drawn(frame.format(n), 40, x=300)] for n in range(1, 4)]
    text = read(pdf(*book(*feet))).text
    assert all(frame.format(n) not in text for n in range(1, 4))
