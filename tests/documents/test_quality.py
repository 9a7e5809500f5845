"""How well a text could be read, in words."""

from dataclasses import asdict
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import Flaw, LeftOut
from cmp_search.documents.quality import flaw_lines, left_out_summary, page_ranges
from cmp_search.locales import interfaces


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_each_page_once(pages: set[int]) -> None:
    shown = page_ranges(sorted(pages))
    spans = [[int(number) for number in part.split("–")] for part in shown.split(", ") if part]
    named = list(chain.from_iterable(range(span[0], span[-1] + 1) for span in spans))
    assert named == sorted(pages)
    ends = [(before[-1], after[0]) for before, after in pairwise(spans)]
    assert all(after > before + 1 for before, after in ends), "ranges that touch are one"


def test_only_the_flaw_about_pages_names_pages() -> None:
    lines = list(flaw_lines(tuple(Flaw), (2, 3)))
    assert [line for line in lines if "2–3" in line] == [
        "pages without text, empty or scanned: 2–3"
    ]
    assert len(lines) == len(Flaw)


@pytest.mark.parametrize("language", interfaces())
def test_each_language_has_words_for_everything(language: str) -> None:
    assert len(set(flaw_lines(tuple(Flaw), (), language))) == len(Flaw)
    counts = LeftOut(*range(1, len(asdict(LeftOut())) + 1))
    assert len(left_out_summary(counts, language).split(", ")) >= len(asdict(counts))
    assert left_out_summary(LeftOut(), language) == ""


def test_lines_that_were_left_out_are_counted() -> None:
    assert left_out_summary(LeftOut(running=1, titles=1_200)) == (
        "1 header, footer or page number, 1,200 repetitions of the title"
    )
