"""Letters: the words of a page as they are indexed, found among those that PDFium sees on it.

The two differ in everything but the letters: hyphens at line ends, ligatures, accents drawn apart,
blanks, running lines and notes between, the order of columns. So only letters and digits are
compared.

1. Fold both texts: compatibility form, no marks, no case; each letter knows the character that it
   comes from.
2. Take the longest common subsequence, and of it the runs of at least `LEAST` letters; shorter ones
   come about by chance.
3. Let each run grow at both ends as far as the letters agree.
4. What is left over on both sides is compared again, since it may stand in another order.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

LEAST = 8
ROUNDS = 4
MAX_LETTERS = 30_000
"""On one page; the comparison takes a bit for each pair of letters."""
NOWHERE = -1


class Letters(NamedTuple):
    """The folded letters of a text, and the place in it that each comes from."""

    text: str
    places: list[int]


def folded(characters: Iterable[str]) -> Letters:
    """The letters and digits of a text, given character by character."""
    letters, places = [], []
    for place, character in enumerate(characters):
        for letter in unicodedata.normalize("NFKD", character).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return Letters("".join(letters), places)


def aligned(text: str, page: str) -> list[int]:
    """For each letter of a text its place among the letters of a page, or `NOWHERE`."""
    found, taken = [NOWHERE] * len(text), [False] * len(page)
    if max(len(text), len(page)) > MAX_LETTERS:
        return found
    least = max(min(LEAST, len(text)), 1)
    for _ in range(ROUNDS):
        mine = [i for i, place in enumerate(found) if place == NOWHERE]
        theirs = [i for i, used in enumerate(taken) if not used]
        runs = _runs(text, mine, page, theirs, least)
        if not runs:
            break
        for one, other, size in runs:
            for i in range(size):
                if found[one + i] == NOWHERE and not taken[other + i]:
                    found[one + i], taken[other + i] = other + i, True
            _grow(text, page, found, taken, one, -1)
            _grow(text, page, found, taken, one + size - 1, 1)
    return found


def _runs(
    text: str, mine: Sequence[int], page: str, theirs: Sequence[int], least: int
) -> list[tuple[int, int, int]]:
    """Step 2 over the letters that are left: where runs begin on either side, and their lengths."""
    left, left_places = _joined(text, mine, "\0")
    right, right_places = _joined(page, theirs, "\1")
    blocks = LCSseq.opcodes(left, right).as_matching_blocks()
    return [(left_places[b.a], right_places[b.b], b.size) for b in blocks if b.size >= least]


def _joined(text: str, kept: Sequence[int], seam: str) -> tuple[str, list[int]]:
    """The letters at some places; where some are left out, a seam that is like no letter."""
    letters, places = [], []
    for i, place in enumerate(kept):
        if i and place != kept[i - 1] + 1:
            letters.append(seam)
            places.append(NOWHERE)
        letters.append(text[place])
        places.append(place)
    return "".join(letters), places


def _grow(text: str, page: str, found: list[int], taken: list[bool], one: int, step: int) -> None:
    """Step 3: go on from the letter `one` in one direction."""
    other = found[one]
    if other == NOWHERE:
        return
    one, other = one + step, other + step
    while 0 <= one < len(text) and 0 <= other < len(page):
        if found[one] != NOWHERE or taken[other] or text[one] != page[other]:
            return
        found[one], taken[other] = other, True
        one, other = one + step, other + step
