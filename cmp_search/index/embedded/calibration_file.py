"""The file of a calibration, beside the generations of an index folder; it has its own sum."""

from pathlib import Path

from cmp_search.documents.durable import write_file
from cmp_search.errors import MismatchError
from cmp_search.index.calibration import Calibration
from cmp_search.index.embedded.folder import CALIBRATION


def read_calibration(folder: Path) -> Calibration | None:
    """The calibration in an index folder; None if there is none.

    Raises:
        MismatchError: its file is damaged.
    """
    path = folder / CALIBRATION
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    from cmp_search.index.stored.calibrations import calibration_of  # Late: few indexes have one.

    try:
        return calibration_of(written)
    except ValueError as error:
        raise MismatchError("calibration_damaged", file=path) from error


def write_calibration(folder: Path, calibration: Calibration | None) -> None:
    """Replace the calibration in an index folder, or remove it."""
    path = folder / CALIBRATION
    if calibration is None:
        path.unlink(missing_ok=True)
        return
    from cmp_search.index.stored.calibrations import calibration_json

    write_file(path, calibration_json(calibration))
