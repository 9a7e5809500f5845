"""Fact questions: what a question asks for, if it is one that a fact may answer.

It is recognised by cue words of the three languages, whether typed as a sentence or as keywords:
1. what an acronym stands for: "PAC meaning", "qu’est-ce que le PAC ?", or the acronym alone;
2. which groups there are: "list the working groups";
3. a meeting: a word for one with an ordinal, a date, "last", or a question for date or place;
4. who heads a group or the partnership: "mining co-chair", "qui dirige le Partenariat ?";
5. who a person is: "Who is Anne Roe?", or the name alone.
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
from cmp_search.orientation.ordinals import MEETING_NOUNS, meeting_kind, meeting_number
from cmp_search.search.document_facts import YEAR
from cmp_search.search.fact_words import content


class Topic(StrEnum):
    """What a question may ask for."""

    ACRONYM = "acronym"
    GROUPS = "groups"
    MEETING = "meeting"
    HEAD = "head"
    PERSON = "person"


class GroupType(StrEnum):
    """Types of groups; a committee is no working group."""

    ANY = ""
    GROUP = "group"
    COMMITTEE = "committee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """What is asked for, with the words that a fact must explain, folded.

    `years` are those that the question names; `number`, `day`, `is_last` and `kind` say which
    meeting; `wants_place` is whether only its place is asked for; `office` and `group_type` say
    which kind of head and group. `is_weak` is whether no cue word shows what is asked for.
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
    is_weak: bool = False


OFFICES = {
    "chair": r"(?:co ?)?chair(?:s|ed|ing|person|persons|man|woman|men|women|manship)?"
    r"|(?:co|vice)?presid(?:e|en|ent|ente|enta|entes|ents|entas|ee?s?|ence|encia|encias|ida|ido|idos|er)"
    r"|(?:co|vice) presid\w*",
    "director": r"director(?:a|s|as|es)?|directeur|directrice",
    "secretary": r"secretary|secretaire|secretari[oa]",
    "coordinator": r"coordinat(?:or|ors|es)|coordonnat(?:eur|rice)|coordonnent?|coordinador(?:a|es|as)?|coordinan?",
    "contact": r"focal points?|contact points?|points? (?:focal|de contact)|puntos? (?:focal|de contacto)",
    "leader": r"leads?|leaders?|heads?|headed|led|dirigent?|diriger?|dirigeants?|dirigees?|dirigen?"
    r"|encabezan?|lidera(?:n)?|jefes?|jefas?|chefs?|cheffes?|responsables?|mene",
}
"""Patterns for those who head, by office, folded; a leader may hold any of them."""
_OFFICE = {office: re.compile(rf"\b(?:{words})\b") for office, words in OFFICES.items()}
_WHO = re.compile(r"\b(?:who|whos|qui|quien|quienes)\b")
_REPRESENTS = re.compile(r"\b(?:represents?|represente(?:nt)?|representan?)\b")
_NOT_ASKED = re.compile(
    r"\b(?:how (?:many|much|long|often|do|does|did|can)|why|combien|pourquoi|comment|cuant[oa]s?|por que"
    r"|next|prochaine?s?|proxim[oa]s?|upcoming|not|former|previous|ancien(?:ne)?s?|anterior(?:es)?|ex)\b"
)
_MEANS = re.compile(
    r"\b(?:stands? for|short for|mean(?:s|ing)?|acronyms?|abbreviation|signifi\w*|veut dire|vouloir dire"
    r"|acronymes?|sigles?|siglas?|abreviation|quiere decir|acronimos?|abreviatura)\b"
)
_WHAT_IS = re.compile(
    r"^(?:what (?:is|are)|whats|what s|qu est ce que|c est quoi|que es|que son|que sont)\b"
    r"|\bc est quoi$"
)
_GROUP_WORDS = {
    GroupType.COMMITTEE: r"(?:sub ?|sous )?(?:committees?|comites?)|subcomites?|comisi(?:on|ones)|commissions?",
    GroupType.OTHER: r"councils?|conseils?|consejos?|boards?|task forces?",
    GroupType.GROUP: r"(?:working |expert )?groups?|working part(?:y|ies)|groupes?(?: de travail)?"
    r"|grupos?(?: de trabajo)?|mesas?(?: de trabajo)?|tables?(?: de travail)?|sous groupes?|subgrupos?",
}
_GROUP = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _GROUP_WORDS.items()}
_GROUPS = re.compile(
    r"\b(?:groups|working parties|groupes|grupos|committees|comites|subcommittees|subcomites|mesas)\b"
)
_LIST = re.compile(
    r"\b(?:list(?:s|e|er|a|ado)?|which|what|name|names|quels?|quelles|cuales|que|enumera\w*|enumer\w*|nomm\w*|nombr\w*|all|tous|todos)\b"
)
_LAST = re.compile(
    r"\b(?:last|latest|most recent|derni(?:er|ere)s?|plus recentes?|ultim[oa]s?|mas recientes?)\b"
)
_WHEN = re.compile(
    r"\b(?:when|dates?|what (?:day|year)|quand|quelle (?:date|annee)|cuando|fechas?|que (?:dia|ano|fecha))\b"
)
_WHERE = re.compile(
    r"\b(?:where|place|location|city|venue|ou|lieu de|quelle ville|quel endroit|donde|lugar|sede|ciudad)\b"
)
_MEETING = "|".join(MEETING_NOUNS.values())
_FILLERS = frozenset(
    "name names person persons people currently current now today please tell give show me list lists which "
    "what is are the of on behalf side part partner country nom noms personne personnes actuel actuelle "
    "actuels actuelles actuellement maintenant svp dis donne donnez liste lister cote compte partie quels quelles "
    "nombre nombres persona personas actual actuales actualmente ahora favor dime dame lista listado parte "
    "lado cual cuales quien quienes all every each exist exists there existent existen hay tenir year ano annee "
    "have having whos s est ce".split()
)
_MEETING_FILLERS = frozenset(
    "held hold holds take took taken place happen happened occur date dates day when where venue city location "
    "time annual annuelle annuel annuelles anual anuales tenue tenu tient tenir eu lieu date jour quand ville "
    "endroit deroulee deroule celebro celebrado celebrada celebrar tuvo lugar fecha dia ciudad sede realizo "
    "reunio meet met reunit reuni reunie ordinary ordinaire ordinaria recent recente reciente last latest most "
    "dernier derniere ultima ultimo plus mas".split()
)


def fact_questions(text: str) -> tuple[FactQuestion, ...]:
    """What a question may ask for, the likeliest first; empty if no fact could answer it."""
    # Two words for one theme: "medio ambiente" is "environment".
    folded = " ".join(folded_words(text)).replace("medio ambiente", "ambiente")
    if _NOT_ASKED.search(folded):
        return ()
    years = frozenset(YEAR.findall(text))
    readings = (read(text, folded, years) for read in (_acronym, _meeting, _groups, _head, _person))
    return tuple(reading for reading in readings if reading)


def _acronym(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    means, what = _MEANS.search(folded), _WHAT_IS.search(folded)
    if means or what or len(folded.split()) <= 2:
        rest = _without(folded, _MEANS, _WHAT_IS)
        words = tuple(
            w for w in content(rest) if w not in _FILLERS and w not in ("does", "letters")
        )
        if words and (means or len(words) <= 3):
            weak = not means and not what
            return FactQuestion(Topic.ACRONYM, words, _typed(text), years, is_weak=weak)
    return None


def _meeting(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    kind, number = meeting_kind(text), meeting_number(text)
    verb = re.search(r"\b(?:meet|met|reunio|reuni|reunie|reunit)\b", folded)
    if not kind and not verb:
        return None
    when, where = _WHEN.search(folded), _WHERE.search(folded)
    is_last, stated = bool(_LAST.search(folded)), [d for d in dates(text) if d.days]
    if _WHO.search(folded) or not (when or where or number or is_last or stated):
        return None
    rest = re.sub(rf"\b(?:{_MEETING})\b", " ", fold(text))
    if stated:
        rest = fold(text[: stated[0].start]) + " " + fold(text[stated[0].end :])
        rest = re.sub(rf"\b(?:{_MEETING})\b", " ", rest)
    words = tuple(
        word
        for word in content(_without(rest, *_GROUP.values()))
        if word not in _FILLERS | _MEETING_FILLERS
        and not YEAR.fullmatch(word)
        and not (number and _counts(word, number))
    )
    return FactQuestion(
        topic=Topic.MEETING,
        words=words,
        typed=_typed(text),
        years=frozenset() if stated else years,
        number=number,
        day=stated[0].first if stated else None,
        is_last=is_last,
        kind=kind or "meeting",
        wants_place=bool(where and not when),
        group_type=_group_type(folded),
    )


def _counts(word: str, number: int) -> bool:
    """Whether a word is, or belongs to, the ordinal of a number."""
    value = meeting_number(f"{word} meeting")
    return value > 0 and value in (number, number - number % 10, number % 10)


def _groups(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    is_list = _LIST.search(folded) or len(folded.split()) <= 4
    if not _GROUPS.search(folded) or not is_list or office_of(folded) or _WHO.search(folded):
        return None
    words = _kept(_without(folded, _LIST, *_GROUP.values()))
    kind = _group_type(folded)
    return FactQuestion(Topic.GROUPS, words, _typed(text), years, group_type=kind)


def _head(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    office = office_of(folded)
    represents = _REPRESENTS.search(folded) if _WHO.search(folded) else None
    if not office and not represents:
        return None
    named = [_OFFICE[office]] if office else []
    words = _kept(_without(folded, *named, _REPRESENTS, *_GROUP.values()))
    kind = _group_type(folded)
    return FactQuestion(
        Topic.HEAD, words, _typed(text), years, office=office or "leader", group_type=kind
    )


def _person(text: str, folded: str, years: frozenset[str]) -> FactQuestion | None:
    rest = re.sub(
        r"\b(?:who|whos|qui|quien|what|which|role|position|title|job|post|poste|fonction|titre|role|cargo|puesto"
        r"|institution|organi[sz]ation|ministry|work|works|working|travaille|institucion|trabaja|does|ocupa|occupe)\b",
        " ",
        folded,
    )
    words = _kept(rest)
    asked = rest != folded
    is_name = len(words) == len(folded.split()) and 2 <= len(words) <= 4
    if not words or len(words) > 5 or not (asked or is_name):
        return None
    return FactQuestion(Topic.PERSON, words, _typed(text), years, is_weak=not asked)


def office_of(folded: str) -> str:
    """The office that folded words name, one of `OFFICES`; empty if none."""
    return next((office for office, words in _OFFICE.items() if words.search(folded)), "")


def _group_type(folded: str) -> GroupType:
    return next((kind for kind, words in _GROUP.items() if words.search(folded)), GroupType.ANY)


def group_type(name: str) -> GroupType:
    """The type of a group, by its name."""
    return _group_type(" ".join(folded_words(name)))


def _without(folded: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        folded = pattern.sub(" ", folded)
    return folded


def _kept(folded: str) -> tuple[str, ...]:
    """The words that a fact must explain; a year restricts the texts instead."""
    return tuple(w for w in content(folded) if w not in _FILLERS and not YEAR.fullmatch(w))


def _typed(text: str) -> tuple[str, ...]:
    """The words that are typed with capitals, as typed."""
    return tuple(re.findall(r"\b\w*[A-ZÀ-Þ][\w-]*", text))
