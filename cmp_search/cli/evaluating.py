"""Evaluating from the command line: ask gold questions; print, save and compare the results."""

from pathlib import Path

from cmp_search.api.evaluation import evaluation_json
from cmp_search.cli.evaluation_view import print_comparison, print_figures, print_index
from cmp_search.cli.output import asking
from cmp_search.cli.terminal import print_json, terminal
from cmp_search.errors import EvaluationError
from cmp_search.evaluation.comparison import compare
from cmp_search.evaluation.figures import figures
from cmp_search.evaluation.measures import check_installed
from cmp_search.evaluation.questions import read_questions
from cmp_search.evaluation.report import write_report
from cmp_search.evaluation.run import Run
from cmp_search.evaluation.run_file import load_run, save_run
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
    """Ask the questions of some files and print the figures; warnings go to standard error."""
    # Whatever could fail is checked before minutes are spent on asking.
    check_installed()
    gold = read_questions(questions)
    before = load_run(baseline) if baseline else None
    for path in (report, save):
        if path:
            _check_writable(path)
    with asking() as progress:
        run = library.evaluate(gold, progress)
    if save:
        save_run(run, save)
    run_figures = figures(run)
    comparison = compare(before, run) if before else None
    if report:
        write_report(report, run, run_figures, comparison)
    _warn(run)
    if as_json:
        print_json(evaluation_json(run, run_figures, comparison))
        return
    print_index(run)
    print_figures(run_figures)
    if comparison:
        print_comparison(comparison)


def _check_writable(path: Path) -> None:
    """Check that a file can be written there.

    Raises:
        EvaluationError: its folder does not exist, or it is a folder itself.
    """
    if path.is_dir():
        raise EvaluationError("output_is_folder", file=path)
    if not path.parent.is_dir():
        raise EvaluationError("output_without_folder", file=path)


def _warn(run: Run) -> None:
    """Warn if the index is out of date with the corpus."""
    changed = [*run.index.pending, *run.index.gone]
    if changed:
        terminal(errors=True).print(
            f"The index is out of date; {len(changed)} changed since it was built: "
            f"{', '.join(changed[:5])}{' …' if len(changed) > 5 else ''}. "
            "The index was measured as it is; `cmp-search index` updates it.",
            style="yellow",
            markup=False,
        )
