"""Things named in a question that a follow-up may put others in the place of.

1. Years: each date with its day, and each year or years in a row ("2016 and 2018").
2. Groups: words of the name of a group that the texts have, with the words for a group and small
   words between. Without a word for a group, a whole name must be there ("human capital").
3. Countries. Of those in longer names ("Global Affairs Canada", "the Canadian Federation of …")
   only the place is known.
4. Ordinals, of meetings mostly.
5. People whom the texts name as heads, by two names or the surname.
6. Acronyms that the texts explain, typed as there; that of a group is a group.
What is found earlier in this list is not looked at again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cmp_search.language.country_forms import Adjective, CountryMention, country_mentions
from cmp_search.language.normalisation import fold
from cmp_search.language.ordinals import ordinals
from cmp_search.language.terms import FUNCTION_WORDS
from cmp_search.orientation.dates import dates
from cmp_search.orientation.groups import group_key
from cmp_search.search.document_facts import YEAR
from cmp_search.search.fact_book import FactBook
from cmp_search.search.fact_group_types import GroupType, group_type
from cmp_search.search.fact_questions import office_of
from cmp_search.search.fact_words import matches

_WORD = re.compile(r"[^\W_]+")
_GROUP_WORD = re.compile(r"medio\sambiente|[^\W_]+", re.IGNORECASE)
"""Spanish has two words for the environment, of which the second tells it."""
_YEARS = re.compile(
    rf"{YEAR.pattern}(?:(?:\s?[-–,/]\s?|\s(?:and|to|or|et|à|ou|y|a|al|o)\s){YEAR.pattern})*"
)
_LINKS = frozenset(
    "on of for the and sur pour de du des d l le la les et sobre para del el los las en y e".split()
)
"""Words within the name of a group."""
_WITHIN_NAME = re.compile(r"[\s’'-]{1,2}|, ")


class Kind(StrEnum):
    """Kinds of things."""

    YEARS = "years"
    GROUP = "group"
    COUNTRY = "country"
    ORDINAL = "ordinal"
    PERSON = "person"
    ACRONYM = "acronym"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing named at `start` to `end` of a question.

    `value` identifies it; it is empty if that is not sure. `core` is where the words are that tell
    a group from others, `is_typed` whether a word for a group is there, `is_acronym` whether it is
    an acronym; `adjective` is the form in which a country is named, if not by its name.
    """

    kind: Kind
    start: int
    end: int
    value: str
    core: tuple[int, int] = (0, 0)
    is_typed: bool = False
    is_acronym: bool = False
    adjective: Adjective | None = None

    @property
    def years(self) -> int:
        """How many years it names; none if it is a day."""
        return 0 if "-" in self.value else len(self.value.split())


def things_in(text: str, book: FactBook) -> list[Thing]:
    """The things that a question names, in order."""
    found: list[Thing] = []
    for find in (_years, _groups, _countries, _ordinals, _people, _acronyms):
        found += [
            one
            for one in find(text, book)
            if not any(one.start < other.end and other.start < one.end for other in found)
        ]
    return sorted(found, key=lambda thing: thing.start)


def _years(text: str, book: FactBook) -> Iterator[Thing]:
    """Rule 1."""
    whole = [one for one in dates(text) if one.days]
    for one in whole:
        yield Thing(Kind.YEARS, one.start, one.end, str(one.first))
    for match in _YEARS.finditer(text):
        if not any(one.start <= match.start() < one.end for one in whole):
            yield Thing(Kind.YEARS, *match.span(), " ".join(YEAR.findall(match[0])))


def _groups(text: str, book: FactBook) -> Iterator[Thing]:
    """Rule 2."""
    themes = frozenset().union(*book.acronyms_of)
    run: list[re.Match[str]] = []
    for word in _GROUP_WORD.finditer(text):
        is_joined = run and _WITHIN_NAME.fullmatch(text, run[-1].end(), word.start())
        is_part = _folded(word) in _LINKS or _is_type(_folded(word)) or _is_theme(word, themes)
        if run and not (is_joined and is_part):
            yield from _group(run, text, book)
            run = []
        if is_part:
            run.append(word)
    yield from _group(run, text, book)


def _folded(word: re.Match[str]) -> str:
    return fold(word[0]).split()[-1]


def _is_theme(word: re.Match[str], themes: frozenset[str]) -> bool:
    return matches(_folded(word), themes)


def _is_type(word: str) -> bool:
    """Whether a folded word is for a group of any name, such as "working"."""
    return word not in FUNCTION_WORDS and not group_key(word)


def _group(run: Sequence[re.Match[str]], text: str, book: FactBook) -> Iterator[Thing]:
    """The group that some words in a row name."""
    kept = [word for word in run if _folded(word) not in _LINKS]
    names = [word for word in kept if not _is_type(_folded(word))]
    if not names:
        return
    is_typed = group_type(text[kept[0].start() : kept[-1].end()]) is not GroupType.ANY
    words = [_folded(word) for word in names]
    fitting = [key for key in book.acronyms_of if all(matches(word, key) for word in words)]
    whole = [key for key in fitting if all(matches(theme, words) for theme in key - {"medio"})]
    if whole or (is_typed and fitting):
        named = min(whole or fitting, key=len)
        core = (names[0].start(), names[-1].end())
        span = (kept[0].start(), kept[-1].end()) if is_typed else core
        yield Thing(Kind.GROUP, *span, " ".join(sorted(named)), core, is_typed)


def _countries(text: str, book: FactBook) -> Iterator[Thing]:
    """Rule 3."""
    for one in country_mentions(text):
        value = "" if _is_within_name(one, text) else one.code
        yield Thing(Kind.COUNTRY, one.start, one.end, value, adjective=one.adjective)


def _is_within_name(one: CountryMention, text: str) -> bool:
    """Whether a country stands next to a capitalised word; the first word of a question is one."""
    before = re.search(r"(?<=\S )([^\W_]+) $", text[: one.start])
    after = re.match(r" ([^\W_]+)", text[one.end :])
    follows = one.adjective is None or one.adjective.language != "en"
    return bool(
        (follows and before and _is_of_name(before[1]))
        or (one.adjective and after and _is_of_name(after[1]))
    )


def _is_of_name(word: str) -> bool:
    folded = fold(word)
    plain = folded in FUNCTION_WORDS or folded == "co" or _is_type(folded) or office_of(folded)
    return word[0].isupper() and not plain


def _ordinals(text: str, book: FactBook) -> Iterator[Thing]:
    """Rule 4."""
    for one in ordinals(text):
        yield Thing(Kind.ORDINAL, one.start, one.end, str(one.value))


def _people(text: str, book: FactBook) -> Iterator[Thing]:
    """Rule 5."""
    people = {head.person for head in book.heads}
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        length = max((_shared(words[i:], person) for person in people), default=0)
        if length:
            start, end = words[i].start(), words[i + length - 1].end()
            yield Thing(Kind.PERSON, start, end, fold(text[start:end]))
        i += length or 1


def _shared(words: Sequence[re.Match[str]], person: Sequence[str]) -> int:
    """How many of the first words are a person's name; 0 if they do not name that person."""
    count = 0
    while count < len(words) and fold(words[count][0]) in person:
        count += 1
    is_named = count > 1 or (count and fold(words[0][0]) == person[-1])
    return count if is_named and words[0][0][0].isupper() else 0


def _acronyms(text: str, book: FactBook) -> Iterator[Thing]:
    """Rule 6."""
    known = {one.fact.short.text for one in book.acronyms}
    groups = {short: key for key, shorts in book.acronyms_of.items() for short in shorts}
    for match in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", text):
        if match[0] in known:
            span, key = match.span(), groups.get(fold(match[0]))
            value = " ".join(sorted(key)) if key else fold(match[0])
            kind = Kind.GROUP if key else Kind.ACRONYM
            yield Thing(kind, *span, value, core=span, is_acronym=True)
