"""Fact questions: what a question asks for, if it is one that a fact may answer.

It is recognised by cue words of the three languages, whether typed as a sentence or as keywords:
1. what an acronym stands for: "PAC meaning", "qu’est-ce que le PAC ?", or the acronym alone;
2. which groups there are: "list the working groups";
3. a meeting: a word for one with an ordinal, a date, "last", or a question for date or place;
4. when something began: "when was the CMP launched", "desde cuándo existe la Alianza";
5. when a text was signed: "quand le Plan a-t-il été signé ?", "action plan signed";
6. who heads a group or the partnership: "mining co-chair", "qui dirige le Partenariat ?";
7. who a person is: "Who is Anne Roe?", or the name alone.
Why or how something began is no fact, but read as 4, too: the sentence that says when says why.
All other words that carry meaning are kept: a fact must explain each of them (see `facts`). A
question for anything else, such as how many, is none of these.
"""

import re
from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum

from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words
from cmp_search.orientation.dates import dates
from cmp_search.orientation.ordinals import meeting_kind, meeting_number
from cmp_search.search.document_facts import YEAR
from cmp_search.search.fact_cues import (
    BEGAN,
    BOTH,
    FILLERS,
    GROUPS,
    HOW_OR_WHY,
    LAST,
    LIST,
    MEANS,
    MEETING,
    MEETING_FILLERS,
    MET,
    NOT_ASKED,
    OFFICE,
    PERSON,
    PERSON_FILLERS,
    REPRESENTS,
    SIGNED,
    WHAT_IS,
    WHEN,
    WHERE,
    WHO,
)
from cmp_search.search.fact_group_types import GROUP_WORDS, GroupType, type_in
from cmp_search.search.fact_words import content


class Topic(StrEnum):
    """What a question may ask for."""

    ACRONYM = "acronym"
    GROUPS = "groups"
    MEETING = "meeting"
    LAUNCH = "launch"
    SIGNING = "signing"
    HEAD = "head"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """What is asked for, with the words that a fact must explain, folded.

    `years` are those that the question names; `number`, `day`, `is_last` and `kind` say which
    meeting; `wants_place` is whether only its place is asked for; `office` and `group_type` say
    which kind of head and group; `wants_definition` whether it asks what something is, and not what
    its letters mean. `is_weak` is whether no cue word shows what is asked for.
    """

    topic: Topic
    words: tuple[str, ...]
    typed: tuple[str, ...]
    years: frozenset[str] = frozenset()
    number: int = 0
    day: Date | None = None
    is_last: bool = False
    kind: str = ""
    wants_place: bool = False
    office: str = ""
    group_type: GroupType = GroupType.ANY
    wants_definition: bool = False
    is_weak: bool = False


MAX_KEYWORDS = 6
"""Most words of a question that is taken for keywords."""


def fact_questions(text: str) -> tuple[FactQuestion, ...]:
    """What a question may ask for, the likeliest first; empty if no fact could answer it."""
    # Two words for one theme: "medio ambiente" is "environment".
    folded = " ".join(folded_words(text)).replace("medio ambiente", "ambiente")
    if NOT_ASKED.search(folded):
        return ()
    years = frozenset(YEAR.findall(text))
    readings = (read(text, folded, years) for read in _READ)
    return tuple(reading for reading in readings if reading)


def beginning_question(text: str) -> FactQuestion | None:
    """What a question for why or how something began is about; None if it is another one."""
    folded = " ".join(folded_words(text))
    if not HOW_OR_WHY.search(folded) or not BEGAN.search(folded):
        return None
    words = _kept(_without(folded, HOW_OR_WHY, BEGAN, WHEN))
    return FactQuestion(Topic.LAUNCH, words, _typed(text))


def _acronym(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    means, what = MEANS.search(folded), WHAT_IS.search(folded)
    if means or what or len(folded.split()) <= 2:
        rest = _without(folded, MEANS, WHAT_IS)
        words = tuple(w for w in content(rest) if w not in FILLERS and w not in ("does", "letters"))
        if words and (means or len(words) <= 3):
            return FactQuestion(
                topic=Topic.ACRONYM,
                words=words,
                typed=_typed(text),
                years=years,
                wants_definition=bool(what and not means),
                is_weak=not means and not what,
            )
    return None


def _meeting(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    kind, number = meeting_kind(text), meeting_number(text)
    if not kind and not MET.search(folded):
        return None
    when, where = WHEN.search(folded), WHERE.search(folded)
    is_last, stated = bool(LAST.search(folded)), [d for d in dates(text) if d.days]
    if WHO.search(folded) or not (when or where or number or is_last or stated):
        return None
    day = stated[0] if stated else None
    rest = fold(f"{text[: day.start]} {text[day.end :]}" if day else text)
    words = tuple(
        word
        for word in content(_without(rest, MEETING, *GROUP_WORDS.values()))
        if word not in FILLERS | MEETING_FILLERS
        and not YEAR.fullmatch(word)
        and not (number and _counts(word, number))
    )
    return FactQuestion(
        topic=Topic.MEETING,
        words=words,
        typed=_typed(text),
        years=frozenset() if day else years,
        number=number,
        day=day.first if day else None,
        is_last=is_last,
        kind=kind or "meeting",
        wants_place=bool(where and not when),
        group_type=type_in(folded),
    )


def _counts(word: str, number: int) -> bool:
    """Whether a word is, or belongs to, the ordinal of a number."""
    value = int(word) if word.isdecimal() else meeting_number(f"{word} meeting")
    return value > 0 and value in (number, number - number % 10, number % 10)


def _launch(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    asks = BEGAN.search(folded) and WHEN.search(folded)
    if not asks or years or WHO.search(folded) or meeting_kind(text):
        return None
    return FactQuestion(Topic.LAUNCH, _kept(_without(folded, BEGAN, WHEN)), _typed(text))


def _signing(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    is_keywords = len(folded.split()) <= MAX_KEYWORDS
    asks = SIGNED.search(folded) and (WHEN.search(folded) or WHERE.search(folded) or is_keywords)
    if not asks or WHO.search(folded) or meeting_kind(text):
        return None
    words = _kept(_without(folded, SIGNED, WHEN, WHERE))
    return FactQuestion(Topic.SIGNING, words, _typed(text), years)


def _groups(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    is_list = LIST.search(folded) or len(folded.split()) <= 4
    if not GROUPS.search(folded) or not is_list or office_of(folded) or WHO.search(folded):
        return None
    words = _kept(_without(folded, LIST, *GROUP_WORDS.values()))
    kind = type_in(folded)
    return FactQuestion(Topic.GROUPS, words, _typed(text), years, group_type=kind)


def _head(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    office = office_of(folded)
    represents = REPRESENTS.search(folded) if WHO.search(folded) else None
    if not office and not represents:
        return None
    named = [OFFICE[office]] if office else []
    words = _kept(_without(folded, *named, REPRESENTS, BOTH, *GROUP_WORDS.values()))
    kind = type_in(folded)
    return FactQuestion(
        Topic.HEAD, words, _typed(text), years, office=office or "leader", group_type=kind
    )


def _person(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    words = _kept(_without(folded, PERSON, PERSON_FILLERS))
    asked = bool(PERSON.search(folded))
    is_name = len(words) == len(folded.split()) and 2 <= len(words) <= 4
    if not words or len(words) > 5 or not (asked or is_name):
        return None
    return FactQuestion(Topic.PERSON, words, _typed(text), years, is_weak=not asked)


def office_of(folded: str) -> str:
    """The office that folded words name, one of `OFFICE`; empty if none."""
    return next((office for office, words in OFFICE.items() if words.search(folded)), "")


def _without(folded: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        folded = pattern.sub(" ", folded)
    return folded


def _kept(folded: str) -> tuple[str, ...]:
    """The words that a fact must explain; a year restricts the texts instead."""
    return tuple(w for w in content(folded) if w not in FILLERS and not YEAR.fullmatch(w))


def _typed(text: str) -> tuple[str, ...]:
    """The words that are typed with capitals, as typed."""
    return tuple(re.findall(r"\b\w*[A-ZÀ-Þ][\w-]*", text))


_READ = (_acronym, _meeting, _launch, _signing, _groups, _head, _person)
