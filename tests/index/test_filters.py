import pytest

from cmp_search.index.filters import Filters


def test_any_sequence_is_taken() -> None:
    assert Filters(["a"], ["en"], [2019]) == Filters(("a",), ("en",), (2019,))  # type: ignore[arg-type]
    assert hash(Filters(years=[2019])) == hash(Filters(years=(2019,)))  # type: ignore[arg-type]


def test_text_alone_is_not_taken_for_its_letters() -> None:
    with pytest.raises(TypeError, match=r"languages .*'en'"):
        Filters(languages="en")  # type: ignore[arg-type]


def test_a_filter_is_true_when_it_limits_something() -> None:
    assert not Filters()
    assert Filters(documents=("a",)) and Filters(languages=("en",)) and Filters(years=(1,))
