"""The commands that measure the search, and that set its thresholds by what was measured.

They import what they need when they run, as all commands do.
"""

from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import CorpusOption, IndexOption, JsonOption, ModelOption, library_of


@with_json_errors
def evaluate(
    questions: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Files of questions, as docs/evaluation.md describes."),
    ],
    corpus: CorpusOption = None,
    index: IndexOption = None,
    json: JsonOption = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a report to this HTML file.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the run to this JSON file.")
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Compare with a saved run.")
    ] = None,
) -> None:
    """Measure how well the search does on questions whose answers are known."""
    from cmp_search.cli.evaluating import evaluate_files

    library = library_of(corpus, index)
    evaluate_files(library, questions, report, save, baseline, as_json=json)


@with_json_errors
def calibrate(
    questions: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", help="Files of questions, as for `eval`.")
    ] = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    model: ModelOption = None,
    json: JsonOption = False,
    reset: Annotated[bool, typer.Option("--reset", help="Use the shipped ones again.")] = False,
) -> None:
    """Choose the confidence thresholds for your texts from questions with known answers."""
    from cmp_search.cli.calibrating import calibrate_by_files, reset_thresholds

    if bool(questions) == reset:
        raise typer.BadParameter("name files of questions, or --reset alone")
    library = library_of(corpus, index, model)
    if questions:
        calibrate_by_files(library, questions, as_json=json)
    else:
        reset_thresholds(library, as_json=json)
