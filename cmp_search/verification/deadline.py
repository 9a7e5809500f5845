"""The time that comparing a draft with an index may take, so that no draft keeps others waiting.

It grows with the texts of the index, which whoever wrote the draft does not choose, and not with
the draft: its quotations may be many, and each like many places of many texts.
"""

from time import monotonic

from cmp_search.errors import SlowError

SECONDS, SECONDS_A_TEXT = 60.0, 1.0
"""A second is enough for a thousand quotations in a text of a hundred pages."""


class Deadline:
    """When comparing has to be done; whoever compares looks at it between one step and the next."""

    def __init__(self, texts: int) -> None:
        """Begin now, for an index of some texts."""
        self._seconds = SECONDS + SECONDS_A_TEXT * texts
        self._end = monotonic() + self._seconds

    def check(self) -> None:
        """Go on if there is time left.

        Raises:
            SlowError: there is none.
        """
        if monotonic() > self._end:
            self.give_up()

    def give_up(self) -> None:
        """Say that it takes too much.

        Raises:
            SlowError: always.
        """
        raise SlowError("comparing_slow", seconds=round(self._seconds))
