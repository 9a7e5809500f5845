"""Plots of an evaluation as SVG, for embedding in HTML.

Every plot has its numbers in a table next to it. Colours can be told apart with any colour vision
(Okabe and Ito, Color Universal Design, 2008), and are never the only distinction. Text stays text,
so that it can be read out, found and copied.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

from cmp_search.evaluation.abstention import Bin, Point
from cmp_search.evaluation.figures import SubsetMeasures
from cmp_search.evaluation.phrases import NAMES
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.run import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#555555"
MARKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "D"))
SIZE = (6.4, 3.4)
BINS = 20
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cmp-search",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.axisbelow": True,
    "legend.frameon": False,
}
_ID = re.compile(r'\bid="|xlink:href="#|url\(#')


@contextmanager
def _axes(name: str, drawn: list[str]) -> Iterator["Axes"]:
    """Axes to draw on; their SVG is added to `drawn`, with ids that no other plot has."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_STYLE):
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.add_subplot()
        yield axes
        buffer = StringIO()
        # Without metadata, which would contain the date and the addresses of vocabularies.
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(buffer, format="svg", transparent=True, metadata=nothing)
    svg = buffer.getvalue()
    drawn.append(_ID.sub(lambda match: f"{match[0]}{name}-", svg[svg.index("<svg") :]))


def by_language(rows: Sequence[SubsetMeasures]) -> str:
    """R@k by language with its intervals."""
    drawn: list[str] = []
    with _axes("languages", drawn) as axes:
        for i, name in enumerate(("R@1", "R@5", "R@10")):
            figures = [row.measures[name] for row in rows]
            xs = [x + (i - 1) * 0.18 for x in range(len(rows))]
            values = [figure.value for figure in figures]
            below = [max(0.0, figure.value - figure.low) for figure in figures]
            above = [max(0.0, figure.high - figure.value) for figure in figures]
            colour, mark = MARKS[i]
            axes.errorbar(xs, values, (below, above), fmt=mark, color=colour, label=name, capsize=3)
        axes.set_xticks(
            range(len(rows)), [f"{NAMES.get(row.name, row.name)}\nn = {row.n}" for row in rows]
        )
        lowest = min(row.measures["R@1"].low for row in rows)
        axes.set_ylim(max(0.0, lowest - 0.08), 1.02)
        axes.grid(axis="y", color="#dddddd")
        axes.set_ylabel("share of questions")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=3)
    return drawn[0]


def risk_coverage(points: Sequence[Point]) -> str:
    """Of the questions answered, the share that is wrong, by the share that is answered."""
    drawn: list[str] = []
    with _axes("risk", drawn) as axes:
        coverage = [point.coverage for point in points]
        axes.plot(
            coverage, [point.risk for point in points], color=BLUE, drawstyle="steps-post", lw=2
        )
        axes.set(xlim=(0, 1.02), ylim=(0, max(0.1, *(point.risk for point in points)) * 1.1))
        axes.grid(color="#dddddd")
        axes.set_xlabel("coverage: share of all questions that would be answered")
        axes.set_ylabel("risk: share of these that is wrong")
    return drawn[0]


def probabilities(run: Run) -> str:
    """The distribution of the probabilities of each kind of question."""
    kinds = [k for k in Kind if any(result.question.kind is k for result in run.asked)]
    edges = [i / BINS for i in range(BINS + 1)]
    drawn: list[str] = []
    with _axes("spread", drawn) as axes:
        counted = [
            _shares([result.probability for result in run.asked if result.question.kind is kind])
            for kind in kinds
        ]
        # One lane per kind, so that none hides another.
        for lane, (kind, shares) in enumerate(zip(reversed(kinds), reversed(counted), strict=True)):
            colour = BLUE if kind in (Kind.ANSWERABLE, Kind.TWO_DOCUMENTS) else ORANGE
            axes.bar(
                edges[:-1],
                [0.85 * share for share in shares],
                1 / BINS,
                bottom=lane,
                align="edge",
                color=colour,
                edgecolor="white",
            )
            axes.axhline(lane, color=GREY, lw=0.6)
        for threshold, name in ((run.related, "related"), (run.answered, "answered")):
            axes.vlines(threshold, 0, len(kinds), color=GREY, ls="--", lw=1)
            axes.annotate(
                f"{name} from {threshold:.2f}",
                (threshold, len(kinds) + 0.08),
                ha="center",
                color=GREY,
                fontsize=9,
            )
        axes.set_yticks(
            [lane + 0.4 for lane in range(len(kinds))], [NAMES[kind] for kind in reversed(kinds)]
        )
        axes.tick_params(axis="y", length=0)
        axes.set(xlim=(0, 1), ylim=(0, len(kinds) + 0.4))
        axes.set_xlabel(
            "probability that the texts answer; height: how many questions, for each kind"
        )
    return drawn[0]


def _shares(values: Sequence[float]) -> list[float]:
    """How full each bin is, relative to the fullest."""
    counts = [0] * BINS
    for value in values:
        counts[min(int(value * BINS), BINS - 1)] += 1
    return [count / max(counts) for count in counts]


def reliability(bins: Sequence[Bin]) -> str:
    """The share of questions that are answerable, by the probability given."""
    drawn: list[str] = []
    with _axes("reliability", drawn) as axes:
        axes.plot((0, 1), (0, 1), color=GREY, ls="--", lw=1, label="perfectly calibrated")
        given = [bin.probability for bin in bins]
        shares = [bin.answerable.value for bin in bins]
        below = [max(0.0, bin.answerable.value - bin.answerable.low) for bin in bins]
        above = [max(0.0, bin.answerable.high - bin.answerable.value) for bin in bins]
        axes.errorbar(given, shares, (below, above), fmt="none", ecolor=BLUE, capsize=3)
        sizes = [10 + 3 * bin.answerable.n for bin in bins]
        axes.scatter(given, shares, sizes, color=BLUE, label="measured; larger: more questions")
        axes.set(xlim=(-0.02, 1.05), ylim=(-0.05, 1.05))
        axes.grid(color="#dddddd")
        axes.set_xlabel("probability given, in tenths")
        axes.set_ylabel("share that is answerable")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.16), ncols=2)
    return drawn[0]
