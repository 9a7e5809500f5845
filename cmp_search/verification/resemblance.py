"""Resemblance: the words of a text that are most like a quotation that stands nowhere.

1. A quotation's pairs are its neighbouring tokens, and those with one between them: a changed word
   leaves most of them as they are.
2. One pass over a text looks up each of its pairs; a pair that a quotation has, too, is a hit.
3. The stretch of the text, half as long again as the quotation, whose hits are of most places of
   the quotation is its window there. The best windows of all texts are kept.
4. The quotation is aligned with each window (see `difference`); the best is the one with the
   greatest share of the quotation's words standing in order.
5. What a quotation has of no window, if it is long enough, is looked for alone in the same way:
   sentences from two places were merged if it is found, word for word.
The time is that of the texts' length and the hits'.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from cmp_search.documents.document import Span
from cmp_search.verification.deadline import Deadline
from cmp_search.verification.difference import Step, align
from cmp_search.verification.tokens import Token

Pair = tuple[str, str, bool]
"""Two keys, and whether a token is between them."""
KEPT = 3
"""Windows that are kept of each quotation."""
ALIKE = 4
"""Times that a quotation's pair counts, such as the two dots of a line of dots."""
MOST_HITS = 10_000_000
"""Hits of all quotations in a text: about 1 GB. A thousand quotations have half of that in a text
of a million words."""
MARGIN = 3
"""Tokens on each side of what hits reach to, for words that were changed there."""


class _Hit(NamedTuple):
    """A pair at a token of a text and at a place of a quotation."""

    at: int
    place: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text that resembles a quotation.

    `start` is where `text` begins in the document; the tokens' spans are of `text`.
    """

    document: str
    start: int
    text: str
    tokens: Sequence[Token]
    hits: int


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A quotation's tokens aligned with those of a window.

    `share` is of the quotation's words that stand there, in order, from 0 to 1; `run` is how many
    stand together, at most. `any_case` are both of the words in whatever case and accents.
    """

    window: Window
    quoted: Sequence[Token]
    steps: tuple[Step, ...]
    share: float
    run: int
    any_case: tuple[float, int]

    @property
    def span(self) -> Span:
        """The characters of the text that the quotation was aligned with."""
        start, end = self.steps[0].found.start, self.steps[-1].found.end
        found = self.window.tokens[start : max(end, start + 1)]
        shift = self.window.start
        return Span(found[0].span.start + shift, found[-1].span.end + shift)

    def longest_rest(self) -> Span:
        """The longest stretch of the quotation's tokens that do not stand there."""
        stretches, start = [Span(0, 0)], 0
        for step in (*self.steps, None):
            if step is None or (step.is_same and step.quoted.end - step.quoted.start >= MARGIN):
                end = step.quoted.start if step else len(self.quoted)
                stretches.append(Span(start, end))
                start = step.quoted.end if step else end
        return max(stretches, key=lambda one: one.end - one.start)


class Windows:
    """The best windows of quotations, by their positions in a list; texts are shown to it."""

    def __init__(
        self,
        quotations: Mapping[int, Sequence[Token]],
        cited: Mapping[int, Set[str]],
        deadline: Deadline,
    ) -> None:
        """Step 1; of windows that are alike, those of the texts cited come first."""
        self._quotations, self._cited, self._deadline = quotations, cited, deadline
        self._pairs: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
        for number, quoted in quotations.items():
            counted: Counter[Pair] = Counter()
            for pair, place in _pairs(quoted):
                counted[pair] += 1
                if counted[pair] <= ALIKE:
                    self._pairs[pair].append((number, place))
        self._best: dict[int, list[Window]] = defaultdict(list)

    def look_through(self, document: str, text: str, tokens: Sequence[Token]) -> None:
        """Steps 2 and 3, of one text.

        Raises:
            SlowError: it takes too long, or too much memory.
        """
        hits: dict[int, list[_Hit]] = defaultdict(list)
        count = 0
        for pair, at in _pairs(tokens):
            alike = self._pairs.get(pair, ())
            count += len(alike)
            if count > MOST_HITS:
                self._deadline.give_up()
            for number, place in alike:
                hits[number].append(_Hit(at, place))
        for number, found in hits.items():
            self._deadline.check()
            quoted = self._quotations[number]
            count, first, last = _densest(found, len(quoted) + len(quoted) // 2 + 2 * MARGIN)
            start = max(first.at - first.place - MARGIN, 0)
            end = last.at + len(quoted) - last.place + MARGIN
            window = _window(document, text, tokens[start:end], count)
            self._best[number] = self._ranked(number, [*self._best[number], window])[:KEPT]

    def _ranked(self, number: int, windows: list[Window]) -> list[Window]:
        cited = self._cited.get(number, frozenset())
        return sorted(windows, key=lambda one: (-one.hits, one.document not in cited))

    def best(self, number: int) -> Resemblance | None:
        """Step 4: what resembles a quotation most; None if nothing does.

        Raises:
            SlowError: it takes too long.
        """
        self._deadline.check()
        found = [resemblance(self._quotations[number], one) for one in self._best[number]]
        cited = self._cited.get(number, frozenset())
        return max(found, key=lambda one: (one.share, one.window.document in cited), default=None)


def _window(document: str, text: str, tokens: Sequence[Token], hits: int) -> Window:
    """The window of some tokens of a text."""
    start, end = tokens[0].span.start, tokens[-1].span.end
    own = [
        token._replace(span=Span(token.span.start - start, token.span.end - start))
        for token in tokens
    ]
    return Window(document, start, text[start:end], own, hits)


def _densest(hits: list[_Hit], length: int) -> tuple[int, _Hit, _Hit]:
    """Step 3: how many places of a quotation have hits in a stretch, its first and its last hit."""
    hits.sort()
    places: Counter[int] = Counter()
    best = (0, hits[0], hits[0])
    start = 0
    for hit in hits:
        places[hit.place] += 1
        while hit.at - hits[start].at >= length:
            gone = hits[start].place
            places[gone] -= 1
            if not places[gone]:
                del places[gone]
            start += 1
        if len(places) > best[0]:
            best = (len(places), hits[start], hit)
    return best


def resemblance(quoted: Sequence[Token], window: Window) -> Resemblance:
    """Step 4: a quotation and a window, aligned."""
    steps = align(quoted, window.tokens)
    same = [sum(quoted[i].is_word for i in range(*step.quoted)) for step in steps if step.is_same]
    alike = [_alike(quoted, window.tokens, step) for step in steps]
    words = max(sum(token.is_word for token in quoted), 1)
    any_case = sum(alike) / words, max(alike, default=0)
    share, run = sum(same) / words, max(same, default=0)
    return Resemblance(window, quoted, tuple(steps), share, run, any_case)


def _alike(quoted: Sequence[Token], found: Sequence[Token], step: Step) -> int:
    """How many words of a step are the same but for case and accents, in order."""
    keys = [token.key for token in quoted[slice(*step.quoted)] if token.is_word]
    if step.is_same:
        return len(keys)
    return LCSseq.similarity(keys, [token.key for token in found[slice(*step.found)]])


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Pair, int]]:
    """The pairs of tokens with the positions of the first; a lone token is a pair by itself."""
    keys = [token.key for token in tokens]
    if len(keys) == 1:
        yield (keys[0], "", False), 0
    yield from (((*pair, False), i) for i, pair in enumerate(pairwise(keys)))
    yield from (((*pair, True), i) for i, pair in enumerate(zip(keys, keys[2:], strict=False)))
