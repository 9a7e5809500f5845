"""Tables made from results files, and the page that contains them."""

import re
from pathlib import Path

import pytest

from benchmarks.figures import Results, read_results
from benchmarks.markdown import table, with_spread
from benchmarks.marks import marks
from benchmarks.plots import PAGE, draw
from benchmarks.record import RESULTS, Spread
from benchmarks.tables import tables, with_new_tables
from tests.benchmarks.sample import write_results


@pytest.fixture
def results(tmp_path: Path) -> Results:
    write_results(tmp_path / "results")
    return read_results(tmp_path / "results")


def test_a_figure_is_told_with_its_spread() -> None:
    assert with_spread(Spread(1.234, 1.1, 1.5, 9)) == "1.23 (1.10–1.50)"
    assert with_spread(Spread(0.123, 0.1, 0.2, 9), "{:.0f} %", 100) == "12 % (10 %–20 %)"


def test_one_measurement_has_no_spread() -> None:
    assert with_spread(Spread(2.0, 2.0, 2.0, 1)) == "2.00"


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |"


def test_every_row_has_the_cells_of_its_head(results: Results) -> None:
    for made in tables(results).values():
        for part in re.split(r"\n\n", made):
            lines = [line for line in part.splitlines() if line.startswith("|")]
            assert len({line.count("|") for line in lines}) <= 1


def test_the_page_is_what_the_results_make_it() -> None:
    page = PAGE.read_text("utf-8")
    assert with_new_tables(page, read_results(RESULTS)) == page


def test_the_page_has_a_place_for_every_table(results: Results) -> None:
    page = with_new_tables(PAGE.read_text("utf-8"), results)
    assert all(made in page for made in tables(results).values())
    assert with_new_tables(page, results) == page
    assert "not measured yet |" not in page


def test_a_page_without_a_place_is_refused(results: Results) -> None:
    with pytest.raises(ValueError, match="marks"):
        with_new_tables("# No place\n", results)


def test_marks_hold_or_not(results: Results) -> None:
    found = {one.what: (one.measured, one.held) for one in marks(results)}
    assert found["whole `cmp-search ask`, cold"] == ("1.10 s", True)
    assert found["warm question, 1,000,000 passages: p50"] == ("50.0 ms", True)
    # 40 ms at 200,000, 50 at a million.
    assert found["p50 at 1,000,000 by p50 at 200,000"] == ("1.25", True)
    assert found["share of `cmp-search index` outside the encoder"] == ("12.0 %", True)
    assert found["libraries of encoders that it loads"] == ("openvino", False)


def test_marks_without_results_are_open(tmp_path: Path) -> None:
    assert {one.held for one in marks(read_results(tmp_path))} == {None}


def test_every_picture_of_the_page_is_drawn(results: Results, tmp_path: Path) -> None:
    draw(results, tmp_path)
    shown = re.findall(r"\]\(performance/(.+?)\)", "".join(tables(results).values()))
    assert {path.name for path in tmp_path.glob("*.png")} == set(shown)


def test_every_picture_of_the_published_page_is_there() -> None:
    shown = re.findall(r"\]\((performance/.+?)\)", PAGE.read_text("utf-8"))
    assert all((PAGE.parent / name).exists() for name in shown)
