"""What a reader leaves out: how much, for which reasons, and which of its words are lost.

1. A reader notes what it leaves out, line by line, with the reason. All lines are counted, and all
   their words. Words are compared in folded form; a number is none, since it may be a page's.
2. A line that was noted before, whatever its numbers and reason, is not looked at again: a running
   head is looked at once, on however many pages it stands.
3. A word of a line is lost unless it is part of a run of five words (of the whole line, if that is
   shorter) that stands in the text as well. So an entry of a table of contents that is the words of
   a heading loses nothing.
4. The share that is lost is that of all words of the text and all that are lost. More than a
   twentieth is a flaw of the text; but fewer than five words, such as a stamp's, never are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from cmp_search.documents.document import Omission, Omitted
from cmp_search.language.terms import folded_words

_RUN = 5
_TOO_MUCH = 0.05
_FEW = 5
_Run = tuple[str, ...]


@dataclass(slots=True)
class Omissions:
    """The lines that were left out so far."""

    _lines: Counter[Omission] = field(default_factory=Counter)
    _words: Counter[Omission] = field(default_factory=Counter)
    _different: dict[str, Omission] = field(default_factory=dict)
    """The words of each different line, and why it was left out first."""

    def note(self, reason: Omission, text: str) -> None:
        """Note one or several lines of the source that are not part of the text (steps 1, 2)."""
        for line in filter(str.strip, text.splitlines()):
            words = _words(line)
            self._lines[reason] += 1
            self._words[reason] += len(words)
            if words:
                self._different.setdefault(" ".join(words), reason)

    def counted(self, text: str) -> tuple[tuple[Omitted, ...], int]:
        """What was left out of a text, by reason, and the number of the text's words (step 3)."""
        words = _words(text)
        standing = _standing([line.split() for line in self._different], words)
        lost: Counter[Omission] = Counter()
        for line, reason in self._different.items():
            lost[reason] += _lost(line.split(), standing)
        omitted = (
            Omitted(reason, self._lines[reason], self._words[reason], lost[reason])
            for reason in Omission
            if self._lines[reason]
        )
        return tuple(omitted), len(words)


def loses_too_much(omitted: Sequence[Omitted], words: int) -> bool:
    """Whether too many words are lost for a text of so many words (step 4)."""
    lost = sum(one.lost for one in omitted)
    return lost >= _FEW and lost > _TOO_MUCH * (words + lost)


def _words(text: str) -> list[str]:
    return [word for word in folded_words(text) if not word.isdigit()]


def _runs(words: Sequence[str], size: int) -> Iterator[_Run]:
    """Every run of so many words."""
    return zip(*(islice(words, i, None) for i in range(size)), strict=False)


def _standing(lines: Sequence[Sequence[str]], words: Sequence[str]) -> frozenset[_Run]:
    """Those runs of the lines that stand in a text of these words."""
    wanted: dict[int, set[_Run]] = {}
    for line in lines:
        size = min(_RUN, len(line))
        wanted.setdefault(size, set()).update(_runs(line, size))
    found = (runs.intersection(_runs(words, size)) for size, runs in wanted.items())
    return frozenset().union(*found)


def _lost(line: Sequence[str], standing: frozenset[_Run]) -> int:
    """How many words of a line are part of no run that stands in the text."""
    size = min(_RUN, len(line))
    kept = bytearray(len(line))
    for i, run in enumerate(_runs(line, size)):
        if run in standing:
            kept[i : i + size] = b"\1" * size
    return kept.count(0)
