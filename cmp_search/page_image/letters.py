"""Letters: the words of a page as they are indexed, found among those that PDFium sees on it.

The two differ in everything but the letters: hyphens at line ends, ligatures, accents drawn apart,
blanks, running lines and notes between, the order of columns. So only letters and digits are
compared.

1. Fold both texts: compatibility form, no marks, no case; each letter knows the character that it
   comes from.
2. Pair the stretches of `SIZES` letters that stand once on either side, the longest first; their
   order does not matter.
3. Let what is paired grow at both ends as far as the letters agree.
4. What is left over, such as lines that are repeated, is paired in order: by the longest common
   subsequence, and of it the runs of at least `LEAST` letters; shorter ones come about by chance.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

SIZES = (24, 12, 6)
LEAST = 4
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
    for size in SIZES:
        _pair_rare(text, page, found, taken, size)
    _grow(text, page, found, taken)
    _pair_in_order(text, page, found, taken)
    _grow(text, page, found, taken)
    return found


def _pair(found: list[int], taken: list[bool], one: int, other: int, size: int) -> None:
    """Pair the letters of two equal stretches that are free on both sides."""
    for i in range(size):
        if found[one + i] == NOWHERE and not taken[other + i]:
            found[one + i], taken[other + i] = other + i, True


def _pair_rare(text: str, page: str, found: list[int], taken: list[bool], size: int) -> None:
    """Step 2 for one size."""
    mine = _once(text, [place != NOWHERE for place in found], size)
    theirs = _once(page, taken, size)
    for stretch, one in mine.items():
        if stretch in theirs:
            _pair(found, taken, one, theirs[stretch], size)


def _once(text: str, used: Sequence[bool], size: int) -> dict[str, int]:
    """Where each stretch begins that stands once in what is left of a text."""
    free = [i for i in range(len(text) - size + 1) if not (used[i] or used[i + size - 1])]
    times = Counter(text[i : i + size] for i in free)
    return {text[i : i + size]: i for i in free if times[text[i : i + size]] == 1}


def _grow(text: str, page: str, found: list[int], taken: list[bool]) -> None:
    """Step 3."""
    for places, step in ((range(len(text) - 1), 1), (range(len(text) - 1, 0, -1), -1)):
        for i in places:
            other = found[i] + step
            if found[i] == NOWHERE or found[i + step] != NOWHERE or not 0 <= other < len(page):
                continue
            if not taken[other] and text[i + step] == page[other]:
                found[i + step], taken[other] = other, True


def _pair_in_order(text: str, page: str, found: list[int], taken: list[bool]) -> None:
    """Step 4."""
    mine = [i for i, place in enumerate(found) if place == NOWHERE]
    left, left_places = _joined(text, mine, "\0")
    theirs = [i for i, used in enumerate(taken) if not used]
    right, right_places = _joined(page, theirs, "\1")
    least = min(LEAST, len(text))
    for one, other, size in LCSseq.opcodes(left, right).as_matching_blocks():
        if size >= max(least, 1):
            _pair(found, taken, left_places[one], right_places[other], size)


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
