"""Draws the figures of the results files, and updates the tables of the page.

    python -m benchmarks.plots [--results FOLDER] [--page docs/performance.md]

The pictures are in a folder next to the page, with the page's name. Each series has its own marker,
line and shade, so that nothing is distinguished by colour alone.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from benchmarks.figures import Results, Scale, read_results
from benchmarks.marks import ASK_MB, ASK_SECONDS, MILLION_MB, TIMES_AS_FAST, WARM_MS
from benchmarks.options import RESULTS
from benchmarks.record import ROOT, Spread
from benchmarks.tables import with_new_tables

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PAGE = ROOT / "docs" / "performance.md"
BLUE, PALE, GREY, RED = "#0B4F8A", "#9FB8CE", "#555555", "#B03A00"
_STYLE: Any = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.axisbelow": True,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "legend.frameon": False,
}


def main(
    results: Annotated[Path, typer.Option(exists=True, file_okay=False)] = RESULTS,
    page: Annotated[Path, typer.Option(exists=True, dir_okay=False)] = PAGE,
) -> None:
    """Draw, and write the page."""
    found = read_results(results)
    pictures = page.with_suffix("")
    pictures.mkdir(exist_ok=True)
    draw(found, pictures)
    page.write_text(with_new_tables(page.read_text("utf-8"), found), "utf-8")
    print(f"{page} and {len(list(pictures.glob('*.png')))} pictures in {pictures} are written")


def draw(results: Results, folder: Path) -> None:
    """Draw every picture whose results exist."""
    if results.scale:
        _latency([one.figures for one in results.scale], folder / "latency.png")
        _memory([one.figures for one in results.scale], folder / "memory.png")
    if results.peers:
        _peers(results, folder / "peers.png")
    if results.engines:
        _engines(results, folder / "engines.png")
    if results.building:
        _building(results, folder / "building.png")


@contextmanager
def _axes(path: Path, title: str, height: float = 3.4) -> Iterator["Axes"]:
    """Axes to draw on, saved without the date and the library's version."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_STYLE):
        figure = Figure(figsize=(6.4, height), layout="constrained")
        axes = figure.add_subplot(title=title)
        yield axes
        figure.savefig(path, dpi=150, metadata={"Software": None})


def _bars(spreads: Sequence[Spread]) -> tuple[list[float], list[float]]:
    """How far the spreads reach below and above their medians."""
    below = [max(0.0, one.median - one.low) for one in spreads]
    return below, [max(0.0, one.high - one.median) for one in spreads]


def _passages(axes: "Axes", sizes: Sequence[int]) -> None:
    """The axis of the number of passages, with the measured ones as ticks."""
    axes.set_xscale("log")
    axes.set_xlim(min(sizes) / 2, max(sizes) * 2)
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_xlabel("passages")
    axes.set_ylim(bottom=0)
    axes.grid(axis="y", color="#e5e5e5")


def _latency(sizes: Sequence[Scale], path: Path) -> None:
    """Percentiles of a question by the number of passages, and the marks of the median."""
    at = [one.passages for one in sizes]
    with _axes(path, "A warm question, the encoder included, in ms") as axes:
        lines = (
            ("p99", [one.p99 for one in sizes], PALE, "D", "-."),
            ("p95", [one.p95 for one in sizes], GREY, "s", "--"),
            ("p50", [one.p50 for one in sizes], BLUE, "o", "-"),
            ("encoder alone, p50", [one.encoder for one in sizes], GREY, "x", ":"),
        )
        for name, spreads, colour, mark, line in lines:
            values = [one.median for one in spreads]
            axes.errorbar(
                at,
                values,
                _bars(spreads),
                color=colour,
                marker=mark,
                ls=line,
                label=name,
                capsize=3,
            )
        _marked(axes, at, WARM_MS, "mark of p50")
        _passages(axes, at)
        axes.legend(ncols=2, fontsize=9)


def _memory(sizes: Sequence[Scale], path: Path) -> None:
    """The largest memory of asking, by the number of passages."""
    at = [one.passages for one in sizes]
    with _axes(path, "Largest memory of a process that asks, in MB", 2.8) as axes:
        axes.plot(at, [one.peak_mb for one in sizes], color=BLUE, marker="o", label="measured")
        _marked(axes, at, {500: ASK_MB, 1_000_000: MILLION_MB}, "mark")
        _passages(axes, at)
        axes.legend(fontsize=9, loc="upper left")


def _marked(axes: "Axes", at: Sequence[int], bounds: dict[int, float], name: str) -> None:
    """A short line at the mark of each size that was measured."""
    for size in bounds.keys() & set(at):
        axes.hlines(bounds[size], size / 1.5, size * 1.5, color=RED, lw=2)
    axes.plot([], [], color=RED, lw=2, label=name)


def _horizontal_bars(
    axes: "Axes", names: Sequence[str], spreads: Sequence[Spread], form: str, own: str
) -> None:
    """Horizontal bars, the first on top; those whose name begins with `own` are dark."""
    places = range(len(names))
    values = [one.median for one in spreads]
    colours = [BLUE if name.startswith(own) else PALE for name in names]
    axes.barh(places, values, 0.6, color=colours)
    axes.errorbar(values, places, xerr=_bars(spreads), fmt="none", ecolor="black", capsize=3)
    for place, one in zip(places, spreads, strict=True):
        axes.annotate(
            form.format(one.median),
            (max(one.median, one.high), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
        )
    axes.set_yticks(places, names)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.margins(x=0.12)


def _bound(axes: "Axes", value: float, name: str) -> None:
    """A mark across horizontal bars, with its name."""
    axes.axvline(value, color=RED, lw=1.5, ls="--", zorder=0, label=name)
    axes.legend(fontsize=9, loc="lower right", bbox_to_anchor=(1, 0.98))


def _peers(results: Results, path: Path) -> None:
    """A cold question by each tool."""
    assert results.peers
    tools = results.peers.figures.tools
    with _axes(path, "A question from a standing start, in seconds", 2.8) as axes:
        colds = [one.cold for one in tools]
        _horizontal_bars(axes, [one.name for one in tools], colds, "{:.1f}", tools[0].name)
        _bound(axes, ASK_SECONDS, f"mark: {ASK_SECONDS} s")


def _engines(results: Results, path: Path) -> None:
    """Texts a second by each engine, and the mark against the reference."""
    assert results.engines
    found = results.engines.figures
    speeds = [
        Spread(found.texts / s.median, found.texts / s.high, found.texts / s.low, s.n)
        for s in (one.seconds for one in found.engines)
    ]
    with _axes(path, "Texts encoded a second", 2.6) as axes:
        names = [one.name for one in found.engines]
        _horizontal_bars(axes, names, speeds, "{:.0f}", names[1])
        _bound(axes, TIMES_AS_FAST * speeds[0].median, f"mark: {TIMES_AS_FAST} times")


def _building(results: Results, path: Path) -> None:
    """The largest memory of building, by the number of passages."""
    assert results.building
    grown = results.building.figures.grown
    with _axes(path, "Largest memory of building, in MB", 2.4) as axes:
        names = [f"{one.passages:,} passages" for one in grown]
        peaks = [Spread(one.peak_mb, one.peak_mb, one.peak_mb, 1) for one in grown]
        _horizontal_bars(axes, names, peaks, "{:.0f}", "")


if __name__ == "__main__":
    typer.run(main)
