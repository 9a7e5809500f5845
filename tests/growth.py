"""How the time of a piece of work grows with its input, measured so that noise cannot tell.

1. Processor time is taken, not time on the clock: what else runs does not count. Nor does garbage
   collection, which takes the longer the more other tests have left in memory.
2. The input is made four times as large. Linear work then takes four times as long, quadratic work
   sixteen times; nine is between them: each doubling may at most triple the work.
3. Of several measurements the shortest counts, and before work is called too slow, it is measured
   again. What takes next to no time has not grown too much.
"""

import gc
from collections.abc import Callable
from time import process_time

MOST = 9.0
"""How many times as long work may take on an input four times as large."""
_NOTHING = 0.03
"""Seconds of processor time that are too short to be compared."""
_TRIES = 6


def growth(work: Callable[[str], object], text: Callable[[int], str], length: int) -> float:
    """How many times as long work takes on a text four times as long as `length`, at best."""
    short, long = text(length), text(4 * length)
    seconds, more = float("inf"), float("inf")
    for _ in range(_TRIES):
        more = min(more, _seconds(work, long))
        if more < _NOTHING:
            return 1.0
        seconds = min(seconds, _seconds(work, short))
        if more < MOST * seconds:
            break
    return more / seconds


def _seconds(work: Callable[[str], object], text: str) -> float:
    gc.disable()
    try:
        start = process_time()
        work(text)
        return process_time() - start
    finally:
        gc.enable()
