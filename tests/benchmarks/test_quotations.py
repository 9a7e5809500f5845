"""Quotations of the shipped texts hold, altered and invented ones do not, in every format."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.invented import invented
from benchmarks.quotations import RIGHT, Case, at_once, make_cases, open_corpus, through_formats
from cmp_search.index.base import Index
from cmp_search.verification.verdict import CheckedQuotation, Standing
from tests.conftest import CHECKOUT


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of the shipped texts."""
    opened = open_corpus(CHECKOUT / "corpus", Path(tmp_path_factory.mktemp("quotations")))
    yield opened
    opened.close()


def is_right(case: Case, checked: CheckedQuotation | None) -> bool:
    """Whether a quotation has the standing that it should have."""
    return checked is not None and checked.standing in RIGHT.get(case.kind, {Standing.DIFFERS})


def test_each_kind_gets_its_standing(index: Index) -> None:
    cases = make_cases(index, 2, Random(5))
    assert len(cases) == 250
    pairs = list(zip(cases, at_once(index, cases), strict=True))
    wrong = [(case, checked) for case, checked in pairs if not is_right(case, checked)]
    assert all(case.kind not in ("exact", "invented") for case, _ in wrong)
    assert not [one for _, one in wrong if one.standing is Standing.EXACT]
    assert len(wrong) <= 2


def test_it_is_the_same_through_every_format(index: Index) -> None:
    cases = make_cases(index, 10, Random(6))
    for way, checked in through_formats(index, cases):
        wrong = [case for case, one in zip(cases, checked, strict=True) if not is_right(case, one)]
        assert len(wrong) <= 1 and not [case for case in wrong if case.kind == "exact"], way


def test_invented_quotations_are_not_alike() -> None:
    made = invented(100, 1)
    assert len({*made}) == len(made) == 100
    assert invented(100, 1) == made
