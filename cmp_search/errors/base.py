"""The error that all others are: a code, and parameters in a form that JSON holds."""

from typing import Any

from cmp_search.language.unseen import harmless_line
from cmp_search.locales.error_messages import Parameter, message

MAX_REASON_LENGTH = 300
"""Characters kept of a message of a library or the system."""


class CmpSearchError(Exception):
    """Base class of every error that this package raises on purpose."""

    def __init__(self, code: str, /, **parameters: object) -> None:
        """A code of docs/errors.md, with the parameters that its message has places for.

        A path, a library's error or another error of this tree may be passed as it is.
        """
        super().__init__(code)
        self.code = code
        self.parameters = {name: _parameter(value) for name, value in parameters.items()}

    def __str__(self) -> str:
        """The English message, for logs and tracebacks."""
        return self.message("en")

    @property
    def record(self) -> dict[str, Any]:
        """Code and parameters, as JSON represents them."""
        return {"code": self.code, "parameters": self.parameters}

    def message(self, language: str) -> str:
        """The message in a language, on one line."""
        return message(self.code, self.parameters, language)


def _parameter(value: object) -> Parameter:
    """A value in the form that an error stores; paths and other libraries' errors become text."""
    match value:
        case bool() | int() | float():
            return value
        case CmpSearchError():
            return value.record
        case BaseException():
            text = (isinstance(value, OSError) and value.strerror) or str(value)
            line = next(iter(text.strip().splitlines()), "") or type(value).__name__
            return harmless_line(line)[:MAX_REASON_LENGTH]
        case list() | tuple():
            return [harmless_line(str(item)) for item in value]
        case _:
            return harmless_line(str(value))


def system_error(error: OSError) -> CmpSearchError:
    """An error of the system, such as a full disk, as an error of this tree."""
    if error.filename:
        return CmpSearchError("system_file", reason=error, file=error.filename)
    return CmpSearchError("system", reason=error)
