"""The marks: targets compared with what was measured. Reported, never asserted by a test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.figures import Cold, Nearest, Rebuild, Results, Scale
from benchmarks.record import Record

F = TypeVar("F")

ASK_SECONDS = 1.5
IMPORT_BY_ASK = 6.0
ASK_MB = 450.0
WARM_MS = {500: 25.0, 200_000: 40.0, 1_000_000: 60.0}
SLOW = 3.0
RECALL = 0.98
MILLION_MB = 2_500.0
GROWTH = 2.5
TIMES_AS_FAST = 2.2
OUTSIDE = 0.15
UNCHANGED_SECONDS = 1.0
USABLE_MS = 1_000.0
SHOWN_MS = 300.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A target and what was measured; `held` is None if nothing was."""

    what: str
    bound: str
    measured: str
    held: bool | None


def marks(results: Results) -> tuple[Mark, ...]:
    """Every mark in the order of the page."""
    return tuple(_marks(results))


def size_of(results: Results, passages: int) -> Scale | None:
    """The figures of one size."""
    found = [s.figures for s in results.scale if s.figures.passages == passages]
    return found[0] if found else None


def _marks(results: Results) -> Iterator[Mark]:
    yield from _cold(_figures(results.cold))
    for passages, bound in WARM_MS.items():
        yield from _warm(size_of(results, passages), passages, bound)
    million, before = size_of(results, 1_000_000), size_of(results, 200_000)
    ratio = million.p50.median / before.p50.median if million and before else None
    yield _at_most("p50 at 1,000,000 by p50 at 200,000", ratio, GROWTH, "{:.2f}")
    what = "largest memory of asking, 1,000,000 passages"
    yield _at_most(what, _of(million, lambda size: size.peak_mb), MILLION_MB, "{:,.0f} MB")
    yield from _nearest(_figures(results.nearest))
    what = "encoding, times as fast as sentence-transformers"
    fast = _of(_figures(results.engines), lambda found: found.engines[1].times_as_fast.median)
    yield _at_least(what, fast, TIMES_AS_FAST, "{:.2f}")
    what = "share of `cmp-search index` outside the encoder"
    outside = _of(_figures(results.building), lambda found: found.outside.median)
    yield _at_most(what, outside, OUTSIDE, "{:.1f} %", 100)
    yield from _unchanged(_figures(results.rebuild))
    browser = _figures(results.browser)
    usable, shown = (
        _of(browser, lambda f: f.usable_ms.median),
        _of(browser, lambda f: f.shown_ms.median),
    )
    yield _at_most("a page can be used, in a browser", usable, USABLE_MS, "{:,.0f} ms")
    yield _at_most("an answer is shown, in a browser", shown, SHOWN_MS, "{:.0f} ms")


def _cold(found: Cold | None) -> Iterator[Mark]:
    what = "whole `cmp-search ask`, cold"
    yield _at_most(what, _of(found, lambda f: f.ask.median), ASK_SECONDS, "{:.2f} s")
    yield _at_most("its largest memory", _of(found, lambda f: f.ask_mb.high), ASK_MB, "{:.0f} MB")
    what = "import of sentence-transformers, against it"
    yield _at_least(what, _of(found, lambda f: f.ratio.median), IMPORT_BY_ASK, "{:.1f} times")


def _warm(size: Scale | None, passages: int, bound: float) -> Iterator[Mark]:
    what = f"warm question, {passages:,} passages: p50"
    yield _at_most(what, _of(size, lambda s: s.p50.median), bound, "{:.1f} ms")
    slow = _of(size, lambda s: s.p99.median / s.p50.median)
    yield _at_most("its p99 by its p50", slow, SLOW, "{:.2f}")
    among = _of(size, lambda s: s.recall_candidates)
    yield _at_least("the ten nearest, among its candidates", among, RECALL, "{:.3f}")
    first = _of(size, lambda s: s.recall_at_10)
    yield _at_least("the ten nearest, as its first ten", first, RECALL, "{:.3f}")
    shown = _of(size, lambda s: s.shown)
    yield _at_least("the ten passages of an exact search, as shown", shown, RECALL, "{:.3f}")


def _nearest(found: Nearest | None) -> Iterator[Mark]:
    """The index's own way is the last one."""
    what = f"the ten nearest of {found.sentences if found else 0:,} real sentences"
    among = _of(found, lambda f: f.found[-1].real_candidates)
    yield _at_least(f"{what}, among 120 candidates", among, RECALL, "{:.3f}")
    first = _of(found, lambda f: f.found[-1].real_first)
    yield _at_least(f"{what}, as the first ten", first, RECALL, "{:.3f}")


def _unchanged(found: Rebuild | None) -> Iterator[Mark]:
    slower = _of(found, lambda f: max(f.unchanged.median, f.unchanged_small.median))
    what = "`cmp-search index` with nothing changed"
    yield _at_most(what, slower, UNCHANGED_SECONDS, "{:.2f} s")
    loaded = (", ".join(found.loaded) or "none") if found else ""
    held = loaded == "none" if found else None
    yield Mark("libraries of encoders that it loads", "none", loaded, held)


def _of(found: F | None, value: Callable[[F], float]) -> float | None:
    return None if found is None else value(found)


def _figures(record: Record[F] | None) -> F | None:
    return record.figures if record else None


def _at_most(what: str, value: float | None, bound: float, form: str, times: int = 1) -> Mark:
    held = None if value is None else value <= bound
    return Mark(what, f"≤ {form.format(times * bound)}", _text(value, form, times), held)


def _at_least(what: str, value: float | None, bound: float, form: str) -> Mark:
    held = None if value is None else value >= bound
    return Mark(what, f"≥ {form.format(bound)}", _text(value, form), held)


def _text(value: float | None, form: str, times: int = 1) -> str:
    return "" if value is None else form.format(times * value)
