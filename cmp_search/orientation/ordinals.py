"""Ordinals, and the words for meetings that they count, in English, French and Spanish.

1. A number with an ordinal's ending ("10th", "10e", "10.ª"), a word ("tenth", "vingt et unième",
   "décima"), or a Roman numeral.
2. It counts a meeting if it stands next to a word for one, with at most two words between
   ("15th annual meeting", "reunión plenaria XV"), or after it with a sign for number
   ("réunion n° 4").
All of it works on folded text.
"""

import re

from cmp_search.language.normalisation import fold
from cmp_search.language.ordinals import roman_value

MEETING_NOUNS = {
    "meeting": r"meetings?|reunions?|rencontres?|reunion(?:es)?|encuentros?",
    "session": r"sessions?|seances?|sesion(?:es)?",
    "plenary": r"plenary|plenieres?|plenarias?",
    "assembly": r"assembly|assemblees?|asambleas?",
    "workshop": r"workshops?|ateliers?|taller(?:es)?",
    "conference": r"conferences?|conferencias?|coloquios?|colloques?",
    "summit": r"summits?|sommets?|cumbres?",
    "forum": r"forums?|foros?",
    "round table": r"round tables?|tables? rondes?|mesas? redondas?",
}
"""Patterns for the words for each kind of meeting, folded."""
_FIRST_TO_TENTH = (
    ("first premier premiere primer primera primero", 1),
    ("second deuxieme seconde segundo segunda", 2),
    ("third troisieme tercer tercera tercero", 3),
    ("fourth quatrieme cuarto cuarta", 4),
    ("fifth cinquieme quinto quinta", 5),
    ("sixth sixieme sexto sexta", 6),
    ("seventh septieme septimo septima", 7),
    ("eighth huitieme octavo octava", 8),
    ("ninth neuvieme noveno novena", 9),
    ("tenth dixieme decimo decima", 10),
)
_OTHERS = (
    ("eleventh onzieme undecimo undecima decimoprimero decimoprimera", 11),
    ("twelfth douzieme duodecimo duodecima decimosegundo decimosegunda", 12),
    ("thirteenth treizieme decimotercer decimotercero decimotercera", 13),
    ("fourteenth quatorzieme decimocuarto decimocuarta", 14),
    ("fifteenth quinzieme decimoquinto decimoquinta", 15),
    ("sixteenth seizieme decimosexto decimosexta", 16),
    ("seventeenth decimoseptimo decimoseptima", 17),
    ("eighteenth decimoctavo decimoctava", 18),
    ("nineteenth decimonoveno decimonovena", 19),
    ("twentieth vingtieme vigesimo vigesima", 20),
    ("thirtieth trentieme trigesimo trigesima", 30),
)
_WORDS = {word: n for words, n in _FIRST_TO_TENTH + _OTHERS for word in words.split()}
_TENS = {"twenty": 20, "vingt": 20, "vigesimo": 20, "vigesima": 20, "decimo": 10, "decima": 10}
_TENS |= {"dix": 10, "thirty": 30, "trente": 30, "trigesimo": 30, "trigesima": 30}
_UNITS = {word: n for words, n in _FIRST_TO_TENTH for word in words.split()} | {"unieme": 1}

_ENDED = r"\d{1,3}(?:\.?[ao]|st|nde?|rd|th|er|re|ere|i?eme|e)"
_COMPOUND = rf"(?:{'|'.join(_TENS)})[ -](?:et[ -])?(?:{'|'.join(_UNITS)})"
_ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_ORDINAL = rf"(?:{_COMPOUND}|{'|'.join(_WORDS)}|{_ENDED})"
_NOUN = f"(?:{'|'.join(MEETING_NOUNS.values())})"
_COUNTED = re.compile(
    rf"(?<![\w.])(?P<before>{_ORDINAL}|{_ROMAN}(?:e|eme)?)(?!\w)[)\s]+(?:\(?{_ENDED}\)\s)?"
    rf"(?:(?!\d)\w+\s){{0,2}}{_NOUN}(?!\w)"
    rf"|(?<!\w){_NOUN}\s(?:(?!\d)\w+\s)??(?:(?P<after>{_ORDINAL}|(?!i\b){_ROMAN})(?!\w)"
    r"|(?:number|numero|num\.?|no\.?|n[o°]?\.?)\s?(?P<number>\d{1,3})(?!\w))"
    rf"|(?<!\w){_NOUN}:\s(?P<cell>{_ORDINAL}|{_ROMAN})(?!\w)"
)
_NOUNS = {kind: re.compile(rf"(?<!\w)(?:{noun})(?!\w)") for kind, noun in MEETING_NOUNS.items()}


def meeting_number(text: str) -> int:
    """Which meeting of a series a text speaks of (rule 2); 0 if it does not say."""
    match = _COUNTED.search(fold(text))
    if match is None:
        return 0
    if match["number"]:
        return int(match["number"])
    return _value(match["before"] or match["after"] or match["cell"])


def meeting_kind(text: str) -> str:
    """The kind of meeting that a text names, one of `MEETING_NOUNS`; empty if none."""
    folded = fold(text)
    return next((kind for kind, noun in _NOUNS.items() if noun.search(folded)), "")


def _value(ordinal: str) -> int:
    parts = [part for part in re.split(r"[ -]", ordinal) if part != "et"]
    if len(parts) == 2:
        return _TENS[parts[0]] + _UNITS[parts[1]]
    digits = re.match(r"\d+", ordinal)
    if digits:
        return int(digits[0])
    return _WORDS.get(ordinal) or roman_value(re.sub(r"e(?:me)?$", "", ordinal).upper())
