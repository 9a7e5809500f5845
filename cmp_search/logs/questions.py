"""Questions in the log: how long one took, and where; never what it was."""

from cmp_search.logs.events.asking import QuestionAnswered, QuestionSlow
from cmp_search.logs.stopwatch import Stopwatch
from cmp_search.logs.telling import tell

SLOW_S = 1.0
"""From how many seconds on a question is slow."""


def tell_answered(watch: Stopwatch, verdict: str, hits: int) -> None:
    """Tell of a question that was answered with a verdict and some hits."""
    seconds = watch.seconds
    kind = QuestionSlow if seconds >= SLOW_S else QuestionAnswered
    tell(kind(round(seconds * 1000), watch.stages, verdict, hits))
