"""People in a text: one or several in a row, each with their position and the side they act for.

1. A person is a name of two to six words (see `names`), after a form of address or none.
2. What follows up to the next person is their position or institution, if it has a word of one,
   and the side: in brackets ("(Québec)") or after a preposition ("por parte de Chile").
3. Another person follows a conjunction or semicolon, and what comes before has no position or the
   other begins with a preposition or form of address: "the Board of Fish and Saint Pierre" is no
   second person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cmp_search.documents.document import Span
from cmp_search.language.terms import folded_words
from cmp_search.orientation.cue_words import INSTITUTION_WORDS, ROLE_WORDS
from cmp_search.orientation.names import is_person

_WORD = r"[A-ZÀ-Þ][\w’'-]{0,40}+\.?"
TITLE = (
    r"(?:(?:la\s|el\s)?(?:Dra?|Dre|Mr|Mrs|Ms|M|Sra?|Mtr[ao]|Lic|Ing|Prof)\.|Mmes?|Madame|Monsieur"
    r"|la\s(?:doctora|señora|profesora)|el\s(?:doctor|señor|profesor))"
)
PERSON = rf"(?:{TITLE}\s)?(?P<person>{_WORD}(?:\s(?:del?|da|la|van|von|{_WORD})){{1,5}})"
"""A pattern for a person's name; `is_person` must judge the group `person`."""
SIDE = (
    r"(?:pour\sle\scompte\s(?:de|du)|pour|au\snom\s(?:de|du)|du\scôté\s(?:de|du)?|on\sbehalf\sof|for"
    r"|por\sparte\s(?:de|del)|en\snombre\s(?:de|del)|por|par)\s(?:the\s|les?\s|la\s|el\s|l['’])?"
    r"(?P<side>[A-ZÀ-Þ][\w’'-]*+(?:[\s-](?:del?\s|du\s|des?\s)?[A-ZÀ-Þ][\w’'-]*+){0,3})"
)
"""A pattern for the side that someone acts for."""
_PERSON = re.compile(PERSON)
_NEXT = re.compile(
    rf"(?:,|;)?\s(?:et|and|y|e)\s(?P<by>(?:par|by|por|à|a)\s(?:la\s|el\s)?)?(?P<title>{TITLE}\s)?(?={_WORD}\s)"
    rf"|;\s(?P<title2>{TITLE}\s)?(?={_WORD}\s)"
)
_SIDE = re.compile(rf"(?:,\s|^\s?){SIDE}(?=[,.;)\s]|$)")
_BRACKET = re.compile(r"^\s?\((?P<side>[^()]{2,60})\)")
_ADDRESS = re.compile(rf"{TITLE}(?:\s|$)")
_OF = re.compile(r"(?:(?:de\sla|de|du|del|des|from\sthe|from|of\sthe|of)\s|de\sl['’])")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ENDS = re.compile(
    r"[;:]|(?<!\b[A-Z])(?<!\b[DMS]r)(?<!\b[DS]ra)(?<!\bM[rst]s)(?<!\bMs)(?<!\bLic)(?<!\bIng)(?<!\bProf)[.]\s|,?\s(?:qui|who|whom|que|quien|dont|where|où|donde)\s|\s[–—]\s"
)


REACH = 1_000
"""Characters after a name in which its position and the next name are looked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as a text mentions them, by offsets into it."""

    person: Span
    role: Span | None
    side: Span | None
    end: int


def people(text: str, start: int, end: int, listed: bool = False) -> Iterator[Mention]:
    """The people named in a row from an offset on; none if no name begins there.

    If they are `listed` under a label, whatever follows a name is the position.
    """
    while match := _PERSON.match(text, start, end):
        person = _trimmed(text, *match.span("person"))
        if _ADDRESS.match(text[slice(*person)]) or not is_person(text[slice(*person)]):
            return
        near = min(end, person.end + REACH)
        stop = _ENDS.search(text, person.end, near)
        limit = stop.start() if stop and not stop[0].startswith(";") else near
        following = _following(text, person.end, limit)
        part = Span(person.end, following.start() if following else limit)
        details = _details(text, part, listed)
        yield Mention(person, *details)
        if following is None:
            return
        start = following.end()


def _following(text: str, start: int, end: int) -> re.Match[str] | None:
    """What leads to the next person (rule 3)."""
    for match in _NEXT.finditer(text, start, end):
        name = _PERSON.match(text, match.end(), end)
        plain = "," not in _IN_BRACKETS.sub("", text[start : match.start()])
        led = match["by"] or match["title"] or match["title2"] or match[0].startswith(";")
        if (
            name
            and is_person(text[slice(*_trimmed(text, *name.span("person")))])
            and (led or plain)
        ):
            return match
    return None


def _details(text: str, part: Span, listed: bool) -> tuple[Span | None, Span | None, int]:
    """Position, side, and where both end."""
    words = text[slice(*part)]
    bracket, named = _BRACKET.match(words), _SIDE.search(words)
    side = bracket or named
    role_start = part.start + (bracket.end() if bracket else 0)
    role_end = part.start + named.start() if named and not bracket else part.end
    role = _position(text, Span(role_start, role_end), listed)
    if bracket and not _names_position(bracket["side"]):
        return role, _shifted(bracket, part.start), part.end
    if bracket:
        return _shifted(bracket, part.start), None, part.end
    return role, _shifted(side, part.start) if side else None, part.end


def _shifted(match: re.Match[str], by: int) -> Span:
    return Span(by + match.start("side"), by + match.end("side"))


def _position(text: str, part: Span, listed: bool) -> Span | None:
    """The position after a name, if it is one."""
    words = text[slice(*part)]
    lead = len(words) - len(words.lstrip(" ,("))
    end = len(words.rstrip(" ,.;"))
    if words[lead:end].count(")") > words[lead:end].count("("):
        end = len(words[:end].rstrip(" ,.;)"))
    of = _OF.match(words, lead)
    span = Span(part.start + (of.end() if of else lead), part.start + end)
    if not words.startswith((",", " (")) or span.start >= span.end:
        return None
    return span if listed or _names_position(text[slice(*span)]) else None


def _names_position(words: str) -> bool:
    return not (INSTITUTION_WORDS | ROLE_WORDS).isdisjoint(folded_words(words))


def _trimmed(text: str, start: int, end: int) -> Span:
    """A name without a full stop that ends the sentence, or trailing particles."""
    words = text[start:end].split(" ")
    while len(words) > 1 and words[-1] in ("de", "del", "da", "la", "van", "von"):
        words.pop()
    name = " ".join(words)
    initial = re.search(r"(?:^|\s)\w\.$", name)
    return Span(start, start + len(name if initial else name.rstrip(".")))
