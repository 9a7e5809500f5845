"""The title of a PDF: the one that it states, or the largest type of its first page.

1. What the properties state is a title unless nobody chose it (see `common.stale_titles`).
2. The title that is printed is the first page's largest lines: larger than the body, and than all
   lines after them or, on a title page, which has no running text, whatever follows; a date is
   none. If nothing is larger, and none is stated, a heading that opens the text is the title if it
   is the only centred one of its type.
3. The first lines that repeat the stated title are its place. A stated title whose words are mostly
   not on the first two pages, or that names another year than the printed one, is that of another
   document, where the printed one stands out clearly.
4. Lines of the title page are no headings, nor are those directly below the title, such as author
   and date, in a type of their own that is not bold, unless the outline says so; nor is a date that
   is the only one among the headings.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from cmp_search.language.normalisation import fold, letters_and_digits
from cmp_search.readers.common.outline import is_date
from cmp_search.readers.common.stale_titles import is_stale
from cmp_search.readers.pdf.headings import LARGER, HeadingLines, groups, is_prose, words_of
from cmp_search.readers.pdf.layout import Layout
from cmp_search.readers.pdf.lines import Line

_CLEARLY = 1.3
"""How many times the size of the body a printed title has that overrules the stated one,
unless it is bold."""
_BESIDE = 0.1
"""The share of a line's width that is free on either side of a centred title."""
_WORD = re.compile(r"[^\W_]{4,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def stated_title(title: object) -> str:
    """The title that a file states; empty if it is none (step 1)."""
    words = _decoded(" ".join(str(title or "").replace("\0", "").split()))
    return "" if is_stale(words) else words


def _decoded(words: str) -> str:
    """Words whose UTF-8 was stored as if it were Windows-1252 ("acciÃ³n"); others as they are."""
    try:
        return words.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return words


def with_title(
    lines: Sequence[Line], headings: list[HeadingLines], stated: str, layout: Layout
) -> tuple[list[HeadingLines], str]:
    """The headings with the title among them as level 0, and the title (steps 2 and 3)."""
    on_first = takewhile(lambda group: lines[group[0]].page == lines[0].page, groups(lines))
    first = [(start, end) for start, end in on_first if not lines[start].aside]
    key = letters_and_digits(stated)
    repeats = [
        (start, end) for start, end in first if key and _repeats(key, lines[start:end], layout)
    ]
    printed = _printed(lines, first, layout)
    if repeats:
        place = repeats[0]
    elif printed is not None:
        place = printed
    elif not stated and headings and _is_centred_title(lines, headings, layout):
        place = headings[0].start, headings[0].end
    else:
        return headings, stated
    words = " ".join(line.text for line in lines[slice(*place)])
    if not repeats and stated and _is_of_another(stated, words, lines, place, layout):
        stated = ""
    others = [one for one in headings if one.end <= place[0] or one.start >= place[1]]
    every = sorted([HeadingLines(*place, 0), *others], key=lambda one: one.start)
    return every, stated or words


def _printed(
    lines: Sequence[Line], first: Sequence[tuple[int, int]], layout: Layout
) -> tuple[int, int] | None:
    """The largest lines of the first page that have words, if they stand out (step 2)."""
    words = {group: " ".join(line.text for line in lines[slice(*group)]) for group in first}
    worded = [group for group in first if sum(map(str.isalpha, words[group])) > 2]
    undated = [group for group in worded if not is_date(words[group])]
    if not worded:
        return None
    start, end = max(undated or worded, key=lambda group: (lines[group[0]].size, -group[0]))
    size = lines[start].size
    unmatched = all(
        line.size < size - 0.5
        for line in lines[end:]
        if any(map(str.isalpha, line.text)) and not line.aside and not is_date(line.text)
    )
    alone = is_title_page(lines, layout)
    stands_out = size >= LARGER * layout.size and (unmatched or alone)
    return (start, end) if stands_out else None


def is_title_page(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether the first page has no running text, and is not the only one."""
    first = [line for line in lines if line.page == lines[0].page]
    return len(first) < len(lines) and not any(is_prose(line, layout) for line in first)


def _is_centred_title(
    lines: Sequence[Line], headings: Sequence[HeadingLines], layout: Layout
) -> bool:
    """Whether the first lines are a heading, and the only centred one of its type."""
    body = [line for line in lines if is_prose(line, layout)]
    if headings[0].start or not body:
        return False
    left, right = min(line.x for line in body), max(line.end for line in body)

    def is_centred(line: Line) -> bool:
        beside = line.x - left, right - line.end
        return min(beside) > _BESIDE * (right - left) and abs(beside[0] - beside[1]) < 2 * line.size

    own = lines[: headings[0].end]
    others = [lines[one.start] for one in headings[1:]]
    rivals = [line for line in others if line.style == own[0].style and is_centred(line)]
    return not rivals and not headings[0].depth and all(map(is_centred, own))


def _repeats(title: str, lines: Sequence[Line], layout: Layout) -> bool:
    """Whether lines are exactly the title, or contain it in large type."""
    words = letters_and_digits(" ".join(line.text for line in lines))
    return words == title or (lines[0].size >= LARGER * layout.size and title in words)


def _is_of_another(
    stated: str, printed: str, lines: Sequence[Line], place: tuple[int, int], layout: Layout
) -> bool:
    """Whether the stated title is that of another document (step 3)."""
    first = lines[place[0]]
    is_clear = first.size >= _CLEARLY * layout.size or (first.bold and not layout.bold)
    if not is_clear or len(printed.split()) < 2:
        return False
    near = fold(" ".join(line.text for line in lines if line.page <= lines[0].page + 1))
    years = set(_YEAR.findall(stated))
    if years and _YEAR.search(printed) and not any(year in near for year in years):
        return True
    words = _WORD.findall(fold(stated))
    return not words or sum(word in near for word in words) * 2 < len(words)


def without_by_lines(
    lines: Sequence[Line], headings: list[HeadingLines], layout: Layout
) -> list[HeadingLines]:
    """The headings without those of the title page and those directly below the title (step 4)."""
    following: list[HeadingLines] = []
    for before, heading in pairwise(headings):
        if before.end != heading.start or not (following or before.level == 0):
            break
        following.append(heading)
    later = {lines[heading.start].style for heading in headings if heading not in following}
    dates = [heading for heading in headings if is_date(words_of(lines, heading))]
    titled = any(heading.level == 0 for heading in headings)
    bare = titled and is_title_page(lines, layout)

    def is_by_line(heading: HeadingLines) -> bool:
        size, bold = lines[heading.start].style
        own_type = not bold and (size, bold) not in later
        on_title_page = bare and lines[heading.start].page == lines[0].page
        return on_title_page or (heading in following and (own_type or dates == [heading]))

    return [one for one in headings if not one.level or one.depth or not is_by_line(one)]
