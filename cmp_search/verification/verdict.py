"""What was found of each quotation of a draft."""

from dataclasses import dataclass
from enum import StrEnum

from cmp_search.citations.citation import Citation
from cmp_search.verification.quotation import DraftQuotation


class Standing(StrEnum):
    """Whether a quotation holds."""

    EXACT = "exact"
    DIFFERS = "differs"
    MOVED = "moved"
    SOURCE_CHANGED = "source_changed"
    NOT_FOUND = "not_found"
    NOT_CHECKED = "not_checked"


class ChangeKind(StrEnum):
    """What a part of a difference is."""

    SAME = "same"
    ONLY_IN_NOTE = "only_in_note"
    ONLY_IN_TEXT = "only_in_text"


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a difference; all parts but those only in the text make up the quotation."""

    kind: ChangeKind
    words: str


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """A quotation and what became of it.

    `citation` is of the words in the texts that it was compared with, None if there are none.
    `reason` is a code that says why it has this standing, empty where the standing says it all.
    """

    quotation: DraftQuotation
    standing: Standing
    citation: Citation | None = None
    reason: str = ""
    difference: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """All quotations of a draft, in reading order, and the index they were compared with."""

    file: str
    index_fingerprint: str
    quotations: tuple[CheckedQuotation, ...]

    @property
    def holds(self) -> bool:
        """Whether every quotation that could be checked stands where the draft says."""
        sound = (Standing.EXACT, Standing.NOT_CHECKED)
        return all(one.standing in sound for one in self.quotations)
