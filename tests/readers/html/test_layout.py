"""Paragraphs without `<p>`, and tables that are none."""

from cmp_search.documents.document import BlockKind

from ..looking import kinds, texts
from .pages import LONG, body


def test_two_line_breaks_end_a_paragraph() -> None:
    extract = body("<div>One<br>lamp.<br> <br/>Two.<br>&nbsp;<br>Three.</div>")
    assert texts(extract) == ["One\nlamp.", "Two.", "Three."]


def test_two_line_breaks_in_an_item_or_heading() -> None:
    assert texts(body("<ol><li>a<br><br>b</ol>")) == ["1. a", "b"]
    assert kinds(body("<h2>Oil<br><br>and wicks</h2><p>x</p>"))[0] == "heading2: Oil and wicks"


def test_preformatted_text_has_paragraphs_and_headings() -> None:
    extract = body(
        "<pre>\nSECTION 1. LAMPS.\n\n    A lamp is\nlit.\n    (a) Oil.--Whale oil is\nbest.\n"
        "    (b) Wicks.--They are\ncut.\n</pre>"
    )
    assert kinds(extract)[0].endswith(": SECTION 1. LAMPS.")
    assert texts(extract, BlockKind.PARAGRAPH) == [
        "A lamp is\nlit.",
        "(a) Oil.--Whale oil is\nbest.",
        "(b) Wicks.--They are\ncut.",
    ]


def test_code_is_one_paragraph() -> None:
    assert texts(body("<pre><code>a\n\n1. b</code></pre>")) == ["a\n\n1. b"]


def test_a_table_around_a_page_is_no_table() -> None:
    extract = body(f"<table><tr><td><p>{LONG}</p><p>Two.</p><p>Three.</p></td></tr></table>")
    assert {block.kind for block in extract.blocks} == {BlockKind.PARAGRAPH}


def test_a_table_of_marks_and_texts_is_a_list() -> None:
    inner = "<table><tr><td>(i)<td>red</table>"
    extract = body(f"<table><tr><td><p>(a)</p><td><p>oil</p><tr><td>(b)<td>glass{inner}</table>")
    assert kinds(extract) == ["item: (a) oil", "item: (b) glass", "item: (i) red"]


def test_headers_over_several_columns_and_a_bold_first_row() -> None:
    extract = body(
        "<table><thead><tr><th colspan=3>Light</tr><tr><th rowspan=2>Port<th colspan=2>Lamps</tr>"
        "<tr><th>old<th>new</tr></thead><tr><td rowspan=2>Ayr<td>1<td>2</tr><tr><td>3<td>4</tr>"
        "<tr><th colspan=3>North</tr><tr><td>Wick<td colspan=2>7</tr></table>"
        "<table><tr><td><b>Port</b><td><b>Oil</b></tr><tr><td>Ayr<td>9</tr></table>"
        "<table><tr><td colspan=2>Oil<tr><td><b>Port</b><td><b>Pints</b><tr><td>Ayr<td>9</table>"
        "<table><tr><th>Port<th>Oil<tr><td>Ayr<td>9<tr><th>Coast<th>Year<tr><td>East<td>7"
        "<tr><th>All<th>16<tr><td>West<td>8</table>"
        "<table><tr><th><button>Port</button><th><a href='#'>Oil</a></tr><tr><td>Ayr<td>9</table>"
    )
    assert texts(extract) == [
        "Light",
        "Port: Ayr | Lamps old: 1 | Lamps new: 2",
        "Port: Ayr | Lamps old: 3 | Lamps new: 4",
        "North",
        "Port: Wick | Lamps old, Lamps new: 7",
        "Port: Ayr | Oil: 9",
        "Oil",
        "Port: Ayr | Pints: 9",
        "Port: Ayr | Oil: 9",
        "Coast: East | Year: 7",
        "Coast: All | Year: 16",
        "Coast: West | Year: 8",
        "Port: Ayr | Oil: 9",
    ]


def test_an_indented_line_after_a_sentence_begins_a_paragraph() -> None:
    indent = "&nbsp;" * 4
    extract = body(f"<div>The lamp burns.<br>{indent}It is oil.<br>North,<br>{indent}south</div>")
    assert texts(extract) == ["The lamp burns.", f"It is oil.\nNorth,\n{chr(160) * 4}south"]


def test_a_long_cell_beside_empty_ones_is_text() -> None:
    extract = body(f"<table><tr><td>&nbsp;<td>{LONG * 3}<br><br>Second.</table>")
    assert texts(extract) == [(LONG * 3).strip(), "Second."]
    short = body("<table><tr><td>Oil:<td><tr><td>Wicks:<td></table>")
    assert kinds(short) == ["row: Oil:", "row: Wicks:"]


def test_cells_by_role_are_not_joined() -> None:
    cells = "<span role=cell>Ayr</span><span role=cell>9</span>"
    assert texts(body(f"<div role=table><div role=row>{cells}</div></div>")) == ["Ayr", "9"]
