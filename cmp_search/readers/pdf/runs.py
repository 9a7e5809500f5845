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
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cmp_search.readers.pdf.glyphs import Glyph, Piece, Spaced, split_at_gaps
from cmp_search.readers.pdf.letters import ACCENTS, normalise, set_apart, words_of

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

    glyphs: list[Glyph]
    y: float
    size: float
    order: int
    spaced: Spaced
    styles: Counter[Style] = field(default_factory=Counter)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return normalise(words_of(self.glyphs, self.size))

    def take(self, glyphs: Sequence[Glyph], spaced: Spaced) -> None:
        """Add glyphs at the end; `spaced` is what follows them."""
        first = glyphs[0]
        self.glyphs.append(first._replace(spaced=self.spaced) if self.spaced else first)
        self.glyphs += glyphs[1:]
        self.spaced = spaced

    def weigh(self, styles: Mapping[Style, int]) -> None:
        """Count letters by their type."""
        for style, times in styles.items():
            self.styles[style] += times
        self.size = max(self.styles, key=self.styles.__getitem__)[0]


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
        parts = list(split_at_gaps(piece, WIDE * piece.size))
        for i, part in enumerate(parts):
            spaced = piece.spaced if i == len(parts) - 1 else Spaced.NO
            if runs and not i and _continues(runs[-1], piece, part):
                runs[-1].take(part, spaced)
            else:
                runs.append(Run(part, piece.y, piece.size, len(runs), spaced))
            runs[-1].weigh({style: len(part)})
    return runs


def _continues(run: Run, piece: Piece, part: Sequence[Glyph]) -> bool:
    """Whether glyphs continue the run drawn before."""
    if abs(run.y - piece.y) > _BASELINE * min(run.size, piece.size):
        return False
    gap = part[0].left - run.right
    over = part[0].text in ACCENTS or run.glyphs[-1].text in ACCENTS
    return -(1.0 if over else 0.5) * piece.size <= gap <= WIDE * piece.size


def _attached(runs: list[Run]) -> list[Run]:
    """Step 2: the runs with what is raised or lowered put into those that it is attached to."""
    lines = sorted(runs, key=lambda run: run.y)
    heights = [run.y for run in lines]
    gone: set[int] = set()
    for small in runs:
        if len(small.glyphs) > _MARK_LETTERS:
            continue
        reach = 3 * small.size
        near = lines[bisect_left(heights, small.y - reach) : bisect_left(heights, small.y + reach)]
        hosts = [
            (_distance(small, run), run)
            for run in near
            if _distance(small, run) <= 0.4 * run.size
            and _may_carry(run, small)
            and id(run) not in gone
        ]
        if hosts:
            _attach(min(hosts, key=lambda one: one[0])[1], small)
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
    return len(run.glyphs) == 1 and run.glyphs[0].text in ACCENTS


def _distance(small: Run, run: Run) -> float:
    """How far a run is to the left or right of another; 0 within it."""
    return max(small.left - run.right, run.left - small.right, 0.0)


def _attach(host: Run, mark: Run) -> None:
    """Put a mark into the place among the glyphs of a run that it stands at."""
    middle = (mark.left + mark.right) / 2
    at = next((i for i, g in enumerate(host.glyphs) if (g.left + g.right) / 2 > middle), None)
    at = len(host.glyphs) if at is None else at
    glyphs = list(mark.glyphs)
    words = "".join(glyph.text for glyph in glyphs)
    before = words_of(host.glyphs[:at], host.size)[-3:]
    sets_off = mark.y > host.y and _NOTE_MARK.fullmatch(words) and _TAKES_MARK.search(before or ".")
    if sets_off:
        glyphs[0] = glyphs[0]._replace(spaced=Spaced.YES)
        if at < len(host.glyphs) and host.glyphs[at].text.isalnum():
            host.glyphs[at] = host.glyphs[at]._replace(spaced=Spaced.YES)
    elif at == len(host.glyphs) and host.spaced:
        glyphs[0] = glyphs[0]._replace(spaced=host.spaced)
    if at == len(host.glyphs):
        host.spaced = mark.spaced
    host.glyphs[at:at] = glyphs
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
