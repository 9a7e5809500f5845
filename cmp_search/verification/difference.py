"""The difference between a quotation and the words of a text, in the words of both.

1. The text is cut to where the quotation's tokens are, whatever their case and accents: what it has
   before the first and after the last is no difference, unless the quotation has a few other words
   there, which may stand instead of as many of the text.
2. Both are aligned token by token (rapidfuzz, the fewest edits).
3. Tokens that are aligned and yet written otherwise differ, too; differences side by side are one.
4. Each part is as it is written: those of the quotation, in order, are all of it, to the character.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import one_line
from cmp_search.verification.tokens import Token
from cmp_search.verification.verdict import Change, ChangeKind

MOST_AT_ENDS = 3
"""Words at an end of a quotation that may stand instead of the text's."""


@dataclass(frozen=True, slots=True)
class Step:
    """Tokens `quoted[start:end]` of a quotation, and `found[start:end]` of a text beside them."""

    is_same: bool
    quoted: Span
    found: Span


def align(quoted: Sequence[Token], found: Sequence[Token]) -> list[Step]:
    """Steps 1 to 3: all of the quotation, and what stands beside it in the text."""
    keys, others = [token.key for token in quoted], [token.key for token in found]
    first, last = _with_ends(quoted, found, *_tightest(keys, others))
    steps: list[Step] = []
    for code in Levenshtein.opcodes(keys, others[first:last]):
        one = Span(code.src_start, code.src_end)
        other = Span(code.dest_start + first, code.dest_end + first)
        if code.tag == "equal":
            steps += _written_alike(quoted, found, one, other)
        else:
            steps.append(Step(False, one, other))
    return _joined(steps)


def _tightest(keys: list[str], others: list[str]) -> tuple[int, int]:
    """Step 1: the stretch of the text that has as many tokens in the same order as all of it."""
    most = LCSseq.similarity(keys, others)
    if not most:
        return 0, 0
    last = bisect_left(
        range(len(others)), most, key=lambda end: LCSseq.similarity(keys, others[:end])
    )
    first = bisect_left(
        range(last), 1, key=lambda start: LCSseq.similarity(keys, others[start + 1 : last]) < most
    )
    return first, last


def _with_ends(
    quoted: Sequence[Token], found: Sequence[Token], first: int, last: int
) -> tuple[int, int]:
    """Step 1: the stretch with the words at its ends that the quotation has other words for."""
    there = {token.key for token in found[first:last]}
    before = next((i for i, token in enumerate(quoted) if token.key in there), len(quoted))
    after = next((i for i, token in enumerate(reversed(quoted)) if token.key in there), 0)
    if last > first and before <= MOST_AT_ENDS:
        before = next((n for n in range(before) if not _is_word(found, first - n - 1)), before)
        first -= before
    if last > first and after <= MOST_AT_ENDS:
        last += next((n for n in range(after) if not _is_word(found, last + n)), after)
    return first, last


def _is_word(found: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(found) and found[at].is_word


def _joined(steps: Sequence[Step]) -> list[Step]:
    """Step 3: steps that differ side by side are one."""
    joined: list[Step] = []
    for step in steps:
        last = joined[-1] if joined else step
        if joined and not (last.is_same or step.is_same):
            quoted = Span(last.quoted.start, step.quoted.end)
            joined[-1] = Step(False, quoted, Span(last.found.start, step.found.end))
        else:
            joined.append(step)
    return joined


def _length(span: Span) -> int:
    return span.end - span.start


def _written_alike(
    quoted: Sequence[Token], found: Sequence[Token], one: Span, other: Span
) -> Iterator[Step]:
    """Step 3: runs of tokens that are written alike, and runs of those that are not."""
    shift = other.start - one.start
    start = one.start
    for i in range(one.start + 1, one.end + 1):
        same = quoted[start].text == found[start + shift].text
        if i < one.end and (quoted[i].text == found[i + shift].text) == same:
            continue
        yield Step(same, Span(start, i), Span(start + shift, i + shift))
        start = i


def changes(
    steps: Sequence[Step],
    quotation: str,
    quoted: Sequence[Token],
    text: str,
    found: Sequence[Token],
) -> tuple[Change, ...]:
    """Step 4: the parts of a quotation, and what the text has in its place."""
    parts: list[Change] = []
    for step in steps:
        if _length(step.quoted):
            kind = ChangeKind.SAME if step.is_same else ChangeKind.ONLY_IN_NOTE
            parts.append(Change(kind, _words(quotation, quoted, step.quoted)))
        if not step.is_same and _length(step.found):
            start, end = found[step.found.start].span.start, found[step.found.end - 1].span.end
            parts.append(Change(ChangeKind.ONLY_IN_TEXT, one_line(text[start:end])))
    return tuple(parts)


def _words(quotation: str, quoted: Sequence[Token], span: Span) -> str:
    """The tokens of a quotation as written, with what follows them up to the next token."""
    start = quoted[span.start].span.start if span.start else 0
    is_last = span.end == len(quoted)
    return quotation[start : len(quotation) if is_last else quoted[span.end].span.start]
