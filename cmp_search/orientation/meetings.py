"""Meetings: dates on which, according to the text, people met.

1. In a sentence, a verb for holding a meeting ("was held", "a eu lieu", "se celebró") comes before
   the date, and before the verb a word for a meeting ("meeting", "réunion", "taller") or a group;
   or the verb is "met" itself. Only a few words and no semicolon come between.
2. Or the date directly follows the word for a meeting, with nothing but names between ("the summit
   of April 2010").
3. Under a heading or a line ending in a colon with such a word, or in a row with such a column, a
   line that contains only a place and a date is a meeting; so is one in which these follow the word
   itself ("3e réunion : Lyon, 4 mai 2019").
4. The place is a name after "in" ("à", "en") right before or after the date; in a line the rest of
   it, or the cell of a column of places.
5. Which of a series it is: an ordinal next to the word for a meeting, or in a list the number of
   the line. Whose it is: the group, or its acronym, that the sentence, the cell, the line or the
   headings above the list name, if it is only one.
6. In a sentence without "met", an event that has a name of its own is another's (see `events`).
A date without a year is skipped: which year is meant would be a guess.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cmp_search.documents.document import BlockKind, Span
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.dates import MONTH_NUMBERS, Dates, dates
from cmp_search.orientation.events import event_of_others, own_words
from cmp_search.orientation.facts import Acronym, Meeting, Quote
from cmp_search.orientation.groups import GroupNames
from cmp_search.orientation.names import is_capital
from cmp_search.orientation.ordinals import meeting_number
from cmp_search.orientation.units import Unit, after_numbering, quote
from cmp_search.readers.common.tables import CELLS

_NOUN = (
    r"meetings?|sessions?|plenary|workshops?|conferences?|summits?|forums?|assembly|round\stable"
    r"|r[ée]unions?|rencontres?|s[ée]ances?|ateliers?|conf[ée]rences?|sommets?|assembl[ée]e"
    r"|table\sronde|reuni[óo]n(?:es)?|encuentros?|sesi[óo]n(?:es)?|taller(?:es)?|conferencias?"
    r"|cumbres?|foros?|asamblea|mesa\sredonda|pl[ée]ni[èe]res?|plenarias?"
)
_GROUP = r"working\sgroup|committee|task\sforce|groupe\sde\stravail|comité|grupo\sde\strabajo"
_THE_GROUP = re.compile(
    rf"(?<!\w)(?:the|its|le|la|el|su|sa|du|del)\s(?:{_GROUP}|group|groupe|grupo|mesa)(?!\w)",
    re.IGNORECASE,
)
_HELD = (
    r"held|t(?:ook|akes?|aking)\splace|convened|tenue?s?|se\stiendra|(?:a|ont|avait|avaient)\seu\slieu"
    r"|aura\slieu|se\scelebr(?:ó|aron|ará)|celebrad[oa]s?|tuvo\slugar|tendrá\slugar"
    r"|se\sllev(?:ó|aron)\sa\scabo|se\srealiz(?:ó|aron|ará)|realizad[oa]s?|se\sefectu(?:ó|aron)"
    r"|se\sdesarroll(?:ó|aron)|s['’]est\sdéroulée?|se\ssont\sdéroulée?s"
)
_MET = r"met|s['’]est\sréunie?|se\ssont\sréunie?s|se\sreuni(?:ó|eron)"
_NOUNS = re.compile(rf"(?<!\w)(?:{_NOUN})(?!\w)", re.IGNORECASE)
_PHRASE = re.compile(
    rf"(?<!\w)(?:annual\s)?(?:{_NOUN})(?:\s(?:{_NOUN}|annuelles?|anual(?:es)?))?(?!\w)", re.I
)
_SUBJECTS = re.compile(rf"(?<!\w)(?:{_NOUN}|{_GROUP})(?!\w)", re.IGNORECASE)
_VERBS = re.compile(
    rf"(?<!\w)(?:{_HELD}|(?<!be )(?<!been )(?<!was )(?<!were )(?P<met>{_MET}))(?!\w)", re.I
)
_NEW_CLAUSE = re.compile(
    r";|(?<!\w)(?:that|que|qu['’])\s(?!was\s|were\s|took\s|is\s|will\s|se\s|a\seu)", re.I
)
_NAME = r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:del?\s|du\s|la\s)?[A-ZÀ-Þ][\w’'-]*){0,3}"
_AFTER = re.compile(rf",?\s(?:in|à|en)\s(?:la\s)?(?P<place>{_NAME})")
_BEFORE = re.compile(
    rf"(?<!\w)(?:in|à|en)\s(?:la\s)?(?P<place>{_NAME}(?:,\s{_NAME})?),?(?:\s\w{{1,4}}){{0,2}}\s?\Z"
)
_PLACES = re.compile(r"(?:place|location|city|venue|lieu|endroit|ville|lugar|ciudad|sede)s?", re.I)
_NUMBERED = re.compile(r"\s*\(?(\d{1,3})[.)]")
_NUMBER_CELL = re.compile(r"(?:n\W*[oº°]?\W*|#|núm\w*\.?|numéro|number): (\d{1,3})\b", re.I)
_OWN_LABEL = re.compile(
    rf"\s*(?:[•▪◦*–—-]\s+)?(?P<label>[\w.ªº°]+(?:\s[^\W\d]+){{0,2}}?\s(?:{_NOUN})"
    rf"(?:\s[^\W\d]+){{0,2}})\s?[:,(–—-]\s?",
    re.IGNORECASE,
)
"""The words before place and date in a line that names the meeting itself."""
_DATE_LEAD = re.compile(r",?\s(?:les?|el|del|du|on|the)$", re.IGNORECASE)
TO_VERB, TO_DATE, TO_PLACE = 120, 70, 90
"""Most characters between subject and verb, verb and date, place and date."""
MAX_LINE = 120
"""Most characters of a line that is only a place and a date."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list or table: its place, and the words that say that it lists meetings."""

    place: Span
    label: Quote
    numbered: bool


def find_meetings(
    units: Sequence[Unit], names: GroupNames, acronyms: Iterable[Acronym]
) -> tuple[Meeting, ...]:
    """The meetings that a text dates, in reading order."""
    found: list[Meeting] = []
    own = own_words(units[0].document, acronyms) if units else frozenset()
    lead: Unit | None = None
    for unit in units:
        if unit.block.kind not in (BlockKind.ITEM, BlockKind.ROW) and not dates(unit.text):
            lead = unit if unit.text.rstrip().endswith(":") and _NOUNS.search(unit.text) else None
        same = lead and lead.headings == unit.headings
        found.extend(_in_unit(unit, lead if same else None, names, own))
    return tuple(found)


def _in_unit(
    unit: Unit, lead: Unit | None, names: GroupNames, own: frozenset[str]
) -> Iterator[Meeting]:
    found = dates(unit.text)
    if len(found) == 1 and found[0].days and (line := _line(unit, lead, found[0])):
        yield _listed(unit, found[0], line, names)
        return
    last = 0
    for date in found:
        if _is_meeting_date(unit.text[last : date.start]):
            yield _told(unit, Span(last, date.end), date, names, own)
        last = date.end


def _listed(unit: Unit, date: Dates, line: _Line, names: GroupNames) -> Meeting:
    """A meeting in a list or table (rule 5)."""
    number = meeting_number(unit.text)
    numbering = _NUMBERED.match(unit.text)
    if not number and unit.block.kind is BlockKind.ROW:
        numbering = _NUMBER_CELL.match(unit.text)
    elif not line.numbered:
        numbering = None
    if not number and numbering:
        number = int(numbering[1])
    group = (
        names.only(unit.document, unit.span) or names.only(unit.document, line.label) or unit.group
    )
    return _meeting(unit, date, line.place, line.label, group, number)


def _told(unit: Unit, part: Span, date: Dates, names: GroupNames, own: frozenset[str]) -> Meeting:
    """A meeting in a sentence (rules 5 and 6); headings count unless it numbers itself."""
    text = unit.text[slice(*part)]
    noun = next(reversed(list(_PHRASE.finditer(text))), None)
    label = unit.quote(part.start + noun.start(), part.start + noun.end()) if noun else None
    number = meeting_number(text)
    said = Span(unit.span.start + part.start, unit.span.start + part.end)
    its = not number or _THE_GROUP.search(text)
    group = names.only(unit.document, said) or (unit.group if its else None)
    meeting = _meeting(unit, date, _place(unit.text, date), label, group, number)
    met = any(verb["met"] for verb in _VERBS.finditer(text))
    if not noun or met:
        return meeting
    called = Span(part.start + noun.start(), part.start + noun.end())
    event = event_of_others(unit.text, called, date.start, own, names)
    return replace(meeting, own=False, label=unit.quote(*event)) if event else meeting


def _meeting(
    unit: Unit,
    date: Dates,
    place: Span | None,
    label: Quote | None,
    group: Quote | None,
    number: int,
) -> Meeting:
    where = unit.quote(*place) if place and place.start < place.end else None
    when = unit.quote(date.start, date.end)
    return Meeting(date.first, date.last, date.days, when, where, unit.source, label, group, number)


def _is_meeting_date(before: str) -> bool:
    """Rules 1 and 2: whether the words before a date make it that of a meeting."""
    verb = next(reversed(list(_VERBS.finditer(before))), None)
    if verb and len(before) - verb.end() <= TO_DATE and ";" not in before[verb.end() :]:
        if verb["met"]:
            return True
        subject = next(reversed(list(_SUBJECTS.finditer(before, 0, verb.start()))), None)
        if subject:
            between = before[subject.end() : verb.start() + 6]
            return len(between) <= TO_VERB and not _NEW_CLAUSE.search(between)
    noun = next(reversed(list(_NOUNS.finditer(before))), None)
    gap = before[noun.end() :] if noun else "."
    return len(gap) <= TO_DATE and all(_may_stand_between(word) for word in gap.split())


def _may_stand_between(word: str) -> bool:
    return fold(word.strip(",(")) in FUNCTION_WORDS or is_capital(word)


def _place(text: str, date: Dates) -> Span | None:
    """Rule 4 in a sentence; the name of a month is not a place."""
    match = _AFTER.match(text, date.end) or _BEFORE.search(
        text, max(0, date.start - TO_PLACE), date.start
    )
    if match is None or folded_words(match["place"])[0] in MONTH_NUMBERS:
        return None
    return Span(*match.span("place"))


def _line(unit: Unit, lead: Unit | None, date: Dates) -> _Line | None:
    """Rule 3: a line of a list or table of meetings; None if it is no such line."""
    is_line = len(unit.text) <= MAX_LINE and unit.block.kind is not BlockKind.ROW
    own = _OWN_LABEL.match(unit.text) if is_line else None
    if not (unit.whole or own) or len(unit.text) > MAX_LINE:
        return None
    label = _list_label(unit, lead)
    if unit.block.kind is BlockKind.ROW:
        start = 0
        for cell in unit.text.split(CELLS):
            if label is None and _NOUNS.search(cell.partition(": ")[0]):
                label = unit.quote(start, start + len(cell))
            start += len(cell) + len(CELLS)
        return _Line(_cell(unit.text), label, numbered=False) if label else None
    if own:
        label = unit.quote(own.start("label"), own.end("label"))
    place = _rest(unit.text, date, own.end() if own else after_numbering(unit.text))
    return _Line(place, label, numbered=not own) if label and place else None


def _list_label(unit: Unit, lead: Unit | None) -> Quote | None:
    """The heading, or else the line, above a list of meetings."""
    heading = quote(unit.document, unit.headings[-1]) if unit.headings else None
    if heading and _NOUNS.search(heading.text):
        return heading
    return lead.quote(0, len(lead.text)) if lead else None


def _rest(text: str, date: Dates, start: int) -> Span | None:
    """The place that, with a date, makes up a line from an offset on."""
    end = len(text)
    leads = FUNCTION_WORDS.issuperset(folded_words(text[start : date.start]))
    if not leads and text[date.end :].strip(" .)"):
        return None
    rest = Span(date.end, end) if leads else Span(start, date.start)
    words = text[slice(*rest)]
    lead = len(words) - len(words.lstrip(" ,:–—-("))
    place = Span(rest.start + lead, rest.start + len(_DATE_LEAD.sub("", words.rstrip(" ,:–—-("))))
    names = text[slice(*place)].split()
    return place if names and all(map(_may_stand_between, names)) and is_capital(names[0]) else None


def _cell(text: str) -> Span:
    """The cell of a row in a column of places; an empty span if there is none."""
    start = 0
    for cell in text.split(CELLS):
        head, colon, _ = cell.partition(": ")
        if colon and _PLACES.fullmatch(head):
            return Span(start + len(head) + len(colon), start + len(cell))
        start += len(cell) + len(CELLS)
    return Span(0, 0)
