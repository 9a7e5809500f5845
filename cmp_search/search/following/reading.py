"""Reading a follow-up: what it names, and with which small words.

1. It has at most `MAX_WORDS` words and opens with a cue of English, French or Spanish; or it is a
   preposition with years or a country and a question mark ("in 2018?").
2. What follows the cue names things, each of another kind (see `things`).
3. All other words are small words of the cue's language, or are words of the last question; but not
   verbs. Else it is a question of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from cmp_search.language.normalisation import fold
from cmp_search.language.terms import folded_words
from cmp_search.orientation.cue_words import SENTENCE_VERBS
from cmp_search.search.fact_book import FactBook
from cmp_search.search.fact_words import content, matches
from cmp_search.search.following.things import Kind, Thing, things_in

MAX_WORDS, MAX_CHARACTERS = 12, 200
"""Most words and characters of a follow-up."""
_WORD = re.compile(r"[^\W_]+")
_OPENING = r"^[¿\s]*"
_CUES = {
    "en": r"(?:(?:and|but|or|so|ok|then),?\s)?(?:what|how)\sabout|what\sof"
    r"|(?:and\s)?(?:the\s)?same\sfor|and|but",
    "fr": r"(?:et\s)?qu['’\s]?en\sest[\s-]il(?:\s(?:de|du|des|d['’]))?"
    r"|(?:et\s)?quid(?:\s(?:de|du|des|d['’]))?|et\squant\s(?:à|aux?)|et|mais",
    "es": r"(?:y\s)?¿?qu[eé]\s(?:(?:hay|tal)\sdel?|tal|pasa\scon)|y\sen\scuanto\s(?:al?)"
    r"|pero|y|e",
}
_CUE = {
    language: re.compile(rf"{_OPENING}(?:{cue})(?:(?<=['’])|,?\s+)¿?", re.IGNORECASE)
    for language, cue in _CUES.items()
}
_FRAGMENT = {
    language: re.compile(rf"{_OPENING}(?=(?:{words})\s)", re.IGNORECASE)
    for language, words in {"en": "in|for", "fr": "en|pour|au|aux", "es": "en|para|por"}.items()
}
_PREPOSITIONS = {
    "en": frozenset("in for from to of on at with by since during between".split()),
    "fr": frozenset("en pour de du des d a au aux par avec depuis entre sur dans vers".split()),
    "es": frozenset("en para por de del a al con desde entre sobre durante hacia".split()),
}
_ARTICLES = {
    "en": frozenset({"the"}),
    "fr": frozenset("le la les l".split()),
    "es": frozenset("el la los las".split()),
}
_FILLERS = {
    "en": frozenset("one ones that those side year then co s".split()),
    "fr": frozenset("celui celle ceux celles cote partie annee alors co".split()),
    "es": frozenset("lado parte ano entonces co".split()),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a follow-up names: as typed, and the folded article and preposition before it.

    `phrase` is all from the preposition on. `whole` is all from the thing before it, and to the end
    if it is the last; `is_phrase` is whether that begins with a preposition.
    """

    thing: Thing
    typed: str
    article: str
    preposition: str
    phrase: str
    whole: str
    is_phrase: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The things that a follow-up names, and the language of its cue."""

    language: str
    named: tuple[Named, ...]


def read_follow_up(text: str, last: str, spoken: str, book: FactBook) -> Reading | None:
    """What a question on one line names as a follow-up of another; None if it is none.

    `spoken` is the language of the last question, if it is known.
    """
    if len(text) > MAX_CHARACTERS or len(folded_words(text)) > MAX_WORDS:
        return None
    # "En" opens French and Spanish: the language of the last question decides.
    order = sorted(_CUE, key=lambda language: language != ("es" if "¿" in text else spoken))
    for language in order:
        cue = _CUE[language].match(text)
        if cue:
            return _reading(text[cue.end() :], language, content(last), book)
    for language in order if text.endswith("?") else ():
        cue = _FRAGMENT[language].match(text)
        found = _reading(text[cue.end() :], language, (), book) if cue else None
        if found and all(one.thing.kind in (Kind.YEARS, Kind.COUNTRY) for one in found.named):
            return found
    return None


def _reading(rest: str, language: str, last_words: Sequence[str], book: FactBook) -> Reading | None:
    """Steps 2 and 3."""
    rest = rest.rstrip(" ?!.…")
    things = things_in(rest, book)
    kinds = {thing.kind for thing in things}
    if not things or len(kinds) < len(things) or not all(thing.value for thing in things):
        return None
    gaps = zip([0, *(t.end for t in things)], [*(t.start for t in things), len(rest)], strict=True)
    between = [rest[start:end] for start, end in gaps]
    small = _PREPOSITIONS[language] | _ARTICLES[language] | _FILLERS[language]
    others = [word for part in between for word in folded_words(part)]
    if not all(word in small or _is_taken_up(word, last_words) for word in others):
        return None
    after = ["" for _ in things[1:]] + between[-1:]
    named = map(partial(_named, rest, language), things, between, after)
    return Reading(language, tuple(named))


def _is_taken_up(word: str, last_words: Sequence[str]) -> bool:
    """Whether a folded word is of the last question, and no verb."""
    return word not in SENTENCE_VERBS and matches(word, last_words)


def _named(rest: str, language: str, thing: Thing, before: str, after: str) -> Named:
    """A thing with what stands before and after it."""
    words = list(_WORD.finditer(before))
    is_phrase = bool(words) and fold(words[0][0]) in _PREPOSITIONS[language]
    start, article, preposition = len(before), "", ""
    if words and fold(words[-1][0]) in _ARTICLES[language]:
        start, article = words[-1].start(), fold(words.pop()[0])
    if words and fold(words[-1][0]) in _PREPOSITIONS[language]:
        start, preposition = words[-1].start(), fold(words[-1][0])
    typed = rest[thing.start : thing.end]
    return Named(
        thing=thing,
        typed=typed,
        article=article,
        preposition=preposition,
        phrase=before[start:] + typed,
        whole=f"{before}{typed}{after}".strip(),
        is_phrase=is_phrase,
    )
