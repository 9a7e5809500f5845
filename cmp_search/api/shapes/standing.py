"""The JSON of whether a server runs and answers."""

from cmp_search.api.shapes.shape import Shape


class HealthJson(Shape):
    """Whether the server runs."""

    running: bool
    """True; a server that does not run says nothing."""


class ReadyJson(Shape):
    """What the server is ready to answer from."""

    generation: str
    """The name of the index's generation."""
