"""Expressions: conditions as Milvus reads them; values are written as JSON, never pasted in."""

import json
from collections.abc import Iterable

ALL = ""
"""The condition that every row meets."""


def among(field: str, values: Iterable[int] | Iterable[str]) -> str:
    """That a field has one of some values."""
    return f"{field} in [{', '.join(map(_written, values))}]"


def equals(field: str, value: int | str) -> str:
    """That a field has a value."""
    return f"{field} == {_written(value)}"


def between(field: str, first: int, last: int) -> str:
    """That a number is from `first` to `last`, both included."""
    return f"({field} >= {int(first)} and {field} <= {int(last)})"


def both(*expressions: str) -> str:
    """That all of some conditions are met."""
    return " and ".join(expression for expression in expressions if expression)


def _written(value: int | str) -> str:
    return json.dumps(value if isinstance(value, str) else int(value), ensure_ascii=False)
