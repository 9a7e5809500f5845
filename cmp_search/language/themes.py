"""Themes: folded words that mean the same in the three languages, such as "mining" and "minería".

Two words are alike if they belong to one theme; or, if they belong to none, if they begin alike:
they share at least six letters, or four that make up two thirds of the shorter.
"""

from collections.abc import Iterable
from functools import lru_cache

_THEMES = (
    "trade commerc comerci",
    "investig recherch research",
    "invest inversion",
    "mining mines mine miner minier mina minas",
    "environ ambient medioambient",
    "agri agro farm",
    "dairy laitier laitiere lecher lacteo",
    "livestock elevage betail ganad pecuari",
    "energ",
    "renewab renouvel renovabl",
    "forest foret bosque silvicultur",
    "fisher fishing peche peches pesca pesquer halieut",
    "water eau eaux agua aguas",
    "sanitation assainissement saneamiento",
    "health sante salud sanitair sanitari",
    "educa enseign ensenanza",
    "scholarship bours beca becas",
    "cultur",
    "creat",
    "human humain",
    "innov",
    "labour labor laboral travailleu trabajador emplo",
    "mobil movilidad",
    "touris turis",
    "scien cienc cientif",
    "technolog tecnolog",
    "security secur segur",
    "justic",
    "climat clima",
    "biodivers",
    "indigen autochton",
    "women woman femme femmes mujer mujeres",
    "gender genre genero",
    "youth jeun joven juven",
    "digital numeriqu",
    "industr",
    "financ finanz",
    "housing logement vivienda",
    "urban urbain",
    "disaster catastroph desastre",
    "fire feu feux incend",
    "heritage patrimoin patrimoni",
    "languag langue langues lengua lenguas linguist",
    "sport deport",
    "migra inmigra immigra",
    "border frontier fronter",
    "ocean marin maritim mer mar",
    "waste dechet residuo",
    "infrastruct infraestruct",
    "transport",
    "port= ports= portuair portuari puerto harbour",
    "custom douan aduan",
    "monitoring suivi seguimiento",
    "steering pilotage",
    "nation nacion",
    "ministry ministries ministere ministerio secretaria",
    "council conseil consejo",
    "chamber chambre camara",
    "federation federacion",
    "university universit universid",
    "bank banque banco",
    "econom",
    "foreign etranger exterior",
    "affair affaires asuntos relaciones",
    "natural nature naturel",
    "resource ressource recurso",
    "north nord norte",
    "south sud sur",
    "work travail trabajo",
    "executive executif executiv ejecutiv",
    "partnership partenariat alianza alliance asociacion",
)
_TITLES = (
    "group grupo",
    "action accion",
    "agreement accord acuerdo",
    "program",
    "meeting reunion",
    "committee comite",
    "president",
    "chair copresid",
    "minister ministr",
    "government gouvernement gobierno",
    "report rapport informe",
    "annual annuel anual",
    "joint conjoint conjunt",
)
"""Words of names and titles that `shares_theme` knows, too; `alike` has no need of them."""
_SHORT = 4
"""Shorter beginnings in `_THEMES` must be whole words, and so must those with an equals sign."""
KEPT = 4_096
"""Words whose theme is remembered, the last ones: those of questions never end."""


@lru_cache(maxsize=KEPT)
def theme(word: str) -> str:
    """The first word of a folded word's theme; the word itself if it has none."""
    return _theme(word) or word


def _theme(word: str) -> str:
    for beginnings in _THEMES:
        if any(_begins(word, beginning) for beginning in beginnings.split()):
            return beginnings.split()[0].rstrip("=")
    return ""


def _begins(word: str, beginning: str) -> bool:
    whole = beginning.endswith("=") or len(beginning) < _SHORT
    return word == beginning.rstrip("=") or (not whole and word.startswith(beginning))


def shares_theme(word: str, words: Iterable[str]) -> bool:
    """Whether a folded word belongs to a theme, and one of these to the same."""
    themes = (beginnings.split() for beginnings in (*_THEMES, *_TITLES))
    mine = next((them for them in themes if any(_begins(word, one) for one in them)), [])
    return bool(mine) and any(_begins(other, one) for other in words for one in mine)


@lru_cache(maxsize=KEPT)
def alike(left: str, right: str) -> bool:
    """Whether two folded words mean the same."""
    if left == right or _theme(left) or _theme(right):
        return theme(left) == theme(right)
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 6 or (shared >= 4 and 3 * shared >= 2 * min(len(left), len(right)))
