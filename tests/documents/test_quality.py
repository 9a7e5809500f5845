"""How well a text could be read, in words."""

from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import Flaw, LeftOut, Omission, Omitted, Quality
from cmp_search.documents.quality import flaw_lines, left_out_lines, page_ranges
from cmp_search.locales import interfaces


@given(st.sets(st.integers(1, 60)))
def test_ranges_name_each_page_once(pages: set[int]) -> None:
    shown = page_ranges(sorted(pages))
    spans = [[int(number) for number in part.split("–")] for part in shown.split(", ") if part]
    named = list(chain.from_iterable(range(span[0], span[-1] + 1) for span in spans))
    assert named == sorted(pages)
    ends = [(before[-1], after[0]) for before, after in pairwise(spans)]
    assert all(after > before + 1 for before, after in ends), "ranges that touch are one"


EVERYTHING = tuple(
    Omitted(reason, lines, words=10, lost=lines) for lines, reason in enumerate(Omission, 1)
)


def test_only_the_flaw_about_pages_names_pages() -> None:
    lines = list(flaw_lines(Quality(warnings=tuple(Flaw), pages_without_text=(2, 3))))
    assert [line for line in lines if "2–3" in line] == [
        "pages without text, empty or scanned: 2–3"
    ]
    assert len(lines) == len(Flaw)


@pytest.mark.parametrize(("words", "share"), [(1, "99%"), (150, "40%")])
def test_the_share_of_lost_words_is_rounded_down(words: int, share: str) -> None:
    quality = Quality(
        warnings=(Flaw.WORDS_LOST,),
        omitted=(Omitted(Omission.HIDDEN, lines=9, words=150, lost=100),),
        words=words,
    )
    assert list(flaw_lines(quality)) == [
        f"{share} of its words were left out, and are found nowhere in the text"
    ]


@pytest.mark.parametrize("language", interfaces())
def test_each_language_has_words_for_everything(language: str) -> None:
    assert len(set(flaw_lines(Quality(warnings=tuple(Flaw)), language))) == len(Flaw)
    assert len(set(left_out_lines(EVERYTHING, language))) == len(Omission)


def test_what_was_left_out_is_said_by_reason() -> None:
    omitted = (
        Omitted(Omission.RUNNING, lines=1),
        Omitted(Omission.TITLES, lines=1_200, words=2_400),
        Omitted(Omission.HIDDEN, lines=2, words=30, lost=1),
        Omitted(Omission.STRUCK, lines=3, words=30, lost=1_030),
    )
    assert list(left_out_lines(omitted)) == [
        "1 header, footer or page number",
        "1,200 repetitions of the title",
        "2 hidden lines (1 word found nowhere else)",
        "3 lines of struck text (1,030 words found nowhere else)",
    ]


def test_the_lines_of_the_first_kinds_have_counts_of_their_own() -> None:
    assert Quality(omitted=EVERYTHING).left_out == LeftOut(1, 2, 3, 4)
    assert Quality().left_out == LeftOut()


def test_what_is_lost_is_a_share_of_the_source() -> None:
    assert Quality(omitted=EVERYTHING, words=34).lost == 66 / 100
    assert Quality(words=34).lost == Quality().lost == 0
