"""No draft makes the search for its quotations take longer than it is long."""

import pytest

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
