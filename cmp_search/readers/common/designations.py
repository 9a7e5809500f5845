"""Designations: the word and number that a division of a legal text opens with.

1. A word and a number, in any case of letters: "Título Primero", "CHAPITRE II", "Artículo 22 bis",
   "Schedule B". The number may be arabic, roman, spelled or a letter (see `numerals`).
2. A spelled number and a word: "Segunda Parte", "Première partie", "First Schedule".
3. A Spanish ordinal with a mark, which opens a clause or a transitory article: "PRIMERO.-".
4. The sign of a section and a number: "§ 3".
5. A whole line without a number: "TRANSITORIOS", "Dispositions finales", "Annex".
What follows may be a name, a text, or the rest of a sentence: `legal` tells these apart.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cmp_search.language.normalisation import fold, one_line
from cmp_search.readers.common.numerals import numeral_at, spelled_at


class Division(StrEnum):
    """What a heading of a legal text opens, outermost first."""

    ANNEX = "annex"
    TRANSITORY = "transitory"
    BOOK = "book"
    PART = "part"
    TITLE = "title"
    CHAPTER = "chapter"
    DIVISION = "division"
    SECTION = "section"
    SUBSECTION = "subsection"
    ARTICLE = "article"
    CLAUSE = "clause"
    FRACTION = "fraction"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Designation:
    """How a line opens a division.

    `number` is as printed and `value` what it counts, 0 if nothing. `mark` is what separates it
    from what follows (".-", " –", empty), and `end` is where it ends in the line, with the mark.
    """

    kind: Division
    number: str
    value: int
    end: int
    mark: str = ""


_WORDS = {
    word: kind
    for kind, words in {
        Division.ANNEX: "annex annexe anexo appendix appendice apendice schedule addendum",
        Division.BOOK: "book livre libro",
        Division.PART: "part partie parte",
        Division.TITLE: "title titre titulo",
        Division.CHAPTER: "chapter chapitre capitulo",
        Division.DIVISION: "division subpart subchapter sous-chapitre subcapitulo sous-titre",
        Division.SECTION: "section seccion sec sect",
        Division.SUBSECTION: "subsection subseccion sous-section subdivision",
        Division.ARTICLE: "article articulo art",
        Division.CLAUSE: "clause clausula",
        Division.FRACTION: "fraccion fraction",
        Division.LETTER: "inciso",
    }.items()
    for word in words.split()
}
_SHORTENED = frozenset(["sec", "sect", "art"])
_UNNUMBERED = re.compile(
    r"(?:articulos? |clausulas? |regimen )?transitori[oa]s?"
    r"|(?:disposiciones|normas) (?:complementarias |adicionales |transitorias |derogatorias |y )*"
    r"(?:transitorias|finales|adicionales|derogatorias|complementarias)"
    r"|dispositions (?:transitoires|finales|abrogatoires)(?: et (?:transitoires|finales))?"
    r"|(?:transitional|final|concluding)(?: and (?:transitional|final|concluding))? provisions"
)
_MAX_UNNUMBERED = 100
_PROVISIONS = re.compile(r"disposición\s+(?:adicional|transitoria|derogatoria|final)\s+", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_MARKS = re.compile(r"\s?[.:)]+(?:\s?[-–—]+)?|\s?[-–—]+(?![^\W\d_])|[-–—]+")
_SPACE = re.compile(r"\s*")
_INCISO = re.compile(r"([a-z]{1,2})\)?(?=\s|$|[.,:])", re.I)


@lru_cache(maxsize=16_384)
def designation(line: str) -> Designation | None:
    """How a line opens, whatever follows."""
    if line[:1] == "§":
        return _by_sign(line)
    first = _WORD.match(line)
    if not first or not (first[0][0].isupper() or fold(first[0]) == "inciso"):
        return None
    return _unnumbered(line) or _by_word(line, first) or _by_ordinal(line) or _by_clause(line)


def _by_word(line: str, first: re.Match[str]) -> Designation | None:
    """A word and its number: "Capítulo II", "Part One", "Art. 5"."""
    kind, end = _WORDS.get(fold(first[0])), first.end()
    if provisions := _PROVISIONS.match(line):
        kind, end = Division.TRANSITORY, provisions.end()
    elif fold(first[0]) in _SHORTENED and line.startswith(".", end):
        end += 1
    if kind is None:
        return None
    at = _skip_spaces(line, end)
    if kind is Division.LETTER:
        letter = _INCISO.match(line, at)
        value = ord(letter[1][0].lower()) - ord("a") + 1 if letter else 0
        return _marked(line, kind, letter[1], value, letter.end()) if letter else None
    number = numeral_at(line, at)
    if number is not None and at > first.end():
        return _marked(line, kind, number.printed, number.value, number.end)
    if kind is Division.ANNEX and not line[end:].strip(" .:") and line[:8] != "Schedule":
        return _marked(line, kind, "", 0, end)
    return None


def _by_sign(line: str) -> Designation | None:
    """A sign and a number: "§ 3"; with a bracket, it counts something else."""
    number = numeral_at(line, _skip_spaces(line, 1))
    if number is None or line[number.end : number.end + 1] == ")":
        return None
    return _marked(line, Division.SECTION, number.printed, number.value, number.end)


def _by_ordinal(line: str) -> Designation | None:
    """A spelled number and then the word: "Première partie", "First Schedule"."""
    number = spelled_at(line)
    word = _WORD.match(line, _skip_spaces(line, number.end)) if number else None
    kind = _WORDS.get(fold(word[0])) if word else None
    if not number or not word or not kind or not number.value:
        return None
    titled = word[0][0].isupper() or fold(word[0]) == "partie"
    return _marked(line, kind, number.printed, number.value, word.end()) if titled else None


def _by_clause(line: str) -> Designation | None:
    """A Spanish ordinal with a mark: "PRIMERO.-", "Décima segunda.—"."""
    number = spelled_at(line)
    if not number or not number.value or fold(number.printed)[-1] not in "oa":
        return None
    found = _marked(line, Division.CLAUSE, number.printed, number.value, number.end)
    mark = found.mark.strip()
    dashed = mark[:1] == "." and mark[-1] in "-–—"
    return found if dashed or (mark[:1] in (".", ":") and number.printed.isupper()) else None


def _unnumbered(line: str) -> Designation | None:
    """A division without a number: "TRANSITORIOS"."""
    if len(line) > _MAX_UNNUMBERED or not _UNNUMBERED.fullmatch(
        fold(one_line(line)).rstrip(" .:-")
    ):
        return None
    return Designation(Division.TRANSITORY, "", 0, len(line.rstrip()))


def _marked(line: str, kind: Division, number: str, value: int, end: int) -> Designation:
    """The designation with the mark that follows its number."""
    mark = _MARKS.match(line, end)
    return Designation(kind, number, value, mark.end() if mark else end, mark[0] if mark else "")


def _skip_spaces(line: str, at: int) -> int:
    spaces = _SPACE.match(line, at)
    return spaces.end() if spaces else at
