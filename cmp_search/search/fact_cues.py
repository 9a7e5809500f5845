"""Cues: the folded words that show what a fact question asks for, in the three languages."""

import re

from cmp_search.language.normalisation import fold
from cmp_search.orientation.ordinals import MEETING_NOUNS


def _words(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these alternatives, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b")


OFFICE = {
    "chair": _words(
        r"(?:co ?)?chair(?:s|ed|ing|person|persons|man|woman|men|women|manship)?",
        r"(?:co|vice)?presid(?:en|ent|ente|enta|entes|ents|entas|e|ee|ees|es|ence|encia|encias)",
        r"(?:co|vice)?presid(?:ida|ido|idos|er|ait|aient|ia|ian)",
        r"(?:co|vice) presid\w*",
    ),
    "director": _words("director(?:a|s|as|es)?", "directeur", "directrice"),
    "secretary": _words("secretary", "secretaire", "secretari[oa]"),
    "coordinator": _words(
        "coordinat(?:or|ors|es)",
        "coordonnat(?:eur|rice)",
        "coordonnent?",
        "coordinador(?:a|es|as)?",
        "coordinan?|coordinacion|coordination",
    ),
    "contact": _words(
        "focal points?",
        "contact points?",
        "points? (?:focal|de contact)",
        "puntos? (?:focal|de contacto)",
    ),
    "leader": _words(
        "leads?|leaders?|heads?|headed|led|in charge(?: of)?|responsible for",
        r"runs? (?=(?:\w+ ){1,5}(?:group|committee|council|board))",
        "dirigent?|diriger?|dirigeai(?:en)?t|dirigeants?|dirigees?|mene|chefs?|cheffes?",
        "a la tete (?:de|du|des)|s occupe(?:nt)? (?:de|du|des)",
        "dirigian?|dirigen?|encabezan?|encabezaban?|lideran?|jefes?|jefas?|responsables?",
        "al frente del?|a cargo del?|a la cabeza del?",
    ),
}
"""Those who head, by office; a leader may hold any of them."""
WHO = _words("who", "whos", "qui", "quien", "quienes")
BOTH = _words("two|both|deux|dos|amb[oa]s")
REPRESENTS = _words("represents?", "represente(?:nt)?", "representan?")
NOT_ASKED = _words(
    "how (?:many|much|long|often|do|does|did|can)|why|next|upcoming|not|former|previous",
    "combien|pourquoi|comment(?! s appell)|prochaine?s?|ancien(?:ne)?s?",
    "cuant[oa]s?|por que|proxim[oa]s?|anterior(?:es)?|ex",
)
"""What no fact tells: amounts, reasons, what is to come or was before."""
HOW_OR_WHY = _words(
    "why|how(?! (?:many|much|long|often|old))|for what reasons?",
    "pourquoi|comment|pour quelles? raisons?",
    "por que|para que|como|por cuales? razon(?:es)?",
)
MEANS = _words(
    "stands? for|short for|mean(?:s|ing)?|acronyms?|abbreviation",
    r"signifi\w*|veut dire|vouloir dire|acronymes?|sigles?|abreviation",
    "siglas?|quiere decir|acronimos?|abreviatura",
)
_SPOKEN = {
    "fr": _words("signifi(?:e|ent|cation)|veut dire|acronymes?|sigles?"),
    "es": _words("significa(?:n|do|dos)?|siglas?|quiere decir|acronimos?"),
}
WHAT_IS = re.compile(
    r"^(?:what (?:is|are)|whats|what s|qu est ce que|c est quoi|que (?:es|son|sont))\b"
    r"|\b(?:c est quoi|de quoi s agit il)$"
)
GROUPS = _words(
    "groups|working parties|groupes|grupos|committees|comites|subcommittees|subcomites|mesas"
)
LIST = _words(
    r"list(?:s|e|er|a|ado)?|which|what|names?|all|quels?|quelles|nomm\w*|tous",
    r"cuales|que|enumer\w*|nombr\w*|todos",
)
LAST = _words("last|latest|most recent|derni(?:er|ere)s?|plus recentes?|ultim[oa]s?|mas recientes?")
WHEN = _words(
    "when|dates?|what (?:day|year)|quand|quelle (?:date|annee)",
    "cuando|fechas?|que (?:dia|ano|fecha)",
)
WHERE = _words(
    "where|place|location|city|venue|ou|lieu de|quelle ville|quel endroit",
    "donde|lugar|sede|ciudad",
)
BEGAN = _words(
    "start(?:s|ed)?|beg[aiu]n|launch(?:ed)?|creat(?:e|ed|ion)|establish(?:ed|ment)|found(?:ed|ing)",
    "set up|inception|exists?|existed|c[ao]me (?:about|to be|into being)",
    "commence(?:nt)?|debute?|lance(?:e|s|es)?|lancement|cree(?:e|s|es)?|creation|fonde(?:e|s|es)?",
    "fondation|nee?|existent?|etabli(?:e|s|es)?|mise? sur pied",
    "empezo|empieza|inicio|comenzo|lanzo|lanz(?:ad[oa]|aron|amiento)|creo|cre(?:ad[oa]|aron|acion)",
    "fundo|fund(?:ad[oa]|aron|acion)|nacio|existe|surgio|establecio|establecid[oa]",
)
SIGNED = _words(
    "signed|sign(?:ing|ature)?",
    "signee?s?|signatur[ea]",
    "firmo|firmaron|firmad[oa]s?|firma|suscribio|suscrit[oa]s?",
)
MEETING = _words(*MEETING_NOUNS.values())
MET = _words("meet|met|reunit?|reunie|reunio")
PERSON = _words(
    "who (?:is|was|s)|whos|qui est|c est qui|quien (?:es|era)",
    "roles?|positions?|titles?|jobs?|posts?|postes?|fonctions?|titres?|cargos?|puestos?",
)
PERSON_FILLERS = _words(
    "what|which|does|works?|hold|holds|quel(?:le)?|que|occupe|tiene|ocupa|cual|es|est|is"
)
FILLERS = frozenset(
    "name names person persons people currently current now today please tell give show me list "
    "lists which what is are the of on behalf side part partner country all every each exist "
    "exists there year have having whos s level holds hold know want need "
    "nom noms appelle appellent personne personnes actuel actuelle actuels actuelles actuellement "
    "maintenant svp dis donne donnez liste lister cote compte partie quels quelles existent annee "
    "est ce niveau assure assurent peux peut pouvez donner dire voudrais aimerais savoir sais "
    "savez "
    "llama llaman nombre nombres persona personas actual actuales actualmente ahora favor dime "
    "dame lista listado parte lado cual cuales quien quienes existen hay tenir ano "
    "nivel desde ocupa ocupan puedes puede podrias podria decirme darme quisiera quiero saber "
    "sabes sabe".split()
)
"""Words that add nothing to what is asked."""
MEETING_FILLERS = frozenset(
    "held hold holds take took taken place happen happened occur date dates day when where venue "
    "city location time annual ordinary recent last latest most meet met "
    "annuelle annuel annuelles tenue tenu tient tenir eu lieu jour quand ville endroit deroulee "
    "deroule reunit reuni reunie ordinaire recente dernier derniere plus "
    "anual anuales celebro celebrado celebrada celebrar tuvo lugar fecha dia ciudad sede realizo "
    "reunio ordinaria reciente ultima ultimo mas".split()
)
"""Words that add nothing to a question for a meeting."""


def language_of_cues(text: str) -> str:
    """The language of a question, by its words for meaning; empty if they do not tell.

    "Que signifie …" and "qué significa …" have no other word that is not in both languages.
    """
    folded = fold(text)
    return next((code for code, words in _SPOKEN.items() if words.search(folded)), "")
