"""Comparing: all quotations of a draft with all texts of an index, text by text.

1. Each quotation becomes a pattern, and its footnotes what they cite.
2. One pass: each text is folded once, and each pattern is looked for in it (see `matching`). Of
   places in texts that are not cited, a few are enough. What names headings of a text, as in
   "Part II › Results", is no quotation.
3. What stands nowhere is looked for by likeness (see `likeness`), in two more passes.
4. Each is judged by what was found (see `judging`).
One text at a time is in memory, and there is a time for all of it (see `deadline`). No vectors are
needed, so no model is loaded.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from cmp_search.documents.document import Document
from cmp_search.index.base import Index
from cmp_search.language.detection import detect_language
from cmp_search.verification.cited import Cited, Footnotes, document_of
from cmp_search.verification.deadline import Deadline
from cmp_search.verification.folding import Folded, fold_typography
from cmp_search.verification.judging import FEW_WORDS, Evidence, judge
from cmp_search.verification.likeness import Likeness, all_documents, find_likenesses
from cmp_search.verification.matching import places_of
from cmp_search.verification.names import path_of
from cmp_search.verification.pattern import Pattern, pattern_of
from cmp_search.verification.places import FoundPlace, Places
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import CheckedQuotation

MOST, ENOUGH = 200, 8
"""Places that are looked at in a text that is cited, and in one that is not; the first that is as
cited ends it."""
LONGEST = 5_000
"""Words of the longest quotation that is looked for by likeness; aligning takes their square."""


@dataclass(slots=True)
class _Case:
    """A quotation while it is compared; `is_name` if it is a path of headings of a text."""

    quotation: DraftQuotation
    pattern: Pattern
    cited: Cited
    places: list[FoundPlace] = field(default_factory=list)
    is_name: bool = False


def compare(
    index: Index, quotations: Sequence[DraftQuotation], footnotes: Footnotes, excerpts: str = ""
) -> tuple[CheckedQuotation, ...]:
    """The standing of each quotation but paths of headings, in order; steps 1 to 4.

    `excerpts` are the words of the annex of excerpts, if the draft has one.

    Raises:
        SlowError: it takes too long (see `deadline`).
    """
    deadline = Deadline(len(index.entries()))
    cases = [_Case(one, pattern_of(one.text), footnotes.cited(one.labels)) for one in quotations]
    for document in all_documents(index):
        _look_exactly(document, cases, deadline)
    missing = {
        number: case.quotation.text
        for number, case in enumerate(cases)
        if not (case.places or case.is_name) and 0 < case.pattern.words <= LONGEST
    }
    documents = {number: cases[number].cited.documents for number in missing}
    likenesses = find_likenesses(index, missing, documents, deadline)
    editions = {one.entry.id: one.sha256 for one in index.statistics()}
    languages = {entry.language for entry in index.entries()}
    annexed = fold_typography(excerpts)
    judged: list[CheckedQuotation] = []
    for number, case in enumerate(cases):
        deadline.check()
        if not case.is_name:
            found = likenesses.get(number)
            judged.append(judge(_evidence(case, found, editions, languages, annexed)))
    return tuple(judged)


def _evidence(
    case: _Case,
    likeness: Likeness | None,
    editions: Mapping[str, str],
    languages: Set[str],
    annexed: Folded,
) -> Evidence:
    """All that was found of a quotation."""
    line = case.cited.line
    is_known = case.places or case.cited.is_named or case.pattern.words < FEW_WORDS
    return Evidence(
        case.quotation,
        case.pattern,
        case.cited,
        case.places,
        likeness,
        indexed=editions.keys(),
        edition=editions.get(document_of(line), "") if line else "",
        is_too_long=case.pattern.words > LONGEST,
        is_excerpt=not annexed.text or bool(places_of(case.pattern, annexed)),
        has_language=bool(is_known) or detect_language(case.quotation.text) in languages,
    )


def _look_exactly(document: Document, cases: Sequence[_Case], deadline: Deadline) -> None:
    """Step 2, of one text."""
    folded = fold_typography(document.text)
    places = Places(document)
    for case in cases:
        deadline.check()
        if path := path_of(case.quotation.text):
            case.is_name |= places.has_headings(path)
        found = places_of(case.pattern, folded)
        most = MOST if document.id in case.cited.documents else ENOUGH
        for span in found[:most]:
            case.places.append(places.found(span, case.cited))
            if case.places[-1].misplaced is None:
                break
