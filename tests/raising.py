"""Expecting errors by their code, whatever their message."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from cmp_search.errors import CmpSearchError

Error = TypeVar("Error", bound=CmpSearchError)


@contextmanager
def raises_code(
    kind: type[Error], code: str, **parameters: object
) -> Iterator[pytest.ExceptionInfo[Error]]:
    """Expect an error of a class with a code, and with the given parameters."""
    with pytest.raises(kind) as caught:
        yield caught
    error = caught.value
    assert error.code == code
    assert {name: error.parameters[name] for name in parameters} == parameters
    assert "\n" not in str(error)
