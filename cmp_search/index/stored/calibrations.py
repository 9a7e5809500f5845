"""A calibration as it is stored: JSON that ends with its own sum."""

from dataclasses import asdict, fields

from pydantic import TypeAdapter

from cmp_search.index.calibration import Calibration
from cmp_search.index.stored.sums import sealed, unsealed


def calibration_json(calibration: Calibration) -> bytes:
    """A calibration as it is stored."""
    return sealed(asdict(calibration))


def calibration_of(written: bytes) -> Calibration:
    """The calibration that was stored; older versions wrote no sum.

    Raises:
        ValueError: it is not as it was written.
    """
    values, has_sum = unsealed(written)
    if not has_sum and not values.keys() <= {field.name for field in fields(Calibration)}:
        raise ValueError("its sum cannot be found")
    return TypeAdapter(Calibration).validate_python(values)
