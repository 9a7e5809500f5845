"""The file of a calibration, beside the generations of an index folder; it has its own sum."""

import os
from dataclasses import asdict, fields
from pathlib import Path

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
    from pydantic import TypeAdapter  # Late: few indexes have one.

    from cmp_search.index.embedded.sums import unsealed

    try:
        values, has_sum = unsealed(written)
        if not has_sum and not values.keys() <= {field.name for field in fields(Calibration)}:
            raise ValueError("its sum cannot be found")  # Older versions wrote none.
        return TypeAdapter(Calibration).validate_python(values)
    except ValueError as error:
        raise MismatchError("calibration_damaged", file=path) from error


def write_calibration(folder: Path, calibration: Calibration | None) -> None:
    """Replace the calibration in an index folder, or remove it."""
    path = folder / CALIBRATION
    if calibration is None:
        path.unlink(missing_ok=True)
        return
    from cmp_search.index.embedded.sums import sealed

    written = path.with_name(f"{CALIBRATION}.new")
    written.write_bytes(sealed(asdict(calibration)))
    os.replace(written, path)
