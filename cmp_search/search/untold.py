"""Untold: what a passage cannot tell, however near it is, since it lacks the words for it.

1. Who holds an office ("who is the foreign minister", or the office alone as keywords): it must
   have a word for that office, in any language. A deputy, an undersecretary or a vice-minister is
   no minister. A president is asked for if nothing but a country is named; that of a group is its
   chair (see `fact_heads`).
2. What comes next: something in it must be still to come. Where the day is asked for, also by
   keywords ("next meeting"), a sentence of it must have that and a date.
3. When something ends: it must have a word for that, or a period of years.
4. A post of one country in another: not that of the other one (see `posts`).
5. Who pays or decides, by when, or whether it is required: it must say so of the thing that the
   question is about (see `unsaid`).
Patterns match folded texts.
"""

import re

from cmp_search.language.countries import countries
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.search.amount import Amount, asked_for, states
from cmp_search.search.answer import Hit
from cmp_search.search.fact_cues import MEETING
from cmp_search.search.fact_questions import MAX_KEYWORDS
from cmp_search.search.fact_words import content
from cmp_search.search.posts import is_other, posts
from cmp_search.search.question import Question
from cmp_search.search.unsaid import is_unsaid

_WHO = re.compile(
    r"\b(?:who (?:is|was|s|are|were)|whos|qui (?:est|sont|etait)|quien(?:es)? (?:es|son|era|fue)"
    r"|names? of|noms? d[eu]|nombres? del?|s appellent?|se llaman?)\b"
)
_LINKS = frozenset("of for to in the de du des del d la le les l el los las au a en".split())
"""The function words that keywords may have."""
_OFFICES = (
    r"prime ministers?|premiers? ministres?|premieres? ministres?|primer[ao]s? ministr[oa]s?",
    r"(?:deputy|vice) (?:ministers?|secretar(?:y|ies))|undersecretar(?:y|ies)|vice ?ministr[eoa]s?"
    r"|sous (?:ministre|secretaire)s?|subsecretari[oa]s?",
    r"minist(?:er|re|ro|ra)s?|secretar(?:y|ies)|secretaires?|secretari[oa]s?|cancilleres|canciller",
    r"ambassad(?:or|ors|eur|eurs|rice|rices)|embajador(?:es|as?)?",
    r"governors?(?: general)?|gouverneure?s?|gobernador(?:es|as?)?",
    r"senators?|senat(?:eur|eurs|rice|rices)|senador(?:es|as?)?",
    r"consuls?|consules?|consules general(?:es)?",
)
_OFFICE = tuple(re.compile(rf"\b(?:{office})\b") for office in _OFFICES)
"""Words for offices; a word is of the first one that has it."""
_PRESIDENT = re.compile(r"(?<!vice )\bpresident(?:e|a|s|es|as)?\b")
_INSTITUTION = re.compile(r"secretarías?\b", re.IGNORECASE)
"""With an accent it is a ministry, without one a person."""
_NEXT = r"(?:next|upcoming|prochaine?s?|proxim[oa]s?)"
_ASKS_NEXT = re.compile(rf"\b{_NEXT}\b")
_NEXT_MEETING = re.compile(
    r"^(?:(?:dates?|fechas?) )?(?:(?:of|de|del) )?(?:(?:the|la|le|el) )?"
    rf"{_NEXT} (?:\w+ )??{MEETING.pattern}"
)
_TO_COME = re.compile(
    r"\b(?:next|upcoming|forthcoming|will|shall|planned|scheduled|prochaine?s?|sera|seront|aura"
    r"|auront|prevue?s?|proxim[oa]s?|seran|tendran?|previst[oa]s?|se (?:celebrara|realizara)n?)\b"
)
_ASKS_END = re.compile(
    r"\b(?:ends?|expires?|expiration|expiry|prend(?:ra)? (?:il |elle )?fin|se termine(?:ra)?"
    r"|echeance|expirera|termina(?:ra)?|vence(?:ra)?|vencimiento|finaliza(?:ra)?)\b"
)
_ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|expir\w+|until|dissol\w+|conclude[sd]|closed|closure"
    r"|completed|fin|jusqu|termin\w+|echeance|disol\w+|disuel\w+|hasta|venc\w+|finaliz\w+)\b"
    r"|\b(?:19|20)\d\d ?[-–] ?(?:(?:19|20)\d\d|\d\d)\b"
)


def is_untold(question: Question, hit: Hit) -> bool:
    """Whether a question is for something that a hit's passage cannot tell."""
    asked = " ".join(folded_words(question.text))
    is_when = asked_for(question.text) is Amount.DATE
    passage = fold(hit.passage.text)
    if _ASKS_NEXT.search(asked) and not _is_to_come(
        hit, dated=is_when or bool(_NEXT_MEETING.search(asked))
    ):
        return True
    if is_when and _ASKS_END.search(asked) and not _ENDS.search(passage):
        return True
    return _lacks_office(asked, hit) or _has_other_post(asked, hit) or is_unsaid(question, hit)


def _is_to_come(hit: Hit, *, dated: bool) -> bool:
    """Rule 2."""
    if not dated:
        return bool(_TO_COME.search(fold(hit.passage.text)))
    sentences = (hit.slice(sentence) for sentence in hit.passage.sentences)
    return any(
        _TO_COME.search(fold(sentence)) and states(Amount.DATE, sentence) for sentence in sentences
    )


def _lacks_office(asked: str, hit: Hit) -> bool:
    """Rule 1."""
    if not _WHO.search(asked) and not _is_keywords(asked):
        return False
    around = "\n".join([*hit.passage.section, hit.passage.text])
    held = " ".join(folded_words(_INSTITUTION.sub(" ", around)))
    office = _office(asked)
    if office is not None:
        return office not in _offices(held)
    rest = content(_PRESIDENT.sub(" ", asked))
    is_of_country = bool(_PRESIDENT.search(asked)) and all(map(countries, rest))
    return is_of_country and not _PRESIDENT.search(held)


def _has_other_post(asked: str, hit: Hit) -> bool:
    """Rule 4: whether a post is asked for, and the passage has none but others."""
    around = "\n".join([*hit.passage.section, hit.passage.text])
    held = list(posts(folded_words(around)))
    return bool(held) and any(
        all(is_other(post, other) for other in held) for post in posts(asked.split())
    )


def _is_keywords(asked: str) -> bool:
    words = asked.split()
    return len(words) <= MAX_KEYWORDS and (FUNCTION_WORDS - _LINKS).isdisjoint(words)


def _office(asked: str) -> int | None:
    """Which office a question is for, None if none; of several, the first in the order above."""
    return min(_offices(asked), default=None)


def _offices(folded: str) -> set[int]:
    """The offices that folded words name."""
    found = set()
    for i, office in enumerate(_OFFICE):
        folded, count = office.subn(" ", folded)
        if count:
            found.add(i)
    return found
