"""Headings without markup: which lines are headings, and how deep each of them is.

Plain text keeps the words of a heading but not its rank, and Markdown from a converter often has
the wrong rank. Both can be told from the shape and the numbering of the line:

1. A candidate is a line of its own that starts with a capital or a number, is short, and does not
   end like a sentence; a numbered line ("Theme 2.", "III.") may end in a full stop. A line that
   ends in a colon must be in title case, else it introduces what follows.
2. A candidate that repeats the document's title is a title, not a section; a date below the title
   that is the only date among the candidates belongs to the title as well.
3. Ranks, outermost first: a part or chapter (1); a working group (2); a roman numeral, a co-chair,
   a line in capitals, a closing word such as "Conclusions" (3); "Theme 1", "1.", "1)" and any title
   without a number (4); "a)" and the name of a country with a colon (5).
4. A title without a number that comes after text and directly before another heading contains the
   headings that follow: it has rank 3.
"""

import re
from collections.abc import Sequence
from enum import IntEnum

from cmp_search.language.detection import DIVISIONS, MONTHS
from cmp_search.language.normalisation import one_line

MAX_NUMBERED = 200
"""Characters of a numbered heading; "Theme 3" of an annual report has 150."""
MAX_TITLE_WORDS = 14


class Rank(IntEnum):
    """The rank of a heading, 1 outermost (step 3)."""

    PART = 1
    GROUP = 2
    CHAPTER = 3
    TOPIC = 4
    DETAIL = 5


_PART = "|".join(name.title() for name in (*DIVISIONS["part"], *DIVISIONS["chapter"]))
_THEME = "|".join(map(str.title, DIVISIONS["theme"]))
_ROMAN = r"(?=[IVXL])(?:XL|X{0,3})(?:IX|IV|V?I{0,3})"
_NUMBERED: tuple[tuple[re.Pattern[str], Rank], ...] = (
    (re.compile(rf"(?:{_PART})\s+[IVXL\d]+\b"), Rank.PART),
    (re.compile(rf"{_ROMAN}\.\s+\S"), Rank.CHAPTER),
    (re.compile(rf"(?:{_THEME})\s+\d+\s*[.:)–-]"), Rank.TOPIC),
    (re.compile(r"\d{1,2}\s?[.)]\s+[^\W\d_]"), Rank.TOPIC),
    (re.compile(r"[a-z]\)\s+[^\W\d_]"), Rank.DETAIL),
)
_GROUP = re.compile(
    r".*\bworking group$|working group on\b.*|groupe de travail\b.*|grupo de trabajo\b.*", re.I
)
_CHAIR = re.compile(
    r"(?:(?:mexican|canadian) co-chairs?"
    r"|coprésident(?:e|s|es)? (?:du )?(?:mexique|canada|mexicain\w*|canadien\w*)"
    r"|copresident(?:e|a|es|as) (?:de |por )?(?:méxico|canadá|mexican\w*|canadiens\w*))$",
    re.I,
)
_CHAPTER_WORDS = frozenset(
    "introduction introducción conclusion conclusions conclusión conclusiones annex annexe anexo "
    "appendix appendice apéndice priorities priorités prioridades".split()
)
_COUNTRIES = frozenset(
    ["mexico", "méxico", "mexique", "le mexique", "canada", "canadá", "le canada", "united states"]
)
_SMALL = frozenset(
    "a an and at by for from in of on or the to with de des du et la le y el".split()
)
_MONTH = f"(?:{'|'.join(name for names in MONTHS.values() for name in names)})"
_DATE = re.compile(
    rf"(?:[^\W\d][^\d,]{{1,40}},\s)?(?:le\s|el\s)?(?:{_MONTH}\s\d{{1,2}},?\s(?:\d{{4}})"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|er|º)?\s(?:de\s)?)?{_MONTH}\s(?:del?\s)?\d{{4}})",
    re.I,
)


def is_heading(text: str) -> bool:
    """Whether a line that stands alone looks like a heading (step 1)."""
    line = one_line(text)
    if not line or "\n" in text.strip() or not any(c.isalpha() for c in line):
        return False
    if _numbered_rank(line) is not None:
        return len(line) <= MAX_NUMBERED and _ends_like_a_title(line)
    if not line[0].isupper() or len(line.split()) > MAX_TITLE_WORDS or line[-1] in ".;,!?…":
        return False
    return not line.endswith(":") or _title_case(line)


def _ends_like_a_title(line: str) -> bool:
    """A numbered item may be a sentence; the words of a heading rarely end in a full stop.

    Only headings such as "Theme 1. …" do in the texts that are read here.
    """
    return line[-1] not in ".;," or bool(re.match(r"(?:Theme|Thème|Tema|Part|Partie)\b", line))


def _title_case(line: str) -> bool:
    """Whether most of the significant words begin with a capital or are numbers."""
    words = [w for w in re.findall(r"[\w’'-]+", line) if w.lower() not in _SMALL]
    return sum(1 for w in words if w[0].isupper() or w[0].isdigit()) * 2 > len(words)


def numbering(text: str) -> Rank | None:
    """The rank that a line has by its numbering, None if it is not numbered."""
    return _numbered_rank(one_line(text))


def _numbered_rank(line: str) -> Rank | None:
    return next((rank for pattern, rank in _NUMBERED if pattern.match(line)), None)


def _own_rank(line: str) -> Rank:
    """The rank of a heading by its own words (step 3)."""
    numbered = _numbered_rank(line)
    if numbered is not None:
        return numbered
    bare = line.rstrip(":").strip().lower()
    if line.endswith(":") and bare in _COUNTRIES:
        return Rank.DETAIL
    if _GROUP.fullmatch(bare):
        return Rank.GROUP
    if _CHAIR.fullmatch(bare) or bare in _CHAPTER_WORDS or line.isupper():
        return Rank.CHAPTER
    return Rank.TOPIC


def is_date(text: str) -> bool:
    """Whether a line is only a date, perhaps after a place."""
    return bool(_DATE.fullmatch(one_line(text)))


def without_date(lines: Sequence[str], headings: Sequence[bool]) -> list[bool]:
    """The headings without a lone date that comes before all text (step 2)."""
    dates = [i for i, heading in enumerate(headings) if heading and is_date(lines[i])]
    lone = dates[0] if len(dates) == 1 and all(headings[: dates[0]]) else None
    return [heading and i != lone for i, heading in enumerate(headings)]


def repeats_title(line: str, title: str) -> bool:
    """Whether a heading begins with the document's title, in any case and punctuation (step 2)."""
    folded, whole = (re.sub(r"\W+", " ", text).strip().lower() for text in (line, title))
    return bool(whole) and folded.startswith(whole)


def ranks(lines: Sequence[str], headings: Sequence[bool]) -> list[Rank | None]:
    """The rank of each line of a document, None if `headings` says it is not a heading."""
    ranked: list[Rank | None] = []
    for i, heading in enumerate(headings):
        line = one_line(lines[i])
        if not heading:
            ranked.append(None)
            continue
        plain = _numbered_rank(line) is None and _own_rank(line) is Rank.TOPIC
        after_text = i > 0 and not headings[i - 1]
        holds_next = i + 1 < len(lines) and headings[i + 1]
        ranked.append(Rank.CHAPTER if plain and after_text and holds_next else _own_rank(line))
    return ranked
