"""The runs of a PDF page: words that stand together on one baseline, put together from glyphs.

1. Glyphs drawn one after the other on one baseline are a run, which a gap wider than `WIDE` ends.
2. What is raised or lowered belongs to the run that it is attached to: a note mark is set off by a
   blank, as "2019 3", unless it follows a unit or the like ("m2"); an accent drawn by itself goes
   to its letter.
3. Runs on one baseline that all but touch are one, in whatever order they were drawn; the same
   words drawn again in their place, to look bold, are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from cmp_search.readers.pdf.glyphs import Glyphs, Piece, Spaced, split_at_gaps
from cmp_search.readers.pdf.letters import ACCENTS, normalise, set_apart, words_of

_NO = int(Spaced.NO)
WIDE = 0.7
"""How many times the size of the type a gap has within a run at most."""
_CLOSE = 0.45
"""The same for runs that were not drawn one after the other."""
_APART = 2.0
"""The same, at most, for words whose letters are set apart."""
_BASELINE = 0.2
_MARK_LETTERS = 12
_NOTE_MARK = re.compile(r"[\d*†‡§¶]{1,4}(?:[,–-][\d*†‡§¶]{1,4})*")
_TAKES_MARK = re.compile(r"(?:[^\W\d_]{3}|\d|[^\w\s])$")


Style = tuple[float, bool]
"""The size of type, and whether it is bold."""


@dataclass(slots=True)
class Run:
    """Words on one baseline, upright, from left to right; `order` is when they were drawn.

    `spaced` is what follows them, `size` that of most letters.
    """

    glyphs: Glyphs
    y: float
    size: float
    order: int
    spaced: int
    styles: dict[Style, int] = field(default_factory=dict)
    _text: str | None = None

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs.lefts[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs.rights[-1]

    @property
    def text(self) -> str:
        """Its words."""
        if self._text is None:
            self._text = normalise(words_of(self.glyphs, self.size))
        return self._text

    def take(self, glyphs: Glyphs, spaced: int) -> None:
        """Add glyphs at the end; `spaced` is what follows them."""
        at = len(self.glyphs.letters)
        self.put(at, glyphs)
        if self.spaced:
            self.glyphs.spaced[at] = self.spaced
        self.spaced = spaced

    def put(self, at: int, glyphs: Glyphs) -> None:
        """Put glyphs before the one at a place."""
        self.glyphs.put(at, glyphs)
        self._text = None

    def set_off(self, at: int, spaced: int = Spaced.YES) -> None:
        """Put a blank before the glyph at a place."""
        self.glyphs.spaced[at] = spaced
        self._text = None

    def begin_at(self, left: float) -> None:
        """Count as beginning at a place."""
        self.glyphs.lefts[0] = left
        self._text = None

    def weigh(self, styles: Mapping[Style, int]) -> None:
        """Count letters by their type."""
        for style, times in styles.items():
            self.styles[style] = self.styles.get(style, 0) + times
        if len(self.styles) > 1:
            self.size = max(self.styles, key=self.styles.__getitem__)[0]
            self._text = None


def page_runs(pieces: Iterable[Piece]) -> list[Run]:
    """The runs of a page in one direction, in the order of drawing."""
    runs = _drawn_runs(pieces)
    runs = _attached(runs)
    return sorted(_merged(runs), key=lambda run: run.order)


def _drawn_runs(pieces: Iterable[Piece]) -> list[Run]:
    """Step 1."""
    runs: list[Run] = []
    for piece in pieces:
        style = round(piece.size, 2), piece.bold
        parts = split_at_gaps(piece, WIDE * piece.size)
        for i, part in enumerate(parts):
            spaced = piece.spaced if i == len(parts) - 1 else _NO
            letters = len(part.letters)
            if runs and not i and _continues(runs[-1], piece, part):
                runs[-1].take(part, spaced)
                runs[-1].weigh({style: letters})
            else:
                own = {style: letters}
                runs.append(Run(part, piece.y, style[0], len(runs), spaced, own))
    return runs


def _continues(run: Run, piece: Piece, part: Glyphs) -> bool:
    """Whether glyphs continue the run drawn before."""
    if abs(run.y - piece.y) > _BASELINE * min(run.size, piece.size):
        return False
    gap = part.lefts[0] - run.right
    if not -piece.size <= gap <= WIDE * piece.size:
        return False
    may_overlap = part.letters[0] in ACCENTS or run.glyphs.letters[-1] in ACCENTS
    return may_overlap or gap >= -0.5 * piece.size


def _attached(runs: list[Run]) -> list[Run]:
    """Step 2: the runs with what is raised or lowered put into those that it is attached to."""
    lines = sorted(runs, key=lambda run: run.y)
    heights = [run.y for run in lines]
    gone: set[int] = set()
    for small in runs:
        if len(small.glyphs.letters) > _MARK_LETTERS:
            continue
        reach = 3 * small.size
        near = lines[bisect_left(heights, small.y - reach) : bisect_left(heights, small.y + reach)]
        left, right = small.left, small.right
        hosts: list[tuple[float, Run]] = []
        for run in near:
            glyphs = run.glyphs
            away = max(left - glyphs.rights[-1], glyphs.lefts[0] - right, 0.0)
            if away <= 0.4 * run.size and _may_carry(run, small) and id(run) not in gone:
                hosts.append((away, run))
        if hosts:
            _attach(min(hosts, key=itemgetter(0))[1], small)
            gone.add(id(small))
    return [run for run in runs if id(run) not in gone]


def _may_carry(run: Run, small: Run) -> bool:
    """Whether the height and size of a small run are those of a mark on a run."""
    rise, size = small.y - run.y, run.size
    if small.size < 0.85 * size:
        return 0.1 * size < rise < 0.6 * size or -0.35 * size < rise < -0.05 * size
    is_accent = _is_accent(small) and not _is_accent(run)
    return is_accent and abs(rise) < 0.4 * size and small.left >= run.left - size


def _is_accent(run: Run) -> bool:
    return len(run.glyphs) == 1 and run.glyphs.letters[0] in ACCENTS


def _attach(host: Run, mark: Run) -> None:
    """Put a mark into the place among the glyphs of a run that it stands at."""
    middle = (mark.left + mark.right) / 2
    places = zip(host.glyphs.lefts, host.glyphs.rights, strict=True)
    inner = len(host.glyphs)
    at = next((i for i, (left, right) in enumerate(places) if (left + right) / 2 > middle), inner)
    words = "".join(mark.glyphs.letters)
    before = words_of(host.glyphs.part(0, at), host.size)[-3:]
    sets_off = mark.y > host.y and _NOTE_MARK.fullmatch(words) and _TAKES_MARK.search(before or ".")
    if sets_off:
        mark.set_off(0)
        if at < inner and host.glyphs.letters[at].isalnum():
            host.set_off(at)
    elif at == inner and host.spaced:
        mark.set_off(0, host.spaced)
    if at == inner:
        host.spaced = mark.spaced
    host.put(at, mark.glyphs)
    host.weigh(mark.styles)
    host.order = min(host.order, mark.order)


def _merged(runs: list[Run]) -> list[Run]:
    """Step 3."""
    merged: list[Run] = []
    for row in rows(runs):
        kept: list[Run] = []
        for run in sorted(row, key=lambda one: one.left):
            last = kept[-1] if kept else None
            if last is not None and _is_again(last, run):
                continue
            if last is not None and _touches(last, run):
                last.take(run.glyphs, run.spaced)
                last.weigh(run.styles)
                last.order = min(last.order, run.order)
            else:
                kept.append(run)
        merged += kept
    return merged


def _is_again(run: Run, other: Run) -> bool:
    """Whether a run has the words of another in the same place."""
    shift = other.left - run.left
    return shift < run.size and len(run.glyphs) == len(other.glyphs) and run.text == other.text


def _touches(run: Run, after: Run) -> bool:
    """Whether a run goes on in another."""
    small, large = sorted((run.size, after.size))
    gap = after.left - run.right
    if small < 0.6 * large or gap < -0.3 * small:
        return False
    return gap <= _CLOSE * small or (
        gap <= _APART * small and gap - 2 * set_apart(run.glyphs, small) <= _CLOSE * small
    )


def rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs by their baselines, from the top of the page."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda one: -one.y):
        last = found[-1][-1] if found else None
        if last is not None and last.y - run.y <= _BASELINE * min(run.size, last.size):
            found[-1].append(run)
        else:
            found.append([run])
    return found
