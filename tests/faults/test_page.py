"""The table of faults in the documentation is that of the last run."""

import pytest

from benchmarks.faults import page as page_module
from benchmarks.faults.figure import Figure
from benchmarks.faults.page import PAGE, read_figures, renewed, with_table
from benchmarks.record import Record
from tests.conftest import CHECKOUT


def record(*figures: Figure) -> Record[tuple[Figure, ...]]:
    return Record("faults", "2026-11-29", "a machine", 0.5, "3.11", {}, 1, "", figures)


def test_the_page_has_the_last_figures() -> None:
    found, page = read_figures(), PAGE.read_text("utf-8")
    assert found is not None
    assert with_table(page, found) == page
    assert PAGE == CHECKOUT / "docs" / "robustness.md"


def test_what_is_bad_stands_out() -> None:
    figures = Figure("kills", 1_200, 0, 0, 9.6), Figure("flips", 3, 2, 1, 1, "a|b")
    page = with_table("x\n<!-- faults -->\nold\n<!-- /faults -->\ny", record(*figures))
    assert "| kills | 1,200 | 0 | 10 |  |" in page
    assert "| flips | 3 | **2** | 1 | a\\|b |" in page
    assert "old" not in page and page.endswith("<!-- /faults -->\ny")


def test_a_page_without_a_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_table("x", record())


def test_a_part_renews_its_own_figures_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    last = record(Figure("kills", 1, 0, 0, 1), Figure("flips", 3, 2, 1, 1))
    monkeypatch.setattr(page_module, "read_figures", lambda: last)
    found = renewed([Figure("flips", 9, 0, 1, 1), Figure("files", 2, 0, 0, 1)])
    assert [(one.name, one.tried) for one in found] == [("kills", 1), ("flips", 9), ("files", 2)]
