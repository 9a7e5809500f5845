"""A stopwatch for the stages of what is done."""

from time import perf_counter


class Stopwatch:
    """Runs from when it is made; used by one thread."""

    def __init__(self) -> None:
        self._begun = self._last = perf_counter()
        self._stages: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Count the time since the last lap to a stage."""
        now = perf_counter()
        self._stages[stage] = self._stages.get(stage, 0.0) + now - self._last
        self._last = now

    @property
    def seconds(self) -> float:
        """The time until now."""
        return perf_counter() - self._begun

    @property
    def stages(self) -> dict[str, int]:
        """Milliseconds of each stage so far."""
        return {stage: round(seconds * 1000) for stage, seconds in self._stages.items()}
