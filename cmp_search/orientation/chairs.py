"""Co-chairs and other heads: who they are, and of which group.

1. Under a heading with a word for co-chair, or after a short line with one, come contacts: a name
   with position and institution on the lines below; or one line, "Name, position, institution" or
   "Institution: name, position". The group is the one that this heading or line names, or the
   nearest heading above that is a group's name.
2. A line has such a word, or one for another head, before a colon and names after it: "Coprésidente
   pour le Québec : Anne Roe, directrice". In a row of a table, so has a cell under such a column;
   the group is then in the cell of a column of groups, or named in the row.
3. A sentence says so (see `chair_sentences`).
A name is taken only if it can be a person's (see `names`), and in a contact only if a position or
an institution goes with it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from cmp_search.documents.document import Block, BlockKind, Document, Span
from cmp_search.documents.sentence import is_contact
from cmp_search.language.terms import folded_words
from cmp_search.orientation.chair_sentences import chairs_in_sentences
from cmp_search.orientation.cue_words import (
    CHAIR,
    HEAD,
    INSTITUTION_WORDS,
    ROLE_WORDS,
    SENTENCE_VERBS,
)
from cmp_search.orientation.facts import Acronym, Chair, Quote
from cmp_search.orientation.names import is_person
from cmp_search.orientation.people import people
from cmp_search.orientation.units import Unit, after_numbering, quote
from cmp_search.readers.common.tables import CELLS

_CHAIR = re.compile(rf"(?<!\w){CHAIR}(?!\w)", re.IGNORECASE)
_HEAD = re.compile(rf"(?<!\w){HEAD}(?!\w)", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\s*(?:[•▪◦*–—-]\s+)?(?P<label>(?:[^\W\d_]+\s){{0,2}}?{HEAD}(?!\w)"
    rf"[^:.;\n]{{0,60}}?)\s?:\s(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_GROUP_HEAD = re.compile(
    r"(?:working\s)?group|committee|groupes?|comités?|grupos?|theme|thème|tema|sous-groupe|subgrupo",
    re.IGNORECASE,
)
_VERBS = SENTENCE_VERBS | {"a", "que", "qui", "who"}
MAX_LABEL_WORDS = 6
"""Most words of a line that labels the contacts below it as co-chairs."""
MAX_LINE = 250
"""Most characters of a contact on one line."""


def find_chairs(
    document: Document, units: Sequence[Unit], names: str, acronyms: Sequence[Acronym]
) -> tuple[Chair, ...]:
    """Those whom a text names as heads of groups, in reading order; `names` matches groups."""
    found = chain(
        _contacts(document, units, names),
        _in_lines(units, names),
        chairs_in_sentences(units, names, acronyms, document.entry.title),
    )
    distinct = {(chair.person.start, chair.group and chair.group.text): chair for chair in found}
    return tuple(sorted(distinct.values(), key=lambda chair: chair.person.start))


def _contacts(document: Document, units: Sequence[Unit], names: str) -> Iterator[Chair]:
    """Rule 1."""
    label, label_heading = None, None
    for unit in units:
        heading = unit.headings[-1] if unit.headings else None
        if heading != label_heading:
            label, label_heading = _label(document, heading), heading
        start = _label_line(unit) if unit.whole else 0
        label = unit.quote(0, start) if start else label
        found = _all_contacts(unit.text, start) if label and unit.whole else []
        if label and found:
            group = _group_of(unit, label, names)
            for contact in found:
                person, role = (unit.quote(*part) for part in contact)
                yield Chair(person, role, label, group, unit.source, _body(unit, contact[0]))
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


def _label_line(unit: Unit) -> int:
    """Where a contact goes on after a line of its own that labels it; 0 if it has none."""
    line, newline, _ = unit.text.partition("\n")
    return len(line) + 1 if newline and _is_label(line) else 0


def _body(unit: Unit, person: Span) -> Quote | None:
    """The institution before a name on the same line."""
    start = after_numbering(unit.text)
    is_led = unit.text.endswith(": ", start, person.start)
    return unit.quote(start, person.start - len(": ")) if is_led else None


def _all_contacts(text: str, start: int) -> list[tuple[Span, Span]]:
    """Names and positions: one contact, or one on each of several lines, all of them names."""
    one = _contact(text[start:])
    if one:
        return [(Span(*(start + n for n in one[0])), Span(*(start + n for n in one[1])))]
    if "\n" not in text[start:]:
        return []
    lines = [match.span() for match in re.finditer(r"[^\n]+", text[start:])]
    lines = [(start + first, start + last) for first, last in lines]
    commas = [text.find(", ", *line) for line in lines]
    names = (text[start:comma] for (start, _), comma in zip(lines, commas, strict=True))
    if min(commas) < 0 or not all(map(is_person, names)):
        return []
    return [
        (Span(start, comma), Span(comma + 2, end))
        for (start, end), comma in zip(lines, commas, strict=True)
    ]


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


def _group_of(unit: Unit, label: Quote, names: str) -> Quote | None:
    """The group that a label names, or that the text below it is about."""
    named = re.search(names, label.text)
    if named:
        place = Span(label.start + named.start(), label.start + named.end())
        return quote(unit.document, place)
    return unit.group


def _in_lines(units: Sequence[Unit], names: str) -> Iterator[Chair]:
    """Rule 2."""
    for unit in units:
        if not unit.whole or not _HEAD.search(unit.text):
            continue
        if unit.block.kind is BlockKind.ROW:
            yield from _in_row(unit, names)
            continue
        for place in re.finditer(r"[^\n]+", unit.text):
            line = _LABELLED.match(unit.text, *place.span())
            if line and _may_be_label(line["label"]):
                label = unit.quote(*line.span("label"))
                group = _group_of(unit, label, names)
                yield from _listed(unit, Span(line.end(), place.end()), label, group)


def _may_be_label(words: str) -> bool:
    """Whether words before a colon are a short label, without a verb."""
    tokens = words.lower().split()
    return len(tokens) <= MAX_LABEL_WORDS + 2 and _VERBS.isdisjoint(tokens)


def _in_row(unit: Unit, names: str) -> Iterator[Chair]:
    """The heads in the row of a table, if a group is named in it."""
    group: Quote | None = None
    labelled: list[tuple[Quote, Span]] = []
    start = 0
    for cell in unit.text.split(CELLS):
        head, colon, _ = cell.partition(": ")
        value = Span(start + len(head) + len(colon), start + len(cell))
        if colon and _HEAD.search(head):
            labelled.append((unit.quote(start, start + len(head)), value))
        elif colon and group is None and _GROUP_HEAD.match(head):
            group = unit.quote(*value)
        start += len(cell) + len(CELLS)
    named = re.search(rf"(?<!\w)(?:{names})(?!\w)", unit.text)
    group = group or (unit.quote(*named.span()) if named else None)
    for label, value in labelled if group else ():
        yield from _listed(unit, value, label, group)


def _listed(unit: Unit, part: Span, label: Quote, group: Quote | None) -> Iterator[Chair]:
    """The people in a part of a line."""
    for mention in people(unit.text, *part, listed=True):
        yield Chair(
            unit.quote(*mention.person),
            unit.quote(*mention.role) if mention.role else None,
            label,
            group,
            unit.source,
            unit.quote(*mention.side) if mention.side else None,
        )
