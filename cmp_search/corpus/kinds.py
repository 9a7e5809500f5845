"""Kinds of text, as the catalogue calls them, by what titles call them in the three languages.

The first kind of which a title has all words of a name is taken, so that names of several words
come before those of one. Names are folded, and their words may stand in any place. A title that
ends with "(digest)", or that in the other languages, is a digest's, whatever else it names.
"""

import re

from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words

DIGEST = "digest"
_IS_DIGEST = re.compile(r"\s*\((digest|condense|sintesis)\)\s*\Z")
"""How the title of a digest ends, folded."""

KINDS = {
    "joint action plan": ("joint action plan", "plan action conjoint", "plan accion conjunto"),
    "annual report": ("annual report", "rapport annuel", "informe anual"),
    "action plan": ("action plan", "plan action", "plan accion"),
    "memorandum of understanding": (
        "memorandum understanding", "protocole entente", "memorandum entendimiento",
    ),
    "joint statement": ("joint statement", "declaration conjointe", "declaracion conjunta"),
    "press release": ("press release", "news release", "communique presse", "comunicado prensa"),
    "constitution": ("constitution", "constitucion"),
    "convention": ("convention", "convencion", "convenio"),
    "treaty": ("treaty", "traite", "tratado"),
    "agreement": ("agreement", "accord", "acuerdo"),
    "regulation": ("regulation", "regulations", "reglement", "reglamento"),
    "decree": ("decree", "decret", "decreto"),
    "act": ("act", "law", "loi", "ley"),
    "strategy": ("strategy", "strategie", "estrategia"),
    "policy": ("policy", "politique", "politica"),
    "guide": ("guide", "handbook", "manual", "guidelines", "manuel", "guia", "directrices"),
    "minutes": ("minutes", "proces verbal", "acta", "minuta"),
    "declaration": ("declaration", "declaracion"),
    "report": ("report", "rapport", "bilan", "informe"),
    "plan": ("plan",),
}  # fmt: skip


def undigested(title: str) -> str:
    """The title without the words in brackets by which it says that it is a digest's."""
    opening = title.rfind("(")
    is_digest = opening > 0 and _IS_DIGEST.match(fold(title[opening:]))
    return title[:opening].rstrip() if is_digest else title


def kind_of(title: str) -> str:
    """The kind of text that a title says it is; empty if it says none."""
    if undigested(title) != title:
        return DIGEST
    words = set(folded_words(title))
    return next(
        (kind for kind, names in KINDS.items() if any(words.issuperset(n.split()) for n in names)),
        "",
    )
