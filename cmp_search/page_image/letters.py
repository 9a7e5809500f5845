"""Letters: aligning the indexed text of a page with the text that PDFium finds on it.

The two agree in nothing but the letters: they differ in hyphens at line ends, ligatures, accents
drawn separately, blanks, headers and notes in between, and the order of columns. So only letters
and digits are compared.

The reader has PDFium's places, too, but neither its text nor the index keeps them: each step from
glyphs to paragraphs would have to carry them, and a page would have to be read with its whole file,
since running heads and headings are found in all of it. Comparing one page takes milliseconds.

1. Fold both texts: compatibility form, no marks, no case; each letter keeps the position of its
   character.
2. Match runs of `RUN_SIZES` letters that occur once on each side, the longest first, in any order.
3. Extend the matches at both ends as far as the letters agree.
4. Free the letters that were matched apart from the rest of their word, since a line may be
   followed by other words on the page that begin alike, and extend again, first within words.
5. Match the rest, such as repeated lines, in order: by the longest common subsequence, of which
   only runs of at least `MIN_RUN` letters count, since shorter ones occur by chance.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from cmp_search.language.normalisation import letters_and_digits

RUN_SIZES = (24, 12, 6)
MIN_RUN = 4
MAX_LETTERS = 30_000
"""On one page; the comparison needs one bit per pair of letters."""
UNMATCHED = -1


class Letters(NamedTuple):
    """The folded letters of a text, and the offset of each one's character."""

    text: str
    places: list[int]


def folded(characters: Iterable[str]) -> Letters:
    """The letters and digits of a text, given character by character."""
    letters, places = [], []
    for place, character in enumerate(characters):
        for letter in letters_and_digits(character):
            letters.append(letter)
            places.append(place)
    return Letters("".join(letters), places)


def aligned(indexed: Letters, page: str) -> list[int]:
    """For each letter of a text, its position among the letters of a page, or `UNMATCHED`."""
    text = indexed.text
    matches, taken = [UNMATCHED] * len(text), [False] * len(page)
    if max(len(text), len(page)) > MAX_LETTERS:
        return matches
    for size in RUN_SIZES:
        _match_unique_runs(text, page, matches, taken, size)
    _extend(text, page, matches, taken)
    words = _words(indexed.places)
    _free_parts_of_words(words, matches, taken)
    _extend(text, page, matches, taken, {word.start for word in words})
    _extend(text, page, matches, taken)
    _match_in_order(text, page, matches, taken)
    _extend(text, page, matches, taken)
    return matches


def _match(matches: list[int], taken: list[bool], start: int, page_start: int, size: int) -> None:
    """Match the letters of two equal runs that are unmatched on both sides."""
    for i in range(size):
        if matches[start + i] == UNMATCHED and not taken[page_start + i]:
            matches[start + i], taken[page_start + i] = page_start + i, True


def _match_unique_runs(
    text: str, page: str, matches: list[int], taken: list[bool], size: int
) -> None:
    """Step 2 for one size."""
    mine = _unique_runs(text, [place != UNMATCHED for place in matches], size)
    theirs = _unique_runs(page, taken, size)
    for run, start in mine.items():
        if run in theirs:
            _match(matches, taken, start, theirs[run], size)


def _unique_runs(text: str, used: Sequence[bool], size: int) -> dict[str, int]:
    """The start of each run that occurs once in the unmatched part of a text."""
    free = [i for i in range(len(text) - size + 1) if not (used[i] or used[i + size - 1])]
    times = Counter(text[i : i + size] for i in free)
    return {text[i : i + size]: i for i in free if times[text[i : i + size]] == 1}


def _extend(
    text: str,
    page: str,
    matches: list[int],
    taken: list[bool],
    barriers: Collection[int] = (),
) -> None:
    """Step 3, not across the letters before which there is a barrier."""
    for places, step in ((range(len(text) - 1), 1), (range(len(text) - 1, 0, -1), -1)):
        for i in places:
            other = matches[i] + step
            if (
                matches[i] == UNMATCHED
                or matches[i + step] != UNMATCHED
                or max(i, i + step) in barriers
                or not 0 <= other < len(page)
            ):
                continue
            if not taken[other] and text[i + step] == page[other]:
                matches[i + step], taken[other] = other, True


def _free_parts_of_words(words: Sequence[range], matches: list[int], taken: list[bool]) -> None:
    """Step 4: fewer letters than `MIN_RUN` that are matched apart from the rest of their word."""
    for word in words:
        parts = [[word.start]]
        for i in word[1:]:
            if matches[i] == matches[i - 1] + 1 or matches[i] == matches[i - 1] == UNMATCHED:
                parts[-1].append(i)
            else:
                parts.append([i])
        for part in parts if len(parts) > 1 else []:
            if len(part) < MIN_RUN and matches[part[0]] != UNMATCHED:
                for i in part:
                    taken[matches[i]], matches[i] = False, UNMATCHED


def _words(places: Sequence[int]) -> list[range]:
    """The letters of each word: those whose characters follow one another."""
    starts = [i for i, place in enumerate(places) if not i or place > places[i - 1] + 1]
    return [range(i, j) for i, j in pairwise([*starts, len(places)])]


def _match_in_order(text: str, page: str, matches: list[int], taken: list[bool]) -> None:
    """Step 5."""
    mine = [i for i, place in enumerate(matches) if place == UNMATCHED]
    left, left_places = _join(text, mine, "\0")
    theirs = [i for i, used in enumerate(taken) if not used]
    right, right_places = _join(page, theirs, "\1")
    least = min(MIN_RUN, len(text))
    for one, other, size in LCSseq.opcodes(left, right).as_matching_blocks():
        if size >= max(least, 1):
            _match(matches, taken, left_places[one], right_places[other], size)


def _join(text: str, kept: Sequence[int], separator: str) -> tuple[str, list[int]]:
    """The letters at some positions, with a separator wherever others are left out."""
    letters, places = [], []
    for i, place in enumerate(kept):
        if i and place != kept[i - 1] + 1:
            letters.append(separator)
            places.append(UNMATCHED)
        letters.append(text[place])
        places.append(place)
    return "".join(letters), places
