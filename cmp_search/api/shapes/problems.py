"""The JSON of what went wrong."""

from cmp_search.api.shapes.shape import Shape


class ErrorRecordJson(Shape):
    """An error."""

    code: str
    """What it is; the code stays the same across versions."""
    parameters: dict[str, object]
    """What the message has places for."""
    message: str
    """What happened and what to do, on one line."""


class ErrorJson(Shape):
    """An error that ended a command."""

    error: ErrorRecordJson
    """The error."""


class ProblemJson(Shape):
    """What went wrong with a request, in the form of RFC 9457."""

    type: str
    """The code as a URI."""
    title: str
    """The status in words."""
    status: int
    """The status of the response."""
    detail: str
    """What happened and what to do, in the language that the request accepts."""
    code: str
    """What it is; the code stays the same across versions."""
    parameters: dict[str, object]
    """What the detail has places for."""
