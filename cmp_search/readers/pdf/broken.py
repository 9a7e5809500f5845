"""What pypdf raises on broken files: its own errors, and some that it does not catch."""

import zlib

from pypdf.errors import PyPdfError

BROKEN = (
    PyPdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
