"""Evaluating from the command line: ask gold questions, then say, keep and compare what came."""

from pathlib import Path

from cmp_search.api.schemas import evaluation_json
from cmp_search.cli.evaluation_view import print_comparison, print_figures, print_index
from cmp_search.cli.output import asking
from cmp_search.cli.terminal import print_json, terminal
from cmp_search.errors import EvaluationError
from cmp_search.evaluation.comparison import compare
from cmp_search.evaluation.figures import figures
from cmp_search.evaluation.questions import read_questions
from cmp_search.evaluation.report import write_report
from cmp_search.evaluation.run import Run, load_run, save_run
from cmp_search.library import Library


def evaluate_files(
    library: Library,
    questions: list[Path],
    report: Path | None,
    save: Path | None,
    baseline: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ask the questions of some files; figures go to standard output, warnings to errors."""
    # Whatever could fail at the end of minutes of asking is tried before them.
    gold = read_questions(questions)
    before = load_run(baseline) if baseline else None
    for path in (report, save):
        if path:
            _check_place(path)
    with asking() as progress:
        run = library.evaluate(gold, progress)
    if save:
        save_run(run, save)
    found = figures(run)
    comparison = compare(before, run) if before else None
    if report:
        write_report(report, run, found, comparison)
    _warn(run)
    if as_json:
        print_json(evaluation_json(run, found, comparison))
        return
    print_index(run)
    print_figures(found)
    if comparison:
        print_comparison(comparison)


def _check_place(path: Path) -> None:
    """Make sure that a file can be written there.

    Raises:
        EvaluationError: its folder is not there, or it is a folder itself.
    """
    if path.is_dir():
        raise EvaluationError("output_is_folder", file=path)
    if not path.parent.is_dir():
        raise EvaluationError("output_without_folder", file=path)


def _warn(run: Run) -> None:
    """Say that the index is not what the corpus is, where that is so."""
    changed = [*run.index.pending, *run.index.gone]
    if changed:
        terminal(errors=True).print(
            f"The index is stale, {len(changed)} changed since: {', '.join(changed[:5])}"
            f"{' …' if len(changed) > 5 else ''}. What was measured is the index; "
            "`cmp-search index` brings it up to date.",
            style="yellow",
            markup=False,
        )
