"""Tests of conditions."""

from cmp_search.index.milvus.expressions import among, between, both, equals


def test_values_are_written_so_that_none_ends_the_text() -> None:
    assert equals("key", 'w:"] or true') == 'key == "w:\\"] or true"'
    assert among("language", ["fr", "é\\"]) == 'language in ["fr", "é\\\\"]'
    assert among("number", [1, 2]) == "number in [1, 2]"


def test_conditions_are_joined_unless_they_are_empty() -> None:
    assert both("", equals("a", 1), "", between("b", 2, 3)) == "a == 1 and (b >= 2 and b <= 3)"
    assert both("", "") == ""
