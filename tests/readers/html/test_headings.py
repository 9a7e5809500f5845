"""Headings of pages that do not mark them up, or not all of them."""

import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin

from ..looking import kinds, texts, tree
from .pages import LONG, body


def paths(inner: str) -> list[str]:
    return [path for path, _ in tree(body(inner))]


def test_bold_centred_lines_are_headings_of_a_page_without_markup_for_them() -> None:
    extract = body(
        f"<p align=center><b>CONVENIO DE FAROS</b></p><p>{LONG}</p>"
        "<center><b>CAPÍTULO I</b></center>"
        f"<p style='text-align:center; font-weight:700'>De las lámparas</p><p>{LONG}</p>"
        f"<p align=center><b>CAPÍTULO II</b></p><p><b>Artículo 2.</b> {LONG}</p>",
        "<title>x</title>",
    )
    assert extract.title == "CONVENIO DE FAROS"
    assert extract.headings_from is HeadingOrigin.STYLE
    assert [path for path, _ in tree(extract)] == [
        "",
        "CAPÍTULO I De las lámparas",
        "CAPÍTULO II",
        "CAPÍTULO II › Artículo 2.",
    ]


def test_the_classes_of_official_journals_name_headings() -> None:
    extract = body(
        f"<p class=oj-doc-ti>REGULATION 7</p><p class=oj-doc-ti>on lamps</p><p>{LONG}</p>"
        "<p class=oj-ti-section-1>CHAPTER I</p><p class=oj-ti-section-2>Wicks</p>"
        f"<p class=oj-ti-art>Article 1</p><p class=oj-sti-art>Length of a wick</p><p>{LONG}</p>"
        f"<p class=oj-ti-art>Article 2</p><p>{LONG}</p>"
    )
    assert texts(extract, BlockKind.TITLE) == ["REGULATION 7", "on lamps"]
    assert [path for path, _ in tree(extract)] == [
        "",
        "CHAPTER I Wicks",
        "CHAPTER I Wicks › Article 1 Length of a wick",
        "CHAPTER I Wicks › Article 2",
    ]


def test_bold_lines_are_headings_beside_those_of_the_markup() -> None:
    assert paths(f"<h1>Lamps</h1><h2>Oil</h2><p><b>Of whales</b></p><p>{LONG}</p>") == [
        "Oil",
        "Oil › Of whales",
    ]


def test_a_role_is_markup() -> None:
    assert (
        kinds(body(f"<div role=heading aria-level=3>Oil</div><p>{LONG}</p>"))[0] == "heading3: Oil"
    )


@pytest.mark.parametrize(
    "line",
    [
        f"<p><b>{LONG}</b></p>",
        "<p><b>Oil</b> burns.</p>",
        "<p align=center>as agreed</p>",
        "<ul><li><b>Oil</b></ul>",
        "<p><b>5 May 2019</b></p>",
    ],
)
def test_other_bold_or_centred_lines_are_none(line: str) -> None:
    assert paths(f"<h2>Wicks</h2>{line}<p>{LONG}</p>") == ["Wicks"]


def test_bold_lines_that_end_a_page_are_signatures() -> None:
    extract = body(f"<h2>Wicks</h2><p>{LONG}</p><p><b>Ana Faro</b></p><p><b>Keeper</b></p>")
    assert texts(extract, BlockKind.HEADING) == ["Wicks"]


def test_a_paragraph_marked_as_a_heading_is_one_paragraph() -> None:
    assert texts(body(f"<h2>{LONG * 3}</h2><p>x</p>"), BlockKind.HEADING) == []


def test_a_heading_in_a_cell_of_a_data_table_is_part_of_the_row() -> None:
    extract = body(
        "<h2>Watches</h2><table><tr><th>Hour<th>Lamp<tr><td>Six<td><h3>North</h3>lit</table>"
        "<p>Then rest.</p>"
    )
    assert kinds(extract) == [
        "heading2: Watches",
        "row: Hour: Six | Lamp: North lit",
        "paragraph: Then rest.",
    ]


def test_numbered_bold_lines_before_a_break_are_headings() -> None:
    extract = body(f"<p>{LONG}</p><div><b>1. Oil</b><br>{LONG}<br><b>2. Wicks</b><br>{LONG}</div>")
    assert texts(extract, BlockKind.HEADING) == ["1. Oil", "2. Wicks"]


def test_number_and_name_of_a_heading_are_parted() -> None:
    heading = "<h2><span class=no>PART I</span><span class=name>L<span>amps</span></span></h2>"
    assert paths(f"<h1>Act</h1>{heading}<p>{LONG}</p>") == ["PART I Lamps"]


def test_a_bold_line_heads_the_text_below_it_in_its_paragraph() -> None:
    extract = body(
        f"<p><b>Oil</b><br>{LONG}</p><p><b>Wicks</b><br>{LONG}<br><br>More.</p>"
        "<p><b>A. Reed</b><br>Keeper of the lamp</p><p>End.</p>"
    )
    assert [path for path, _ in tree(extract)] == ["Oil", "Wicks"]
    assert "paragraph: A. Reed\nKeeper of the lamp" in kinds(extract)


def test_bold_questions_are_headings() -> None:
    extract = body(f"<h1>Lamps</h1><p><b>Who trims them?</b></p><p>{LONG}</p>")
    assert [path for path, _ in tree(extract)] == ["Who trims them?"]


@pytest.mark.parametrize("tag", ["aside", "blockquote"])
def test_headings_of_quotations_and_asides_are_none_of_the_text_below(tag: str) -> None:
    box = f"<{tag}><h3>Tip</h3><p>Trim it.</p></{tag}>"
    extract = body(f"<main><h1>Lamps</h1><h2>Oil</h2><p>x</p>{box}<p>More.</p></main>")
    assert [path for path, _ in tree(extract)] == ["Oil"]
    assert texts(extract)[-3:] == ["Tip", "Trim it.", "More."]
    closing = body(f"<main><h1>Lamps</h1><h2>Oil</h2><p>x</p>{box}<h2>Wicks</h2><p>y</p></main>")
    assert [path for path, _ in tree(closing)] == ["Oil", "Oil › Tip", "Wicks"]


def test_several_details_are_sections_if_little_text_follows_them() -> None:
    details = "".join(
        f"<details><summary>{name}</summary><p>{LONG}</p></details>" for name in ("Oil", "Wicks")
    )
    extract = body(f"<main><h1>Lamps</h1>{details}<p>More.</p></main>")
    assert [path for path, _ in tree(extract)] == ["Oil", "Wicks"]
    followed = body(f"<main><h1>Lamps</h1>{details}<p>{LONG * 5}</p></main>")
    assert "heading" not in "".join(kinds(followed))


def test_components_and_classes_of_word_processors_are_headings() -> None:
    components = "<gcds-heading tag='h2'>Oil</gcds-heading><gcds-text>Whale.</gcds-text>"
    assert kinds(body(f"<h1>Lamps</h1>{components}"))[1:] == ["heading2: Oil", "paragraph: Whale."]
    shared = body("<h1>Lamps</h1><p class=ms-rteElement-H2>Oil</p><p>Whale.</p>")
    assert [path for path, _ in tree(shared)] == ["Oil"]
