"""The differences between the default model as it comes and as it is used here.

1. The model was trained on questions about texts of public bodies, in English, French and Spanish
   (`training/encoder`, docs/retrieval.md), by low-rank differences (Hu et al., 2022, LoRA): each
   weight matrix W of a layer became W + B A.
2. A and B ship beside this module, in 16 bits, by the names of the matrices. They are added when
   the weights are unpacked, so that every engine computes the same model.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_suffix(".safetensors")
SHA256 = "87cc5b403ab2c8afecbc37135545a90302ea171c1fbea6d33504a28c8510ff82"
"""The hash of the file, by which the model's folder is named, too."""


class Differences:
    """The products B A, by the name of the matrix that each is added to."""

    def __init__(self, file: Path) -> None:
        """Read the factors from a file."""
        from safetensors.numpy import load_file  # Late, so that a question need not wait for it.

        self._factors = load_file(file)

    def added(self, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """The values of a tensor of BertModel with its difference, if it has one."""
        if f"{name}.b" not in self._factors:
            return values
        b, a = (self._factors[f"{name}.{factor}"].astype(np.float32) for factor in "ba")
        total: NDArray[np.float32] = values + b @ a
        return total
