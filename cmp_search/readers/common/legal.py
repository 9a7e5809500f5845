"""Legal structure: which lines are headings of divisions, and which only begin with a reference.

1. A line that opens with a designation (see `designations`) is a heading if nothing follows, or a
   name. A lower-case word without a mark in between continues a sentence ("Article 5 of the
   Agreement"), except in names such as "Capítulo II de las sogas". A name is short, ends in no
   link word, and has none of the verbs of sentences if a text may follow in its place.
2. Articles, clauses and sections may run in with their text ("Artículo 22.- El Consejo…"): the
   heading is the designation, with a name that a dash sets off from the text.
3. A designation that stands alone takes its name from the line after it, if that is like a title
   ("ARTICLE II", "Gauges").
4. A line that continues the sentence of the line above is no heading, whatever it begins with.
"""

import re
from typing import NamedTuple

from cmp_search.language.normalisation import fold, one_line
from cmp_search.readers.common.designations import Designation, Division, designation

MAX_NAME = 300
"""Characters of the name of a division; chapters of treaties have the longest."""
_MAX_WORDS = 14
"""Words of a name that ends in a full stop, or that stands on the line below."""


_NAMED = re.compile(r"\s*([^.;:\n]{3,120}?)(?:\.\s?[-–—]+|\s[—–])(?=\s)")
_WORD = re.compile(r"[^\W\d_]+")
RUNS_IN = frozenset([Division.ARTICLE, Division.CLAUSE, Division.SECTION])
"""Divisions whose text may follow on the line of the heading."""
_OPENERS = frozenset(
    """a all an any cada each el ella en every for if in la las le les los l no nul nulle para por
    si the this todo toda todos todas tout toute tous toutes un una une""".split()
)
"""Words that begin the sentence of an article more often than its name."""
_VERBS = frozenset(
    """are be can has have is may must shall will
    est sont peut peuvent doit doivent sera seront
    debe deben debera deberan es esta estan ha han podra podran puede pueden queda quedan
    rige se sera seran son tendra tendran tiene tienen""".split()
)
"""Words of sentences that names of articles seldom have."""
_LINKS = frozenset(
    """a al and au aux by ce ces cette con d de del des du e el en et for from in its l la las le
    les leur leurs los o of on or ou para par por pour que qui relatif relatifs relativa relativas
    relative relatives relativo relativos se ses sobre su sur sus that the their this to un una une
    with y""".split()
)
"""Words that a name does not end in."""
_NAME_LINKS = frozenset(
    "d de del des du relatif relatifs relativa relativas relativo relativos sobre".split()
)
"""Words that a name in lower case begins with."""


class RunIn(NamedTuple):
    """A line whose heading and text run in: "Artículo 22.-", "El Consejo …"."""

    heading: str
    text: str


def opens_division(line: str) -> Designation | None:
    """The designation of a line that is a heading as a whole; None if it is not one (step 2)."""
    found = designation(line)
    return found if found and _is_name(found, line[found.end :].strip()) else None


def split_run_in(paragraph: str) -> RunIn | None:
    """The heading that a paragraph begins with, and its text; None if it has none (step 2).

    Both are parts of the paragraph as it stands: it starts with the heading, and the text is what
    follows, without the blanks between them.
    """
    paragraph = paragraph.strip()
    found = designation(paragraph)
    if found is None or found.kind not in RUNS_IN:
        return None
    rest = one_line(paragraph[found.end :])
    if not rest or _is_name(found, rest) or rest[0] in ",;)":
        return None
    if not found.mark and not _opens_sentence(rest):
        return None
    named = _NAMED.match(paragraph, found.end)
    end = named.end() if named and _is_title(named[1]) else found.end
    return RunIn(paragraph[:end].strip(), paragraph[end:].strip())


def is_bare(line: str) -> bool:
    """Whether a line is a designation alone, whose name may be the next line (step 3)."""
    found = designation(line)
    return bool(found and found.number and not line[found.end :].strip())


def is_name(line: str) -> bool:
    """Whether the line after a bare designation is its name (step 3)."""
    line = line.strip()
    own = designation(line)
    if not line or "\n" in line or (own and own.number):
        return False
    words = line.rstrip(".") if line.isupper() else line
    return line[0].isupper() and words[-1] not in ".;:,!?" and _is_title(words)


def continues(above: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line directly above it (step 4)."""
    above = above.rstrip()
    if not above or opens_division(above):
        return False
    return above[-1] not in '.;:!?…»”)"' and not (above.isupper() and not line.isupper())


def _is_name(found: Designation, rest: str) -> bool:
    """Whether what follows a designation on its line is nothing, or a name."""
    if not rest:
        return True
    if len(rest) > MAX_NAME or rest[0] in ",;)" or rest[-1] in ",;:":
        return False
    if not found.mark and rest[0].islower():
        word = _WORD.match(rest)
        linked = bool(word and fold(word[0]) in _NAME_LINKS) and found.kind not in RUNS_IN
        return linked and rest[-1] != "." and _is_title(rest)
    if rest[-1] == ".":
        return _is_full_stop_name(found, rest[:-1])
    return _is_title(rest) if found.kind in RUNS_IN else not _ends_in_link(rest)


def _is_full_stop_name(found: Designation, words: str) -> bool:
    """Whether words that a full stop ends are a name and not a sentence."""
    if words.isupper():
        return len(words.split()) <= _MAX_WORDS
    if not found.mark or found.mark[-1] in "-–—":
        return False
    first = _WORD.match(words)
    return not (first and fold(first[0]) in _OPENERS) and _is_title(words)


def _opens_sentence(rest: str) -> bool:
    """Whether words after a number without a mark begin a sentence."""
    word = _WORD.match(rest)
    return bool(word and rest[0].isupper() and fold(word[0]) in _OPENERS and rest[-1] in ".;:")


def _is_title(words: str) -> bool:
    """Whether words are few, and neither a sentence nor cut off."""
    every = [fold(word) for word in re.findall(r"[^\W_]+", words)]
    if not every or len(every) > 2 * _MAX_WORDS or re.search(r"[.;:?!]\s", words):
        return False
    return not _VERBS.intersection(every) and not _ends_in_link(words)


def _ends_in_link(words: str) -> bool:
    """Whether the last word calls for another, as where a line was wrapped."""
    return fold(words.split()[-1]) in _LINKS and not words.isupper()
