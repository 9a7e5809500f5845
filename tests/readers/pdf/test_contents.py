"""Tables of contents end where their entries end, and take nothing that is text."""

from cmp_search.documents.document import Omission
from cmp_search.readers.pdf import read

from ..looking import omitted, page_texts, tree
from ..pdf_making import Drawn, heading, pdf, stacked

LONG = "The keeper of the light climbs the tower twice a night and trims the lamp by hand. " * 3
SHORT = "Two lamps are kept on each coast."


def paths(*pages: list[Drawn]) -> list[str]:
    return [path for path, _ in tree(read(pdf(*pages)))]


def test_a_table_without_page_numbers_ends_where_the_text_begins() -> None:
    contents = stacked("Contents", "Lamps", "Oil", "Annex")
    text = stacked(heading("Lamps"), SHORT, heading("Oil"), LONG)
    annex = stacked(heading("Annex", 20), heading("Lamps"), SHORT, heading("Oil"), LONG)
    extract = read(pdf(contents, text, annex))
    assert page_texts(extract)[0] == ""
    assert extract.text.count(SHORT) == 2
    assert [path for path, _ in tree(extract)] == [
        "Lamps",
        "Oil",
        "Annex",
        "Annex › Lamps",
        "Annex › Oil",
    ]


def test_text_that_comes_again_after_the_table_is_no_entry() -> None:
    leaders = " . . . . . . . . "
    contents = stacked("Contents", f"Lamps{leaders}1", f"Annex A{leaders}2")
    text = stacked(heading("Lamps"), SHORT, LONG, heading("Annex A"), SHORT, LONG)
    extract = read(pdf(contents, text))
    assert extract.text.count(SHORT) == 2
    assert [path for path, _ in tree(extract)] == ["Lamps", "Annex A"]


def test_a_heading_that_is_in_no_table_stays_below_it() -> None:
    contents = stacked("Contents", "Lamps 2", "Oil 3", "Towers 4")
    text = stacked(heading("Foreword"), LONG, heading("Lamps"), LONG, heading("Oil"), LONG)
    assert paths(contents, [*text, *stacked(heading("Towers"), LONG, y=200)])[-4:] == [
        "Foreword",
        "Lamps",
        "Oil",
        "Towers",
    ]


def test_entries_over_two_lines_and_parts_without_a_number_belong_to_the_table() -> None:
    contents = stacked("Contents", "PART ONE", "Lamps of the northern", "coast 2", "Oil 3", "Fog 4")
    text = stacked(heading("Lamps of the northern coast"), LONG, heading("Oil"), LONG)
    extract = read(pdf(contents, text, stacked(heading("Fog"), LONG)))
    assert page_texts(extract)[0] == ""


def test_headings_in_their_own_type_after_the_word_contents_are_text() -> None:
    title = Drawn("Coast Book", 765, size=24)
    first = [title, *stacked("Contents", heading("Lamps", 13), heading("Oil", 13), LONG)]
    again = stacked(heading("Lamps", 13), SHORT, heading("Oil", 13), LONG)
    assert sum(path.endswith("Lamps") for path in paths(first, again)) == 2


def test_words_left_out_are_counted_without_leaders_and_numbers() -> None:
    leaders = " . . . . . . . . "
    contents = stacked("Contents", f"Lamps{leaders}1", f"Oil{leaders}2")
    text = stacked(heading("Lamps"), LONG, heading("Oil"), LONG)
    assert omitted(read(pdf(contents, text)))[Omission.CONTENTS] == 3
