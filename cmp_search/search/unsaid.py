"""Unsaid: what a passage does not say of the thing that a question is about.

A passage with the words of a question need not say what is asked of them: one about the search for
funds does not tell who funds the partnership.

1. A question may ask who pays or how much something costs, who decides, by when something must be
   done, or whether it is required or allowed (without a question word).
2. Some sentence of the passage must have a word for that, or state such an amount or a date to
   come, and what the question is about must be named there or before it in the passage.
3. That is what its other words are; countries count only if there are no others. Half of the words
   must be named (see `themes.alike`), or one if the passage is in another language. If there are
   none ("who pays for it?"), no passage can tell.
Patterns match folded words, joined by single spaces.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cmp_search.language.countries import countries
from cmp_search.language.terms import folded_words
from cmp_search.search.amount import Amount, asked_for, states
from cmp_search.search.answer import Hit
from cmp_search.search.document_facts import YEAR
from cmp_search.search.fact_cues import FILLERS
from cmp_search.search.fact_words import content, matches
from cmp_search.search.question import Question

_WHO = r"\b(?:who|qui|quien(?:es)?) (?:\w+ ){0,2}?(?<!the )"
_PAYS = re.compile(
    rf"{_WHO}(?:pays?|paid|paying|fund(?:s|ed|ing)?|financ(?:es?|ed|ent|era|io|iar?|ian|iaron)"
    r"|invest(?:s|ed|it|i)?|sponsor(?:s|ed)?|pai(?:e|ent)|paye(?:nt|r)?|verse(?:nt)?"
    r"|paga(?:n|ra|ron)?|pago|inviert\w+|invirti\w+|costean?|sufragan?)\b"
)
_MONEY = re.compile(
    r"\b(?:pay\w*|paid|paie\w*|pag(?:a|o|an|ar|aron|ad[oa]s?)|fund(?:s|ed|ing)?|fond(?:s|os)"
    r"|financ\w+|invest(?:s|ed|i|it|issement)?|inviert\w+|invirti\w+|invertid[oa]s?"
    r"|budget|presupuesto|money|argent|dinero|costs?|couts?|costos?|gastos)\b"
)
_DECIDES = re.compile(
    rf"{_WHO}(?:decid\w+|approv\w+|approuv\w+|aprueban?|aprobo|aprobaron|appoint(?:s|ed)?"
    r"|choos\w+|chose|selects?|selected|nomme(?:nt|r)?|nombr(?:an?|o|aron|ar)|choisi\w*"
    r"|designe(?:nt|r)?|designan?|elige[n]?|eligi\w+)\b"
)
_DECISION = re.compile(
    r"\b(?:deci[ds]\w+|appro[vub]\w+|aprueb\w+|aprob\w+|appoint\w+|chose\w*|choos\w+|choisi\w*"
    r"|select\w+|elect(?:s|ed)|elig\w+|design(?:at\w+|e\w*|o|a\w*)|nomm\w+|nombr(?:an?|o|aron|ad\w+)"
    r"|agree[ds]?|mutual agreement|accord|conven\w+|acord\w+|acuerd\w+|conclu\w+|determin\w+)\b"
)
_BY_WHEN = re.compile(
    r"\b(?:by|until|before) (?:when|what date|which (?:date|day|year))\b|\bdeadlines?\b"
    r"|\b(?:avant|pour|d ici|jusqu a) (?:quand|quelle (?:date|annee))\b|\bdate limite\b"
    r"|\b(?:antes de|para|hasta) (?:cuando|que (?:fecha|dia|ano))\b|\bfecha limite\b|\bplazo\b"
)
_END = re.compile(
    r"\b(?:by|until|before|within|deadlines?|will|shall|should|d ici|jusqu|avant|limite|hasta"
    r"|antes|plazo|during the \w+ (?:months|half)|sera|seront|seran?"
    r"|(?:for|in|from|pour|para|en|de|horizon) (?:\d{4} (?:and|et|y) )?20[2-9]\d)\b"
)
_MUST = re.compile(
    r"\b(?:needs?|needed|requires?|required|must|ha(?:ve|s) to|mandatory|compulsory|obligatory"
    r"|allowed|permitted|forbidden|exige\w*|faut|doi(?:t|vent)|obligatoires?|permis(?! d[e ])"
    r"|permise?s?(?= a)|autorise\w*|interdit\w*|necesitan?|requieren?|exigen?|deben?"
    r"|obligatori[oa]s?|permit(?:e|en|id[oa]s?)|prohibid[oa]s?|hay que|hace falta)\b"
)
_MAY = re.compile(r"\b(?:can|may|peu(?:t|vent|x)|puis|pueden?|puedo)\b")
_ANYONE = frozenset("i we you one anyone people on je nous se".split())
_MODALITY = re.compile(
    r"\b(?:requir\w+|need(?:s|ed)?|must|mandatory|compulsory|oblig\w+|necess\w+|allow\w*|permit\w*"
    r"|authori[sz]\w+|lets?|eligib\w+|exempt\w*|forbid\w*|prohib\w+|exig\w+|faut|doi(?:t|vent)"
    r"|autoris\w+|autoriz\w+|interdi\w+|necesi\w+|requ[ei]\w+|deben?)\b"
)
_ASKS_HOW = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|quel(?:le)?s?|quand|comment|pourquoi"
    r"|combien|qu est ce|cual(?:es)?|cuando|donde|quien(?:es)?|cuant[oa]s?|por que)\b"
    r"|^(?:\w+ )?(?:qui|quoi|ou|que|como)\b(?! les?\b)"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a thing: whether a sentence says it, and the words that ask for it."""

    is_said: Callable[[str], bool]
    words: re.Pattern[str]


def is_unsaid(question: Question, hit: Hit) -> bool:
    """Whether a question asks of something what a hit's passage does not say of it."""
    folded = " ".join(folded_words(question.text))
    asked = _asked(folded, question.text)
    if asked is None:
        return False
    things = _things(folded, asked)
    is_foreign = bool(question.language) and question.language != hit.language
    least = min(1, len(things)) if is_foreign else -(-len(things) // 2)
    return not things or not any(
        sum(matches(thing, named) for thing in things) >= least
        for sentence, named in _with_words_so_far(hit)
        if asked.is_said(sentence)
    )


def _asked(folded: str, text: str) -> _Asked | None:
    """What a question asks of something (step 1)."""
    if _PAYS.search(folded):
        return _Asked(_says_money, _PAYS)
    if asked_for(text) is Amount.MONEY:
        return _Asked(lambda sentence: states(Amount.MONEY, sentence), _MONEY)
    if _DECIDES.search(folded):
        return _Asked(_says(_DECISION), _DECIDES)
    if _BY_WHEN.search(folded):
        return _Asked(_says_end, _BY_WHEN)
    if not _ASKS_HOW.search(folded) and (_MUST.search(folded) or _asks_may(folded)):
        return _Asked(_says(_MODALITY), _MUST)
    return None


def _asks_may(folded: str) -> bool:
    """Whether people are asked about who may do something, rather than what is possible."""
    words = folded.split()
    are_people = any(w in _ANYONE or (w.endswith("s") and countries(w)) for w in words)
    return bool(_MAY.search(folded)) and are_people


def _things(folded: str, asked: _Asked) -> tuple[str, ...]:
    """The words for what a question is about (step 3)."""
    rest = asked.words.sub(" ", folded)
    if asked.words in (_PAYS, _MONEY):
        rest = _MONEY.sub(" ", rest)
    words = [word for word in dict.fromkeys(content(rest)) if not YEAR.fullmatch(word)]
    named = [word for word in words if word not in FILLERS and word != "much"]
    return tuple(word for word in named if not countries(word)) or tuple(named)


def _with_words_so_far(hit: Hit) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a passage, with the words up to its end."""
    words: list[str] = []
    for span in hit.passage.sentences:
        sentence = hit.slice(span)
        words.extend(folded_words(sentence))
        yield sentence, words


def _says(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda sentence: bool(pattern.search(" ".join(folded_words(sentence))))


def _says_money(sentence: str) -> bool:
    return states(Amount.MONEY, sentence) or _says(_MONEY)(sentence)


def _says_end(sentence: str) -> bool:
    return states(Amount.DATE, sentence) and _says(_END)(sentence)
