"""The labels of a PDF's pages, read from the numbers that are printed on them.

1. Running lines and page numbers, which are left out of the text, show numbers: arabic ones, or a
   roman one at the beginning or end of the line.
2. A number votes for its distance to the page's own index, and twice if it stands alone. The vote
   of most pages tells how they are numbered; years, chapters and "of 9" agree with no other page.
   A line that is the same on three pages does not show their numbers.
3. Roman front matter may precede arabic pages; the two parts meet where they get most votes.
4. A part counts if at least three pages and 80 % of those that show a number agree. It extends from
   the first to the last page that agrees. Pages in between without a number get theirs by counting;
   those that show another number get no label.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from cmp_search.readers.common.roman import as_roman, roman_number
from cmp_search.readers.pdf.boilerplate import PAGE_NUMBER
from cmp_search.readers.pdf.lines import Line

LEAST_PAGES = 3
LEAST_SHARE = 0.8
_ARABIC = re.compile(r"(?<![\d.,])\d{1,5}(?![\d.,]*\d)")
_ROMAN = re.compile(r"(?:^|(?<=\s))(?:[ivxlc]{1,8}|[IVXLC]{1,8})(?=\s|$)")
_ROMAN_KINDS = ("roman", "ROMAN")

Vote = tuple[str, int]
"""The kind of number, and the number that the first page would have."""


def printed_labels(running: Sequence[Sequence[Line]]) -> list[str | None]:
    """The label of each page, from its running lines; all None if they do not agree."""
    repeated = Counter(text for page in running for text in {line.text for line in page})
    votes: list[Counter[Vote]] = []
    for page in running:
        own = [line for line in page if repeated[line.text] < LEAST_PAGES]
        votes.append(Counter(vote for line in own for vote in _votes(line)))
    roman, arabic = _most(votes, _ROMAN_KINDS), _most(votes, ("arabic",))
    meet = _meeting(votes, roman, arabic)
    labels: list[str | None] = [None] * len(votes)
    for winner, pages in ((roman, range(meet)), (arabic, range(meet, len(votes)))):
        for i in _agreed(votes, winner, pages):
            labels[i] = _written(winner, i)
    return labels


def _votes(line: Line) -> Iterator[Vote]:
    """Steps 1 and 2: what the numbers of a line vote for."""
    text = line.text.strip(" -–—|·•")
    times = 2 if PAGE_NUMBER.fullmatch(text) else 1
    for match in _ARABIC.finditer(text):
        yield from [("arabic", int(match[0]) - line.page)] * times
    for match in _ROMAN.finditer(text):
        kind = _ROMAN_KINDS[match[0].isupper()]
        at_an_end = match.start() == 0 or match.end() == len(text)
        number = roman_number(match[0].lower())
        if at_an_end and number is not None:
            yield from [(kind, number - line.page)] * times


def _most(votes: Sequence[Counter[Vote]], kinds: Sequence[str]) -> Vote:
    """The most frequent vote of some kinds."""
    counts = Counter[Vote]()
    for page in votes:
        counts.update(page)
    candidates = [vote for vote in counts if vote[0] in kinds]
    return max(candidates, key=lambda vote: (counts[vote], vote), default=(kinds[0], 0))


def _meeting(votes: Sequence[Counter[Vote]], roman: Vote, arabic: Vote) -> int:
    """Step 3: the first arabic page."""
    before = [0, *accumulate(roman in page for page in votes)]
    after = [0, *accumulate(arabic in page for page in reversed(votes))][::-1]
    return max(range(len(votes) + 1), key=lambda page: before[page] + after[page])


def _agreed(votes: Sequence[Counter[Vote]], winner: Vote, pages: range) -> Iterator[int]:
    """Step 4: the pages of a part that have a label."""
    showing = [page for page in pages if votes[page]]
    agreeing = [page for page in showing if winner in votes[page]]
    if len(agreeing) < max(LEAST_PAGES, LEAST_SHARE * len(showing)):
        return
    for page in range(agreeing[0], agreeing[-1] + 1):
        if winner in votes[page] or not votes[page]:
            yield page


def _written(vote: Vote, page: int) -> str:
    """The number of a page, written in the kind that was voted for."""
    kind, first = vote
    if kind == "arabic":
        return str(first + page)
    return as_roman(first + page).upper() if kind == "ROMAN" else as_roman(first + page)
