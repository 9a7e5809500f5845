"""Sums: no change to a stored row, or to sealed JSON, is taken for what was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.errors import MismatchError
from cmp_search.index.stored.sums import checked, row_sum, sealed, summed, unsealed
from tests.raising import raises_code

VALUES = (
    st.none()
    | st.integers(-(2**40), 2**40)
    | st.text(st.characters(codec="utf-8", min_codepoint=32))
)


@given(st.lists(VALUES, min_size=1), st.data())
def test_a_row_is_as_it_was_written_or_an_error(values: list[object], data: st.DataObject) -> None:
    (stored,) = summed("parts", [tuple(values)])
    assert checked("parts", [stored]) == [tuple(values)]
    place = data.draw(st.integers(0, len(values) - 1))
    other = data.draw((VALUES | st.binary()).filter(lambda value: str(value) != str(values[place])))
    changed = (*values[:place], other, *values[place + 1 :], stored[-1])
    with raises_code(MismatchError, "rows_damaged"):
        checked("parts", [changed])
    assert row_sum("pages", tuple(values)) != stored[-1]


@given(st.dictionaries(st.text(), VALUES), st.data())
def test_a_flipped_bit_of_sealed_json_is_noticed(
    fields: dict[str, object], data: st.DataObject
) -> None:
    fields.pop("sum", None)
    written = sealed(fields)
    assert unsealed(written) == (fields, True)
    bit = data.draw(st.integers(0, len(written) * 8 - 1))
    harmed = bytearray(written)
    harmed[bit // 8] ^= 1 << bit % 8
    try:
        found, has_sum = unsealed(bytes(harmed))
    except ValueError:
        return
    assert not has_sum, "and who reads it refuses what has no sum"
    assert found != fields


def test_json_without_a_sum_is_read_as_such() -> None:
    assert unsealed(json.dumps({"schema": 10}).encode()) == ({"schema": 10}, False)
    with pytest.raises(ValueError):
        unsealed(b"[1]")
