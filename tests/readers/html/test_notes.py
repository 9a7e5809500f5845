"""Where the notes of a web page stand in its text."""

import pytest

from tests.readers.looking import kinds

from .pages import LONG, body

LAMPS = "<h1>Lighthouse</h1><h2>Lamps</h2><p>Six lamps burn{}.</p><p>None is out.</p>"
OIL = f"<h2>Oil</h2><p>{LONG}</p>"
LIBREOFFICE = (
    LAMPS.format("<a class=sdfootnoteanc name=sdfootnote1anc href=#sdfootnote1sym><sup>1</sup></a>")
    + OIL
    + "<div id=sdfootnote1><p><a class=sdfootnotesym name=sdfootnote1sym href=#sdfootnote1anc>1</a>"
    " Two of them are red.</p><p>The rest is white.</p></div>"
)
WORD = (
    LAMPS.format("<a style='mso-footnote-id:ftn1' href=#_ftn1 name=_ftnref1><span>[1]</span></a>")
    + OIL
    + "<div style='mso-element:footnote-list'><br clear=all><hr><div id=ftn1>"
    "<p class=MsoFootnoteText><a href=#_ftnref1 name=_ftn1><span>[1]</span></a> "
    "Two of them are red.</p>"
    "<p>The rest is white.</p></div></div>"
)
PANDOC = (
    LAMPS.format("<a href=#fn1 class=footnote-ref id=fnref1 role=doc-noteref><sup>1</sup></a>")
    + OIL
    + "<section class=footnotes role=doc-endnotes><hr><ol><li id=fn1><p>Two of them are red.</p>"
    "<p>The rest is white.<a href=#fnref1 role=doc-backlink>↩</a></p></li></ol></section>"
)
GAZETTE = (
    LAMPS.format("<a id=ntc1 href=#ntr1>(<span>1</span>)</a>")
    + OIL
    + "<hr><p class=note><a id=ntr1 href=#ntc1>(1)</a> Two of them are red.</p>"
)


@pytest.mark.parametrize("page", [LIBREOFFICE, WORD, PANDOC, GAZETTE])
def test_a_note_at_the_end_follows_the_paragraph_that_refers_to_it(page: str) -> None:
    found = kinds(body(page))
    assert found[1] == "heading2: Lamps"
    assert found[2].startswith("paragraph: Six lamps burn")
    assert found[3].startswith("note: ")
    assert "Two of them are red." in found[3]
    assert ("The rest is white." in found[3]) == (page is not GAZETTE)
    assert found[4:6] == ["paragraph: None is out.", "heading2: Oil"]
    assert len(found) == 7


def note(number: int, words: str) -> str:
    return f"<p id=n{number}><a href=#b{number}>{number}</a> {words}</p>"


def mark(number: int) -> str:
    return f"<a id=b{number} href=#n{number}>{number}</a>"


def test_several_notes_of_a_paragraph_follow_it_in_its_order() -> None:
    found = kinds(body(LAMPS.format(mark(1) + mark(2)) + OIL + note(1, "Red.") + note(2, "White.")))
    assert found[3:6] == ["note: 1 Red.", "note: 2 White.", "paragraph: None is out."]


def test_a_note_that_is_referred_to_twice_follows_the_first_place() -> None:
    again = f"<p>All of them{mark(1)}.</p>"
    found = kinds(body(LAMPS.format(mark(1)) + OIL + again + note(1, "Red.")))
    assert found[3] == "note: 1 Red."
    assert found[-1] == "paragraph: All of them1."


def test_a_note_of_a_row_follows_the_row() -> None:
    rows = f"<tr><th>Lamp<th>Lit<tr><td>North<td>1901{mark(1)}<tr><td>South<td>1902"
    page = f"<h1>Lamps</h1><h2>Years</h2><table>{rows}</table>{OIL}{note(1, 'In May.')}"
    assert kinds(body(page))[2:5] == [
        "row: Lamp: North | Lit: 19011",
        "note: 1 In May.",
        "row: Lamp: South | Lit: 1902",
    ]


NOTES = "<h2>Notes</h2>"
PART = "<div id=n1><h2><a href=#b1>1</a> A</h2><p>Red.</p></div><p>Not out.</p>"


@pytest.mark.parametrize(
    ("page", "before"),
    [
        (LAMPS.format(mark(1)) + OIL + NOTES + note(1, "Red."), "heading2: Notes"),
        (LAMPS.format(mark(1)) + note(1, "Red.") + OIL, "paragraph: None is out."),
        (LAMPS.format("<a href=#n1>1</a>") + OIL + "<p id=n1>Red.</p>", f"paragraph: {LONG}"),
        (LAMPS.format(mark(1)) + OIL + PART, "heading2: 1 A"),
    ],
    ids=["section of notes", "same section", "no way back", "heading"],
)
def test_other_notes_and_places_stay_where_they_are(page: str, before: str) -> None:
    found = kinds(body(page))
    (at,) = [i for i, line in enumerate(found) if line.endswith("Red.")]
    assert found[at - 1] == before.strip()
