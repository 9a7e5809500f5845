"""How far the work is that is being done, and how long it may still take."""

from time import monotonic

from cmp_search.documents.lock import Holder
from cmp_search.index.report import BuildProgress
from cmp_search.web.jobs.job import Event

ESTIMATE_AFTER = 2.0
"""Seconds before the time left is estimated."""


class Progress:
    """How far the work is that is being done."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.step: BuildProgress | None = None
        self.waits_for: Holder | None = None
        self._started = monotonic()

    def on_event(self, event: Event) -> None:
        """Take up what the work tells; the time of a build is counted from its first step."""
        if event.waits_for:
            self.waits_for = event.waits_for
        if event.step:
            if self.step is None:
                self._started = monotonic()
            self.step, self.waits_for = event.step, None

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the rate so far; None while it is too early."""
        step, elapsed = self.step, max(monotonic() - self._started, 1e-3)
        if step is None or not step.done or elapsed < ESTIMATE_AFTER:
            return None
        return elapsed * (step.total - step.done) / step.done
