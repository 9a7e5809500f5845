"""Glossaries: acronyms that a list or table explains, one on each line.

1. A line is a short form, a colon, dash or equals sign, and its long form ("BLQ : Bureau de liaison
   de Québec"); a row of a table has them in two cells.
2. Under a heading with a word for acronyms, or in a column with one, any long form is taken;
   elsewhere only one whose words the short form abbreviates (see `acronyms`).
3. A line that is a group's name with a short form in brackets pairs them, too.
"""

import re
from collections.abc import Iterable, Iterator

from cmp_search.documents.document import BlockKind, Span
from cmp_search.orientation.acronyms import is_short, long_form
from cmp_search.orientation.groups import group_name
from cmp_search.orientation.units import Unit, after_numbering
from cmp_search.readers.common.tables import CELLS

MAX_LONG_FORM_WORDS = 15
"""Most words of a long form."""
_TITLE = re.compile(
    r"(?<!\w)(?:sigles?|acronymes?|abréviations?|acronyms?|abbreviations?|siglas?|acrónimos?"
    r"|abreviaturas?)(?!\w)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s\(([^()]+)\)\s*$")
_LINE = re.compile(
    r"(?P<short>[^\s:–—=]{2,10}(?:\s[^\s:–—=]{1,8})?)\s*(?::|[–—=]|\s-)\s++(?P<long>[^\n:]{5,160}?)"
    r"(?=[.;]?\s*$)",
)


def glossary_pairs(units: Iterable[Unit]) -> Iterator[tuple[Unit, Span, Span]]:
    """The short and long forms that lines of these sentences pair, by offsets into them."""
    for unit in units:
        if unit.whole:
            for short, long in _row(unit) if unit.block.kind is BlockKind.ROW else _lines(unit):
                if _is_meant(unit, short, long):
                    yield unit, short, long


def _lines(unit: Unit) -> Iterator[tuple[Span, Span]]:
    """The pairs of each line, or a group's name and its acronym (rule 3)."""
    name = group_name(unit.text)
    bracket = _BRACKET.match(unit.text, name.end) if name else None
    if name and bracket:
        yield Span(*bracket.span(1)), name
    for line in re.finditer(r"[^\n]+", unit.text):
        start = line.start() + after_numbering(line[0])
        match = _LINE.match(unit.text, start, line.end())
        if match:
            yield Span(*match.span("short")), Span(*match.span("long"))


def _row(unit: Unit) -> Iterator[tuple[Span, Span]]:
    """The values of the two cells of a row."""
    values, start = [], 0
    for cell in unit.text.split(CELLS):
        head, colon, _ = cell.partition(": ")
        values.append(Span(start + len(head + colon) if colon else start, start + len(cell)))
        start += len(cell) + len(CELLS)
    if len(values) == 2:
        yield values[0], values[1]


def _is_meant(unit: Unit, short: Span, long: Span) -> bool:
    """Rule 2."""
    form, words = unit.text[slice(*short)], unit.text[slice(*long)].split()
    if not is_short(form) or not 2 <= len(words) <= MAX_LONG_FORM_WORDS:
        return False
    if unit.text[long.end : short.start] == " (":
        return True
    in_glossary = any(_TITLE.search(unit.document.slice(heading)) for heading in unit.headings[-1:])
    if in_glossary or (unit.block.kind is BlockKind.ROW and _TITLE.search(unit.text)):
        return True
    return long_form(form, unit.text, long.end, long.start) == long
