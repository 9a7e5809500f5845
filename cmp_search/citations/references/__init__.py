"""References: cited texts for reference managers, in CSL-JSON, RIS and BibTeX.

A text is one reference, however often it is cited; where the words stand is a note of it.
"""

from collections.abc import Sequence
from enum import StrEnum

from cmp_search.citations.references.bibtex import bibtex
from cmp_search.citations.references.csl_json import csl_json
from cmp_search.citations.references.reference import Reference, references
from cmp_search.citations.references.ris import ris

__all__ = ["Reference", "ReferenceFormat", "references", "write_references"]


class ReferenceFormat(StrEnum):
    """A format of reference managers."""

    CSL_JSON = "csl-json"
    RIS = "ris"
    BIBTEX = "bibtex"


_WRITERS = {
    ReferenceFormat.CSL_JSON: csl_json,
    ReferenceFormat.RIS: ris,
    ReferenceFormat.BIBTEX: bibtex,
}


def write_references(cited: Sequence[Reference], format: ReferenceFormat) -> str:
    """References in a format, with a line feed at the end."""
    return _WRITERS[format](cited)
