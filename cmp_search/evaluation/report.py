"""The report: one self-contained page of HTML, for people and for the record."""

from importlib.resources import files
from pathlib import Path

from cmp_search.evaluation import phrases, plots
from cmp_search.evaluation.abstention import FIRST, Point
from cmp_search.evaluation.comparison import Comparison
from cmp_search.evaluation.figures import BOTH_AMONG, Figures, SubsetKind
from cmp_search.evaluation.measures import MEASURES
from cmp_search.evaluation.run import Run
from cmp_search.language.unseen import harmless

TEMPLATE = "report.html"


def write_report(
    path: Path, run: Run, figures: Figures, comparison: Comparison | None = None
) -> None:
    """Write the report of a run to a file."""
    path.write_text(harmless(report_html(run, figures, comparison)), "utf-8")


def report_html(run: Run, figures: Figures, comparison: Comparison | None = None) -> str:
    """The report of a run as HTML; whatever comes from questions or texts is escaped."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = files("cmp_search.evaluation").joinpath(TEMPLATE).read_text("utf-8")
    abstention = figures.abstention
    languages = [row for row in figures.rows if row.by is not SubsetKind.STYLE]
    drawn = {
        "languages": plots.by_language(languages) if languages else "",
        "spread": plots.probabilities(run),
        "risk": plots.risk_coverage(abstention.risk_coverage) if abstention.risk_coverage else "",
        "reliability": plots.reliability(abstention.reliability) if abstention.reliability else "",
    }
    return environment.from_string(template).render(
        run=run,
        figures=figures,
        comparison=comparison,
        comparison_lines=list(phrases.comparison_lines(comparison)) if comparison else [],
        changes=[("won", comparison.won), ("lost", comparison.lost)] if comparison else [],
        plots={name: Markup(svg) for name, svg in drawn.items()},  # our own drawing
        deciles=_deciles(abstention.risk_coverage),
        measures=MEASURES,
        first=FIRST,
        both_among=BOTH_AMONG,
        phrases=phrases,
    )


def _deciles(points: tuple[Point, ...]) -> list[Point]:
    """The first points of the curve that reach each tenth of coverage."""
    tenths = [tenth / 10 for tenth in range(1, 11)]
    return list(
        dict.fromkeys(
            next(point for point in points if point.coverage >= tenth - 1e-9)
            for tenth in (tenths if points else [])
        )
    )
