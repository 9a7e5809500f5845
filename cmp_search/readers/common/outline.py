"""Headings without markup: which lines are headings, and how deep each of them is.

Plain text keeps the words of a heading but not its rank, and Markdown from a converter often has
the wrong rank. Both can be told from the shape and the numbering of the line:

1. A candidate is a line of its own that starts with a capital or a number, is short, and does not
   end like a sentence, whatever note it refers to; a numbered line ("Theme 2.", "III.") may end in
   a full stop. A line that ends in a colon must be in title case, else it introduces what follows.
2. A candidate that repeats the document's title is a title, not a section; a date below the title
   that is the only date among the candidates belongs to the title as well.
3. A line that opens with a designation of legal texts, such as "Article 5", is a candidate if it is
   a heading of its division (see `legal`).
4. Headings that are counted have the rank of their series (see `series`). Of the others, a working
   group has rank 2; a co-chair, a line in capitals and a closing word such as "Conclusions" 3; the
   name of a country with a colon 5; any other title 4, or 3 if it comes after text and directly
   before another heading, because it contains the headings that follow.
5. Ranks, series and what the format states give the levels (see `levels`).
"""

import re
from collections.abc import Sequence

from cmp_search.language.detection import DIVISIONS, MONTHS
from cmp_search.language.normalisation import one_line
from cmp_search.readers.common.designations import designation
from cmp_search.readers.common.legal import opens_division
from cmp_search.readers.common.levels import Evidence, levels
from cmp_search.readers.common.series import Rank, member

MAX_NUMBERED = 200
"""Characters of a numbered heading; "Theme 3" of an annual report has 150."""
MAX_TITLE_WORDS = 14
MAX_NUMBERED_WORDS = 8
"""Words of a title after a number without a mark, with the number."""
_BARE_NUMBER = re.compile(r"\d{1,2}\s+(?=[A-ZÀ-Þ])[^\W\d_]{2,}")
_QUESTION_WORDS = 25
"""Words of the longest question that is a heading."""


_THEME = "|".join(map(str.title, DIVISIONS["theme"]))
_ROMAN = r"(?=[IVXL])(?:XL|X{0,3})(?:IX|IV|V?I{0,3})"
_NUMBERED = re.compile(
    rf"{_ROMAN}\.\s+\S|(?:{_THEME})\s+\d+\s*[.:)–-]|\d{{1,2}}\s?[.)]\s+[^\W\d_]"
    r"|[a-z]\)\s+[^\W\d_]|\d{1,3}(?:\.\d{1,3})+[.)]?\s+[¿¡«“\"]?(?P<capital>[^\W\d_])"
)
"""Lines that are numbered; without a mark after it, a dotted number is one before a capital."""
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
    "introduction introducción conclusion conclusions conclusión conclusiones "
    "priorities priorités prioridades".split()
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
_NOTE_MARK = re.compile(
    r"(?<=[.;,!?…:])\s?(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3})$|(?<=[^\W\d_]{4}[.;,!?…:])\d{1,3}$"
)
"""The mark of a note after the end of a sentence, which it does not change.

A plain digit is one after a word only: "p. 3", "vol.2" and "A.1" have numbers.
"""


def is_heading(text: str) -> bool:
    """Whether a line that stands alone looks like a heading (step 1)."""
    line = _NOTE_MARK.sub("", one_line(text))
    if not line or "\n" in text.strip() or not any(c.isalpha() for c in line):
        return False
    if designation(line):
        return opens_division(line) is not None
    if _is_numbered(line):
        return len(line) <= MAX_NUMBERED and _ends_like_a_title(line)
    if not line[0].isupper() or len(line.split()) > MAX_TITLE_WORDS or line[-1] in ".;,!?…":
        return False
    return not line.endswith(":") or _title_case(line)


def is_numbered_title(line: str) -> bool:
    """Whether a line is a few words after a number without a mark, such as "1 Purpose"."""
    short = len(line.split()) <= MAX_NUMBERED_WORDS and line[-1:] not in ".;,:!?…"
    return short and bool(_BARE_NUMBER.match(line)) and not is_date(line)


def is_question(line: str) -> bool:
    """Whether a line is a question, as in a list of questions and answers."""
    return line[-1:] == "?" and line.count("?") == 1 and len(line.split()) <= _QUESTION_WORDS


def _is_numbered(line: str) -> bool:
    found = _NUMBERED.match(line)
    return found is not None and (found["capital"] is None or found["capital"].isupper())


def _ends_like_a_title(line: str) -> bool:
    """A numbered item may be a sentence; the words of a heading rarely end in a full stop.

    Only headings such as "Theme 1. …" do in the texts that are read here.
    """
    return line[-1] not in ".;," or bool(re.match(rf"(?:{_THEME})\b", line))


def _title_case(line: str) -> bool:
    """Whether most of the significant words begin with a capital or are numbers."""
    words = [w for w in re.findall(r"[\w’'-]+", line) if w.lower() not in _SMALL]
    return sum(1 for w in words if w[0].isupper() or w[0].isdigit()) * 2 > len(words)


def numbering(text: str) -> Rank | None:
    """The rank that a line has by its numbering, None if it is not numbered."""
    line = one_line(text)
    found = member(line) if _is_numbered(line) or opens_division(line) else None
    return found.rank if found else None


def _own_rank(line: str) -> Rank:
    """The rank of a heading that is not counted, by its own words (step 4)."""
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


def ranks(
    lines: Sequence[str], headings: Sequence[bool], stated: Sequence[int] = ()
) -> list[int | None]:
    """The level of each line of a document, None if `headings` says it is not a heading.

    `stated` has the level that the format gives each line (by style, markup, outline or type), 1
    outermost, 0 if it gives none; empty if it never does. One series keeps one level, and divisions
    and dotted numbers nest, whatever is stated (see `levels`).
    """
    evidence: list[Evidence] = []
    for i, heading in enumerate(headings):
        if heading:
            line = one_line(lines[i])
            found = member(line)
            rank = found.rank if found else _own_rank(line)
            after_text = i > 0 and not headings[i - 1]
            holds_next = i + 1 < len(lines) and headings[i + 1]
            if rank is Rank.TOPIC and not numbering(line) and after_text and holds_next:
                rank = Rank.CHAPTER
            evidence.append(Evidence(found, rank, stated[i] if stated else 0))
    ranked = iter(levels(evidence))
    return [next(ranked) if heading else None for heading in headings]
