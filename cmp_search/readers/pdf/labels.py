"""The labels of a PDF's pages, read from the numbers that are printed on them.

1. Running lines and page numbers, which are left out of the text, show numbers, and each votes for
   a series (see `page_numbers`). Years, chapters and "of 9" vote for series of their own that no
   other page agrees with. A line that is the same on pages nearby does not show their numbers.
2. A file may have several series: roman front matter, the text, annexes that begin anew. Its pages
   are divided among series, or none, so that the votes gained are most: a page that shows other
   numbers costs one vote, and a new series more than two.
3. A series counts if at least three pages and 80 % of those that show a number agree; two pages
   that begin at 1 are enough after another series. It extends from the first to the last page that
   agrees. Pages in between without a number get theirs by counting; those that show another number
   get no label.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

from cmp_search.readers.pdf.lines import Line
from cmp_search.readers.pdf.page_numbers import Series, votes

LEAST_PAGES = 3
LEAST_SHARE = 0.8
_NEW_SERIES = 2.5
_NEARBY = 2
"""Within how many pages a line that is the same shows no page number: left and right alternate."""
_MAX_SERIES = 200

Shown = dict[Series, int]
"""The series that a page's numbers vote for, with the number of votes."""


def printed_labels(running: Sequence[Sequence[Line]]) -> list[str | None]:
    """The label of each page, from its running lines; all None if they do not agree."""
    shown = _shown(running)
    labels: list[str | None] = [None] * len(shown)
    follows = False
    for series, group in groupby(enumerate(_divided(shown)), key=lambda pair: pair[1]):
        pages = _agreed(shown, series, [page for page, _ in group], follows) if series else []
        for page in pages:
            labels[page] = series.label(page) if series else None
        follows = bool(pages)
    return labels


def _shown(running: Sequence[Sequence[Line]]) -> list[Shown]:
    """Step 1: what the numbers of each page vote for."""
    places: dict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(running):
        for line in page:
            places[line.text].add(number)
    shown: list[Shown] = []
    for number, page in enumerate(running):
        nearby = {*range(number - _NEARBY, number + _NEARBY + 1)} - {number}
        counts = Counter[Series]()
        for line in page:
            if not places[line.text] & nearby:
                for vote in votes(line):
                    counts[vote.series] += vote.weight
        shown.append(dict(counts))
    return shown


def _divided(shown: Sequence[Shown]) -> list[Series | None]:
    """Step 2: the series of each page, or None."""
    support = Counter(series for page in shown for series in page)
    usual = [series for series, pages in support.most_common(_MAX_SERIES) if pages > 1]
    scores: dict[Series | None, float] = {None: 0.0, **dict.fromkeys(usual, -_NEW_SERIES)}
    before: list[dict[Series | None, Series | None]] = []
    for page in shown:
        best = max(scores, key=lambda series: scores[series])
        came: dict[Series | None, Series | None] = {}
        after: dict[Series | None, float] = {}
        for series, score in scores.items():
            change = scores[best] - (_NEW_SERIES if series else 0.0)
            came[series] = series if score >= change else best
            loss = 1 if page and series else 0
            gain = page.get(series, -loss) if series else 0
            after[series] = max(score, change) + gain
        before.append(came)
        scores = after
    series = max(scores, key=lambda one: scores[one])
    path: list[Series | None] = []
    for came in reversed(before):
        path.append(series)
        series = came[series]
    return path[::-1]


def _agreed(
    shown: Sequence[Shown], series: Series, pages: Sequence[int], follows: bool
) -> list[int]:
    """Step 3: the pages of a series that have a label; none if too few agree."""
    showing = [page for page in pages if shown[page]]
    agreeing = [page for page in showing if series in shown[page]]
    if not agreeing or len(agreeing) < LEAST_SHARE * len(showing):
        return []
    anew = follows and series.first + agreeing[0] == 1
    if len(agreeing) < LEAST_PAGES - anew:
        return []
    inner = range(agreeing[0], agreeing[-1] + 1)
    return [page for page in inner if series in shown[page] or not shown[page]]
