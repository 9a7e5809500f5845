"""Tables: rows with the header of each column, spans, and tables that only lay out."""

from cmp_search.documents.document import BlockKind

from ..looking import kinds, texts
from .pages import main


def test_rows_have_the_header_of_each_column() -> None:
    extract = main(
        "<table><caption>Tides</caption><thead><tr><td>Port</td><td>Time</td></tr></thead>"
        "<tr><th>Ayr</th><td>6<br>am</td></tr><tr><th>Cork</th><td></td></tr></table>"
    )
    assert kinds(extract) == ["paragraph: Tides", "row: Port: Ayr | Time: 6 am", "row: Port: Cork"]


def test_cells_that_span_rows_and_columns() -> None:
    extract = main(
        "<table><tr><th rowspan=2>Port<th colspan=2>Tide</tr><tr><th>high<th>low</tr>"
        "<tr><td rowspan=2>Ayr<td>6<td>12</tr><tr><td>18<td>24</tr>"
        "<tr><td colspan=3>None</tr></table>"
    )
    assert texts(extract) == [
        "Port: Ayr | Tide high: 6 | Tide low: 12",
        "Port: Ayr | Tide high: 18 | Tide low: 24",
        "None",
    ]


def test_a_table_of_headers_only_and_one_without() -> None:
    extract = main("<table><tr><th>a<th>b</table><table><tr><td>c<td>d<td hidden>e</table>")
    assert texts(extract, BlockKind.ROW) == ["a | b", "c | d"]


def test_layout_tables_are_no_tables() -> None:
    inner = "<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    extract = main(f"<table><tr><td><h2>H</h2><p>x</p><td>y</table><table><tr><td>{inner}</table>")
    assert kinds(extract) == ["heading2: H", "paragraph: x", "paragraph: y", "row: a: 1 | b: 2"]
