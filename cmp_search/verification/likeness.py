"""Likeness: what a quotation that stands nowhere may have been, and how it differs from that.

1. What resembles it most is found in one pass over the texts (see `resemblance`).
2. What of a quotation is not there is looked for in a second pass. If enough of it stands word for
   word in another place, sentences of two places were merged; the difference shows a gap between.
3. The difference is in the quotation's own words and the text's, its place a citation.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from cmp_search.citations.citation import Citation
from cmp_search.documents.document import Document, Span
from cmp_search.index.base import Index
from cmp_search.verification.cited import Cited
from cmp_search.verification.deadline import Deadline
from cmp_search.verification.difference import Step, changes
from cmp_search.verification.folding import fold_typography
from cmp_search.verification.places import Places
from cmp_search.verification.resemblance import MARGIN, Resemblance, Window, Windows
from cmp_search.verification.tokens import Token, tokens, tokens_of
from cmp_search.verification.verdict import Change, ChangeKind

LEAST_SHARE, LEAST_RUN = 0.6, 2
"""What resembles a quotation enough to differ from it: the share of its words that stand there in
order, and how many stand side by side. docs/verification.md says how they were chosen."""
LEAST_PART = 4
"""Words that stand side by side in each of two places that were merged."""
LEAST_MERGED = 0.8
"""The share of a quotation's words that the two places must have together."""
GAP = "[…]"
"""What a difference has between two places."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What resembles a quotation most: how much, where, and how it differs.

    `is_merged` says that its words stand in two places there.
    """

    share: float
    run: int
    citation: Citation
    difference: tuple[Change, ...]
    is_merged: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether it may be said that the quotation is of these words."""
        return self.is_merged or (self.share >= LEAST_SHARE and self.run >= LEAST_RUN)


def all_documents(index: Index) -> Iterator[Document]:
    """The texts of an index, one after the other."""
    return (index.document(entry.id) for entry in index.entries())


def find_likenesses(
    index: Index,
    quotations: Mapping[int, str],
    cited: Mapping[int, Set[str]],
    deadline: Deadline,
) -> dict[int, Likeness]:
    """What resembles quotations, by their numbers, as are the texts they cite; steps 1 to 3.

    Raises:
        SlowError: it takes too long.
    """
    quoted = {number: tokens_of(text) for number, text in quotations.items()}
    best = _resembling(index, quoted, cited, deadline)
    rests = {number: one.longest_rest() for number, one in best.items()}
    parts = {number: quoted[number][rest.start : rest.end] for number, rest in rests.items()}
    others = _resembling(
        index,
        {number: part for number, part in parts.items() if _words(part) >= LEAST_PART},
        cited,
        deadline,
    )
    places: dict[str, Places] = {}
    found: dict[int, Likeness] = {}
    for number, one in best.items():
        deadline.check()
        document = one.window.document
        if document not in places:
            places[document] = Places(index.document(document))
        other = others.get(number)
        is_merged = other is not None and _is_merged(one, other)
        found[number] = Likeness(
            *one.any_case,
            places[document].found(one.span, Cited()).citation,
            _difference(quotations[number], one, other if is_merged else None, rests[number]),
            is_merged,
        )
    return found


def _resembling(
    index: Index,
    quoted: Mapping[int, Sequence[Token]],
    cited: Mapping[int, Set[str]],
    deadline: Deadline,
) -> dict[int, Resemblance]:
    """Step 1: what resembles some quotations most, by their numbers."""
    if not quoted:
        return {}
    windows = Windows(quoted, cited, deadline)
    for document in all_documents(index):
        windows.look_through(document.id, document.text, tokens(fold_typography(document.text)))
    found = {number: windows.best(number) for number in quoted}
    return {number: one for number, one in found.items() if one}


def _is_merged(one: Resemblance, other: Resemblance) -> bool:
    """Step 2."""
    words = _words(one.quoted)
    share = one.share + other.share * _words(other.quoted) / words
    if words * (1 - one.any_case[0]) < MARGIN:
        return False  # The words of the rest stand in the first place, too, in another case.
    return share >= LEAST_MERGED and min(one.run, other.run) >= LEAST_PART


def _difference(
    quotation: str, one: Resemblance, other: Resemblance | None, rest: Span
) -> tuple[Change, ...]:
    """Step 3; of merged sentences, those of the second place stand there word for word."""

    def shown(steps: Sequence[Step], window: Window) -> tuple[Change, ...]:
        return changes(steps, quotation, one.quoted, window.text, window.tokens)

    if other is None:
        return shown(one.steps, one.window)
    before = [step for step in one.steps if step.quoted.end <= rest.start]
    after = [step for step in one.steps if step.quoted.start >= rest.end]
    there = [
        replace(step, quoted=Span(step.quoted.start + rest.start, step.quoted.end + rest.start))
        for step in other.steps
    ]
    parts = (shown(before, one.window), shown(there, other.window), shown(after, one.window))
    gap = (Change(ChangeKind.ONLY_IN_TEXT, GAP),)
    return tuple(chain.from_iterable((*gap, *part) for part in parts if part))[1:]


def _words(quoted: Sequence[Token]) -> int:
    return sum(token.is_word for token in quoted)
