"""Amounts: whether a question asks for one, and whether a text states one of that kind.

A question about a budget, a number or a date is answered only by a passage that states one, however
near the passage is in meaning. This reveals questions on the subject that the texts leave open.

1. Patterns recognise a question for money, a percentage, a number or a date in any of the three
   languages; they match its folded words, joined by single spaces.
2. A text states money by a currency and a number, a percentage by its sign or word, a date by a
   year or month, a number by figures or number words. Years, days of the month, and the numbering
   of lists and headings do not count as numbers.
"""

import re
from enum import StrEnum

from cmp_search.language.detection import MONTHS
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words


class Amount(StrEnum):
    """What a question may ask for, in the order in which patterns are tried."""

    MONEY = "money"
    PER_CENT = "per_cent"
    NUMBER = "number"
    DATE = "date"


_MONEY_NOUN = (
    "(budget|costs?|price|dollars?|salary|stipend|wages?|fee|funding|value|amount|money|expenditure"
    "|revenue|cout|montant|prix|salaire|argent|somme|depenses?|valeur|dinero|presupuesto|monto"
    "|salario|sueldo|costo|precio|pesos|gasto|valor)"
)
_PAY_VERB = (
    "(costs?|earns?|paid|pays?|spen[dt]|invest(ed)?|cout\\w*|gagn\\w*|pay\\w*|investi\\w*|vers\\w*"
    "|gana\\w*|cuesta\\w*|costar\\w*|pag\\w+|invert\\w+|invier\\w+|gast\\w+)"
)
_FEW = r"(\w+ ){0,3}"
_ASKED = {
    Amount.MONEY: (
        rf"\b(what|which) (is|was|are|were|will be) the (\w+ )?{_MONEY_NOUN}\b",
        rf"\bhow much (\w+ ){{0,6}}({_MONEY_NOUN}|{_PAY_VERB})\b",
        rf"\bquel(le)?s? {_FEW}{_MONEY_NOUN}\b",
        rf"\bcombien {_FEW}({_PAY_VERB}|d argent)\b",
        rf"\bcuanto {_FEW}({_MONEY_NOUN}|{_PAY_VERB})\b",
        rf"\b(cual (es|fue|era|sera) el|que) {_MONEY_NOUN}\b",
    ),
    Amount.PER_CENT: (
        r"\b(what|which) (percentage|per cent|percent|share)\b",
        r"\bpourcentage\b",
        r"\bporcentaje\b",
    ),
    Amount.NUMBER: (
        r"\bhow (many|much|old|long|often|far|big|large)\b",
        r"\bwhat (\w+ ){0,2}(number|limit|quantity|rate|size|length)\b",
        r"\bcombien\b",
        r"\bquel(le)? (nombre|taux|quantite)\b",
        r"\bcuant[oa]s?\b",
        r"\bque (cantidad|tasa|numero)\b",
    ),
    Amount.DATE: (
        r"^((since|until|till|by|from) )?when\b",
        r"\band when\b",
        r"\bwhen( and where| was (it|that|this))?$",
        r"\b(what|which) (year|date|month|day)\b",
        r"^((depuis|pour|jusqu a) )?quand\b",
        r"\bet quand\b",
        r"\bquand( et ou)?$",
        r"\bquelle (annee|date)\b",
        r"^((desde|hasta|para) )?cuando\b",
        r"\by cuando\b",
        r"\bcuando( y donde)?$",
        r"\bque (ano|fecha|mes)\b",
    ),
}
_PATTERNS = {kind: re.compile("|".join(patterns)) for kind, patterns in _ASKED.items()}

_MONTHS = "|".join(fold(name) for names in MONTHS.values() for name in names)
_CURRENCY = re.compile(r"[$€£]|\b(dollars?|dolar(es)?|pesos?|euros?|cad|usd|mxn)\b")
_PER_CENT = re.compile(r"%|\b(per ?cent|percentage|pour cent|por ciento)\b")
_YEAR = re.compile(r"\b(18|19|20)\d\d\b")
_DATE = re.compile(rf"\b(18|19|20)\d\d\b|\b({_MONTHS})\b")
_DAY = re.compile(
    rf"\b({_MONTHS}) \d{{1,2}}\b(\s*[-–]\s*\d{{1,2}}\b)?|\b\d{{1,2}}(er)? (de |of )?({_MONTHS})\b"
)
_NUMBERING = re.compile(r"^\s*\(?[\divxlc]{1,4}[.)]\s", re.MULTILINE)
_FIGURES = re.compile(r"(?<![\w.-])\d[\d.,]*(?!\w)")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million billion zero one "
    "deux trois quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante cinquante "
    "soixante cent mille millions milliard "
    "dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta "
    "cincuenta sesenta cien ciento mil millones".split()
)


def asked_for(question: str) -> Amount | None:
    """The kind of amount that a question asks for; None if it asks for none."""
    folded = " ".join(folded_words(question))
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(folded)), None)


def states(kind: Amount, text: str) -> bool:
    """Whether a text states an amount of a kind."""
    folded = fold(text)
    match kind:
        case Amount.MONEY:
            return bool(_CURRENCY.search(folded)) and _states_number(folded)
        case Amount.PER_CENT:
            return bool(_PER_CENT.search(folded))
        case Amount.NUMBER:
            return _states_number(folded)
        case Amount.DATE:
            return bool(_DATE.search(folded))


def is_number(word: str) -> bool:
    """Whether a folded word is a number, in figures or in words."""
    return word.isdecimal() or word in _NUMBER_WORDS


def without_dates(folded: str) -> str:
    """A folded text without years, days of the month, and the numbering of lists and headings."""
    return _YEAR.sub(" ", _DAY.sub(" ", _NUMBERING.sub(" ", folded)))


def _states_number(folded: str) -> bool:
    plain = without_dates(folded)
    return bool(_FIGURES.search(plain)) or not _NUMBER_WORDS.isdisjoint(folded_words(plain))
