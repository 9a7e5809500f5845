"""No draft makes the search for its quotations take longer than it is long."""

import pytest

from cmp_search.verification.draft import Draft, DraftParagraph, Mark
from cmp_search.verification.drafts.reading import draft
from cmp_search.verification.finding import find_quotations
from tests.growth import MOST, growth

REPEATED = ["«", "“", '"a" ', "« a\n\n", '"a\n\n', "> a\n\n", "“a [1]\n\n", "“a” [1] ", "“x, y "]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("part", REPEATED)
def test_quotations_are_found_in_linear_time(part: str, suffix: str) -> None:
    def found(text: str) -> None:
        find_quotations(draft(suffix, text.encode()))

    assert growth(found, lambda length: (part * length)[:length], 5_000) < MOST


@pytest.mark.parametrize("part", ["“a b c d ", "“a b c d” ", "« ", '"', "‘a ", "“a”[1] "])
def test_so_they_are_in_a_paragraph_full_of_notes(part: str) -> None:
    def found(text: str) -> None:
        marks = tuple(Mark(at, "1") for at in range(0, len(text), 10))
        find_quotations(Draft((DraftParagraph(text, marks=marks),)))

    assert growth(found, lambda length: (part * length)[:length], 20_000) < MOST


@pytest.mark.parametrize("paragraph", ["“a b c d", ">a b c d", "» a «"])
def test_so_they_are_in_many_paragraphs(paragraph: str) -> None:
    def found(text: str) -> None:
        find_quotations(Draft(tuple(map(DraftParagraph, text.splitlines()))))

    assert growth(found, lambda length: f"{paragraph}\n" * length, 2_500) < MOST
