"""Sentences that say who heads a group or the partnership itself.

1. "Body is headed by People": "Le Groupe de travail sur l’eau est coprésidé par …".
2. "People head Body": "Anne Roe and Ana López co-chair the Lens Working Group."
   In Spanish the verb may come first: "Copresiden la Alianza …".
3. "Person, co-chair of Body", "Body co-chair Person", "the co-chair of Body is Person".
4. "It is headed by People", "its director is Person": the body is the group of the heading, or else
   the partnership, if the sentence before begins with it. Under such a heading also "the Canadian
   co-chair is now Person".
The body is a group by its name or acronym, "the group" under a heading with its name, or the
partnership, by its acronym, its name or that word alone.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from cmp_search.documents.document import Span
from cmp_search.orientation.cue_words import (
    CHAIR,
    FALLS_TO,
    HEAD,
    HEADED,
    HEADS,
    HELD_BY,
    HOLD,
    PARTNERSHIP,
)
from cmp_search.orientation.facts import Acronym, Chair, Quote
from cmp_search.orientation.names import initials, is_person, names_partnership
from cmp_search.orientation.people import PERSON, SIDE, Mention, people
from cmp_search.orientation.units import Unit

_ARTICLE = r"(?:[Tt]he\s|[Ll][ea]s?\s|[Ee]l\s|[Ll]['’]|[Aa]u\s)"
_OF = r"(?:of\s(?:the\s)?|du\s|de\sla\s|de\sl['’]|del\s|de\s)"
_IS = (
    r"(?:(?:est|sera|était|a\sété|is|was|has\sbeen|es|está|fue|será|ha\ssido|sont|are)\s)?"
    r"(?:\w+ment\s|\w+mente\s|\w+ly\s)?"
)
_IS_NOW = r"(?:est|is|está|es)\s(?:now\s|désormais\s|ahora\s)?"
_BY = r"\s(?:\w+ment\s|\w+mente\s|\w+ly\s)?(?:par|by|por)\s(?:la\s|el\s)?"
_ANY_GROUP = (
    r"(?i:working\sgroup|group|committee|groupe(?:\sde\stravail)?|comité|grupo(?:\sde\strabajo)?)"
)
_LABEL = rf"(?P<label>(?:[^\W\d_]+\s)?(?i:{HEAD})(?:\s(?!de|du|of)[^\W\d_]+){{0,2}}?)"
_HEADS = re.compile(rf"(?<!\w)(?i:{HEAD}|{HEADED}|{HEADS})(?!\w)")
REACH = 5_000
"""Characters of a clause in which people are looked for."""

_Reader = Callable[[Unit, re.Match[str], bool], Iterator[Chair]]


def chairs_in_sentences(
    units: Sequence[Unit], names: str, acronyms: Sequence[Acronym], title: str
) -> Iterator[Chair]:
    """Those whom sentences call head of a body; `names` matches groups' names."""
    wholes = {a.long.text for a in acronyms if names_partnership(a.long.text, title)}
    wholes |= {a.short.text for a in acronyms if a.long.text in wholes} | initials(title)
    whole = _whole(wholes)
    patterns = _patterns(names, whole)
    begins = re.compile(rf"{_ARTICLE}?(?:{whole})(?!\w)")
    before: Unit | None = None
    for unit in units:
        if _HEADS.search(unit.text):
            about = bool(before and before.headings == unit.headings and begins.match(before.text))
            yield from _distinct(unit, patterns, about)
        before = unit


def _distinct(
    unit: Unit, patterns: Sequence[tuple[_Reader, re.Pattern[str]]], about: bool
) -> Iterator[Chair]:
    """The heads in a sentence, each once; `about` is whether it goes on about the partnership."""
    seen: set[int] = set()
    for read, pattern in patterns:
        for match in pattern.finditer(unit.text):
            for chair in read(unit, match, about):
                if chair.person.start not in seen:
                    seen.add(chair.person.start)
                    yield chair


def _whole(names: Set[str]) -> str:
    """A pattern for the partnership, given its names."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join([*map(re.escape, ordered), rf"(?i:{'|'.join(sorted(PARTNERSHIP))})"])


def _patterns(names: str, whole: str) -> list[tuple[_Reader, re.Pattern[str]]]:
    body = (
        rf"(?:(?P<group>{names})|(?P<whole>{whole})|(?P<any>{_ANY_GROUP}))(?!\w)"
        r"(?:\s\([^()]{2,12}\))?"
    )
    side = rf"(?:,?\s{SIDE})?"
    return [
        (_read_after, re.compile(rf"(?<!\w){body}\s?[,:]?\s{_IS}(?P<label>{HEADED}){_BY}")),
        (
            _read_before,
            re.compile(
                rf"\s(?P<label>{HEADS})\s(?:conjointement\s|jointly\s)?{_ARTICLE}?{body}{side}"
            ),
        ),
        (_read_person, re.compile(rf"{PERSON},?\s{_ARTICLE}?{_LABEL}\s{_OF}{body}{side}")),
        (_read_person, re.compile(rf"(?P<group>{names})\s(?P<label>(?i:{CHAIR})),?\s{PERSON}")),
        (
            _read_after,
            re.compile(
                rf"(?<!\w){_LABEL}\s{_OF}{body}{side}"
                rf"(?:,|:|\s(?:est|is|es|sera|será|was|fue)(?:\s{HELD_BY})?|\s{HELD_BY}|\s{FALLS_TO})\s"
            ),
        ),
        (_read_after, re.compile(rf"^(?i:(?P<label>{HEADS}))\s{_ARTICLE}{body}{side},?\s")),
        (_read_before, re.compile(rf",?\s(?P<label>{HOLD}\s{_ARTICLE}{HEAD})\s{_OF}{body}")),
        (_read_on, re.compile(rf"^{_ARTICLE}{_LABEL}\s(?:est\s{HELD_BY}|{FALLS_TO})\s")),
        (_read_on, re.compile(rf"^(?:Il\s|Elle\s|It\s)?(?i:{_IS_NOW})(?P<label>{HEADED}){_BY}")),
        (
            _read_first,
            re.compile(
                rf"^(?:{_ARTICLE}|(?P<its>S[ua]\s|Son\s|Its\s)){_LABEL}"
                r"\s(?:est|is|es)\s(?:now\s|désormais\s|ahora\s)?(?=[A-ZÀ-Þ])"
            ),
        ),
    ]


def _read_after(unit: Unit, match: re.Match[str], about: bool) -> Iterator[Chair]:
    """Rule 1, and the last form of rule 3: the people that follow."""
    named = _side_of(match)
    for mention in people(unit.text, match.end(), _clause_end(unit.text, match.end())):
        yield from _chair(unit, match, mention, mention.side or named)


def _read_on(unit: Unit, match: re.Match[str], about: bool) -> Iterator[Chair]:
    """Rule 4: the people who head what the text is about."""
    group = unit.group
    if group or about:
        for mention in people(unit.text, match.end(), _clause_end(unit.text, match.end())):
            yield _stated(unit, Span(*match.span("label")), mention, mention.side, group)


def _read_first(unit: Unit, match: re.Match[str], about: bool) -> Iterator[Chair]:
    """Rule 4: only the first person that follows."""
    group = unit.group
    mention = next(people(unit.text, match.end(), len(unit.text)), None)
    if mention and (group or (about and match["its"])):
        yield _stated(unit, Span(*match.span("label")), mention, mention.side, group)


def _clause_end(text: str, start: int) -> int:
    limit = min(start + REACH, len(text))
    end = text.find(";", start, limit)
    return limit if end < 0 else end


def _read_before(unit: Unit, match: re.Match[str], about: bool) -> Iterator[Chair]:
    """Rule 2: the people with whom the sentence begins, if nothing else comes between."""
    mentions = list(people(unit.text, 0, match.start())) if match.start() <= REACH else []
    if mentions and match.start() - mentions[-1].end <= 1:
        for mention in mentions:
            yield from _chair(unit, match, mention, mention.side or _side_of(match))


def _read_person(unit: Unit, match: re.Match[str], about: bool) -> Iterator[Chair]:
    """Rule 3: the person next to the words."""
    mention = next(people(unit.text, match.start("person"), match.end("person")), None)
    if mention and is_person(match["person"]):
        yield from _chair(unit, match, mention, _side_of(match))


def _side_of(match: re.Match[str]) -> Span | None:
    groups = match.groupdict()
    return Span(*match.span("side")) if groups.get("side") else None


def _chair(
    unit: Unit, match: re.Match[str], mention: Mention, side: Span | None
) -> Iterator[Chair]:
    """The person as head of the body; none if "the group" has no name above."""
    words = match.groupdict()
    group: Quote | None = None
    label = Span(*match.span("label"))
    if words["group"]:
        group = unit.quote(*match.span("group"))
    elif words.get("any"):
        group = unit.group
        if group is None:
            return
    else:
        whole = match.span("whole")
        label = Span(min(label.start, whole[0]), max(label.end, whole[1]))
    yield _stated(unit, label, mention, side, group)


def _stated(
    unit: Unit, label: Span, mention: Mention, side: Span | None, group: Quote | None
) -> Chair:
    return Chair(
        unit.quote(*mention.person),
        unit.quote(*mention.role) if mention.role else None,
        unit.quote(*label),
        group,
        unit.source,
        unit.quote(*side) if side else None,
    )
