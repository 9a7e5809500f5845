"""Judging: the standing of a quotation, by where its words stand and what resembles them.

1. Its words stand somewhere as it has them: it is exact where one of these places is the one cited,
   else it has moved. A digest's words are not those of the official text, if that is cited.
2. They stand nowhere. Words that are too few, without a footnote, may be no quotation; without a
   text of its language, or of the name in its footnote, it cannot be checked.
3. The annex has them from another edition than the index: the source has changed since. Words that
   the annex has not were never in that edition.
4. Enough of them stand together, or stand word for word in two places: it differs.
5. Else it is not found. Nothing but step 1 makes a quotation exact.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.verification.cited import Cited, document_of
from cmp_search.verification.likeness import Likeness
from cmp_search.verification.pattern import Pattern
from cmp_search.verification.places import FoundPlace, Misplaced
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import ChangeKind, CheckedQuotation, Standing

FEW_WORDS = 4
"""Words from which on a text in quotation marks without a footnote is taken for a quotation."""


class Reason(StrEnum):
    """Why a quotation has its standing, where that is not said by it; the codes never change.

    Those of a quotation that has moved are the values of `Misplaced`.
    """

    SOURCE_CHANGED_SINCE = "source_changed_since"
    NO_TEXT_NAMED = "no_text_named"
    MERGED = "merged"
    MOSTLY_GAPS = "mostly_gaps"
    TOO_LONG = "too_long"
    CUT = "cut"
    TOO_SHORT = "too_short"
    NOT_INDEXED = "not_indexed"
    DIGEST = "digest"
    LANGUAGE = "language"
    HEADINGS = "headings"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a quotation; `places` are where its words stand.

    `indexed` are the ids of all texts; `edition` is the hash of the one that the annex names, empty
    without. `is_too_long` says that it was not looked for by likeness, `has_language` whether there
    is a text in its language, `is_excerpt` whether its words are in the annex, if there is one.
    """

    quotation: DraftQuotation
    pattern: Pattern
    cited: Cited
    places: Sequence[FoundPlace]
    likeness: Likeness | None
    indexed: Set[str]
    edition: str = ""
    is_too_long: bool = False
    is_excerpt: bool = True
    has_language: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether the annex has it from another edition of a text than the index has."""
        line = self.cited.line
        return line is not None and bool(self.edition) and line.edition != self.edition


_GRAVITY = [None, *reversed(Misplaced)]


def judge(evidence: Evidence) -> CheckedQuotation:
    """The standing of a quotation; steps 1 to 5."""
    if evidence.places:
        return _standing(evidence)
    reason = _why_not(evidence)
    if reason:
        return CheckedQuotation(evidence.quotation, Standing.NOT_CHECKED, reason=reason)
    return _not_standing(evidence)


def _standing(evidence: Evidence) -> CheckedQuotation:
    """Step 1."""
    best = min(evidence.places, key=lambda place: _GRAVITY.index(place.misplaced))
    standing, reason = Standing.EXACT, ""
    if best.misplaced:
        standing, reason = Standing.MOVED, best.misplaced.value
    elif evidence.is_changed:
        reason = Reason.SOURCE_CHANGED_SINCE
    elif evidence.cited.is_named and not evidence.cited.documents:
        reason = Reason.NO_TEXT_NAMED
    elif best.is_digest:
        reason = Reason.DIGEST
    if best.is_digest and not evidence.cited.documents and evidence.cited.digests:
        standing, reason = Standing.NOT_CHECKED, Reason.DIGEST
    return CheckedQuotation(evidence.quotation, standing, best.citation, reason)


def _why_not(evidence: Evidence) -> str:
    """Step 2: why a quotation that stands nowhere isn't held against the texts; empty if it is."""
    cited, likeness = evidence.cited, evidence.likeness
    if not evidence.pattern.words:
        return Reason.TOO_SHORT
    if not cited.is_named and evidence.pattern.words < FEW_WORDS:
        return Reason.TOO_SHORT
    if cited.documents & evidence.indexed or (likeness and likeness.is_enough):
        return ""
    if cited.digests:
        return Reason.DIGEST
    if cited.is_named:
        return Reason.NOT_INDEXED
    return "" if evidence.has_language else Reason.LANGUAGE


def _not_standing(evidence: Evidence) -> CheckedQuotation:
    """Steps 3 to 5."""
    likeness, quotation = evidence.likeness, evidence.quotation
    near = likeness if likeness and likeness.is_enough else None
    reason = Reason.MOSTLY_GAPS if evidence.pattern.is_mostly_gaps else ""
    reason = Reason.TOO_LONG if evidence.is_too_long else reason
    if near is None:
        has_gone = evidence.is_changed and evidence.is_excerpt
        standing = Standing.SOURCE_CHANGED if has_gone else Standing.NOT_FOUND
        return CheckedQuotation(quotation, standing, reason=reason)
    if near.is_merged:
        reason = Reason.MERGED
    elif near.share == 1 and all(change.kind is ChangeKind.SAME for change in near.difference):
        reason = reason or Reason.CUT
    line = evidence.cited.line
    is_of_it = line is not None and document_of(line) == near.citation.document
    is_changed = evidence.is_changed and evidence.is_excerpt and is_of_it
    standing = Standing.SOURCE_CHANGED if is_changed else Standing.DIFFERS
    return CheckedQuotation(quotation, standing, near.citation, reason, near.difference)
