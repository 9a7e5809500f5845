"""Co-chairs: who they are, and of which group.

1. Under a heading with a word for co-chair, or after a short line with one, come contacts: a name
   with position and institution on the lines below; or one line, "Name, position, institution" or
   "Institution: name, position". The group is the one that this heading or line names, or the
   nearest heading above that is a group's name.
2. In a sentence, a name is next to such a word and a group: "Name, co-chair of the Mining Working
   Group", "Mining Working Group co-chair Name".
A name is taken only if it can be a person's (see `names`), and in a contact only if a position or
an institution goes with it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from cmp_search.documents.document import Block, Document, Span
from cmp_search.documents.sentence import is_contact
from cmp_search.language.terms import folded_words
from cmp_search.orientation.cue_words import CHAIR, INSTITUTION_WORDS, ROLE_WORDS
from cmp_search.orientation.facts import Acronym, Chair, Group, Quote
from cmp_search.orientation.groups import group_name
from cmp_search.orientation.names import is_person
from cmp_search.orientation.units import Unit, after_numbering, quote

_CHAIR = re.compile(rf"(?<!\w){CHAIR}(?!\w)", re.IGNORECASE)
_WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
_PERSON = (
    rf"(?:(?:Dra?|Mr|Mrs|Ms|Mme|M|Sra?)\.?\s)?(?P<person>{_WORD}(?:\s(?:del?|la|y|{_WORD})){{1,5}})"
)
_OF = r"(?:of\sthe|of|du|de\sla|de\sl['’]|del)"
MAX_LABEL_WORDS = 6
"""Most words of a line that labels the contacts below it as co-chairs."""
MAX_LINE = 250
"""Most characters of a contact on one line."""


def find_chairs(
    document: Document, units: Sequence[Unit], groups: Sequence[Group], acronyms: Sequence[Acronym]
) -> tuple[Chair, ...]:
    """The co-chairs that a text names, in reading order."""
    group_names = {group.name.text for group in groups}
    group_names |= {a.short.text for a in acronyms if a.long.text in group_names}
    names = (
        "|".join(map(re.escape, sorted(group_names, key=lambda name: (-len(name), name)))) or "(?!)"
    )
    found = chain(_contacts(document, units, names), _in_sentences(units, names))
    return tuple(sorted(found, key=lambda chair: chair.person.start))


def _contacts(document: Document, units: Sequence[Unit], names: str) -> Iterator[Chair]:
    """Rule 1."""
    label, label_heading = None, None
    for unit in units:
        heading = unit.headings[-1] if unit.headings else None
        if heading != label_heading:
            label, label_heading = _label(document, heading), heading
        contact = _contact(unit.text) if unit.whole else None
        if label and contact:
            person, role = (unit.quote(*part) for part in contact)
            group = _group_of(document, label, unit.headings, names)
            yield Chair(person, role, label, group, unit.source)
        elif unit.whole and _is_label(unit.text):
            label = unit.quote(0, len(unit.text.rstrip(" :")))
        else:
            label = _label(document, heading)


def _label(document: Document, heading: Block | None) -> Quote | None:
    """A heading, if it has a word for co-chair."""
    label = quote(document, heading) if heading else None
    return label if label and _CHAIR.search(label.text) else None


def _is_label(text: str) -> bool:
    return (
        bool(_CHAIR.search(text)) and len(text.split()) <= MAX_LABEL_WORDS and text[-1] not in ".;"
    )


def _contact(text: str) -> tuple[Span, Span] | None:
    """Name and position of a contact."""
    return _lines(text) if is_contact(text) else _one_line(text)


def _lines(text: str) -> tuple[Span, Span] | None:
    """Name and position of a contact on several lines."""
    end = text.index("\n")
    fits = _is_name_and_role(text[:end], text[end:], False)
    return (Span(0, end), Span(end, len(text))) if fits else None


def _one_line(text: str) -> tuple[Span, Span] | None:
    """Name and position of a contact on one line."""
    start, colon = after_numbering(text), text.find(": ")
    if len(text) > MAX_LINE or "\n" in text:
        return None
    for begin in (start, colon + 2):
        comma = text.find(", ", begin)
        if 0 < comma and _is_name_and_role(text[begin:comma], text[comma:], True):
            return Span(begin, comma), Span(comma + 2, len(text))
    return None


def _is_name_and_role(name: str, rest: str, strict: bool) -> bool:
    """Whether a name can be a person's, and the rest has a word of a position or institution."""
    cues = INSTITUTION_WORDS | ROLE_WORDS
    return is_person(name.strip(), strict) and not cues.isdisjoint(folded_words(rest))


def _group_of(
    document: Document, label: Quote, headings: Sequence[Block], names: str
) -> Quote | None:
    """The group that a label names, or whose name is a heading above."""
    named = re.search(names, label.text)
    if named:
        return quote(document, Span(label.start + named.start(), label.start + named.end()))
    for heading in reversed(headings):
        name = group_name(document.slice(heading))
        if name:
            return quote(document, Span(heading.start + name.start, heading.start + name.end))
    return None


def _in_sentences(units: Sequence[Unit], names: str) -> Iterator[Chair]:
    """Rule 2."""
    label = rf"(?P<label>(?:\w+\s)?(?i:{CHAIR})(?:\s[^\W\d_]+)?)"
    patterns = (
        re.compile(
            rf"{_PERSON},?\s(?:the\s|la\s|le\s|el\s|l['’])?{label}\s{_OF}\s?(?P<group>{names})"
        ),
        re.compile(rf"(?P<group>{names})\s(?P<label>(?i:{CHAIR})),?\s{_PERSON}"),
    )
    for unit in units:
        if not _CHAIR.search(unit.text):
            continue
        for match in chain.from_iterable(pattern.finditer(unit.text) for pattern in patterns):
            if is_person(match["person"]):
                person, label_quote, group = (
                    unit.quote(*match.span(n)) for n in ("person", "label", "group")
                )
                yield Chair(person, None, label_quote, group, unit.source)
