"""The file of a run, as JSON, from which it can be loaded again."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from cmp_search.errors import EvaluationError
from cmp_search.evaluation.run import FORM, Run
from cmp_search.language.unseen import escaped

_RUN = TypeAdapter(Run)


def save_run(run: Run, path: Path) -> None:
    """Write a run to a file."""
    path.write_text(escaped(_RUN.dump_json(run, indent=1).decode()) + "\n", "utf-8")


def load_run(path: Path) -> Run:
    """Load a saved run.

    Raises:
        EvaluationError: the file cannot be read, or is not a run of this form.
    """
    try:
        run = _RUN.validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationError("run_unreadable", file=path, reason=error) from error
    except ValidationError as error:
        raise EvaluationError("run_foreign", file=path) from error
    if run.form != FORM:
        raise EvaluationError("run_form", file=path, found=run.form, read=FORM)
    return run
