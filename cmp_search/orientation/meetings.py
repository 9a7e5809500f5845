"""Meetings: dates on which, according to the text, people met.

1. In a sentence, a verb for holding a meeting ("was held", "a eu lieu", "se celebró") comes before
   the date, and before the verb a word for a meeting ("meeting", "réunion", "taller") or a group;
   or the verb is "met" itself. Only a few words and no semicolon come between.
2. Or the date directly follows the word for a meeting, with nothing but names between ("the summit
   of April 2010").
3. Under a heading with such a word, or in a row with such a column, a line that contains only a
   place and a date is a meeting.
4. The place is a name after "in" ("à", "en") right before or after the date; in a line the rest of
   it, or the cell of a column of places.
A date without a year is skipped: which year is meant would be a guess.
"""

import re
from collections.abc import Iterator, Sequence

from cmp_search.documents.document import BlockKind, Span
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.dates import MONTH_NUMBERS, Dates, dates
from cmp_search.orientation.facts import Meeting
from cmp_search.orientation.names import is_capital
from cmp_search.orientation.units import Unit, after_numbering
from cmp_search.readers.common.tables import CELLS

_NOUN = (
    r"meetings?|sessions?|plenary|workshops?|conferences?|summits?|forums?|assembly|round\stable"
    r"|r[ée]unions?|rencontres?|s[ée]ances?|ateliers?|conf[ée]rences?|sommets?|assembl[ée]e"
    r"|table\sronde|reuni[óo]n(?:es)?|encuentros?|sesi[óo]n(?:es)?|taller(?:es)?|conferencias?"
    r"|cumbres?|foros?|asamblea|mesa\sredonda"
)
_GROUP = r"working\sgroup|committee|task\sforce|groupe\sde\stravail|comité|grupo\sde\strabajo"
_HELD = (
    r"held|t(?:ook|akes?|aking)\splace|convened|tenue?s?|se\stiendra|(?:a|ont)\seu\slieu"
    r"|aura\slieu|se\scelebr(?:ó|aron|ará)|celebrad[oa]s?|tuvo\slugar|tendrá\slugar"
    r"|se\sllevó\sa\scabo"
)
_MET = r"met|s['’]est\sréunie?|se\ssont\sréunie?s|se\sreuni(?:ó|eron)"
_NOUNS = re.compile(rf"(?<!\w)(?:{_NOUN})(?!\w)", re.IGNORECASE)
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
TO_VERB, TO_DATE, TO_PLACE = 120, 70, 90
"""Most characters between subject and verb, verb and date, place and date."""
MAX_LINE = 120
"""Most characters of a line that is only a place and a date."""


def find_meetings(units: Sequence[Unit]) -> tuple[Meeting, ...]:
    """The meetings that a text dates, in reading order."""
    return tuple(meeting for unit in units for meeting in _in_unit(unit))


def _in_unit(unit: Unit) -> Iterator[Meeting]:
    found = dates(unit.text)
    if len(found) == 1 and found[0].days and (line := _line(unit, found[0])):
        yield _meeting(unit, found[0], line)
        return
    last = 0
    for date in found:
        if _is_meeting_date(unit.text[last : date.start]):
            yield _meeting(unit, date, _place(unit.text, date))
        last = date.end


def _meeting(unit: Unit, date: Dates, place: Span | None) -> Meeting:
    where = unit.quote(*place) if place and place.start < place.end else None
    when = unit.quote(date.start, date.end)
    return Meeting(date.first, date.last, date.days, when, where, unit.source)


def _is_meeting_date(before: str) -> bool:
    """Rules 1 and 2: whether the words before a date make it that of a meeting."""
    verb = next(reversed(list(_VERBS.finditer(before))), None)
    if verb and len(before) - verb.end() <= TO_DATE and ";" not in before[verb.end() :]:
        if verb["met"]:
            return True
        subject = next(reversed(list(_SUBJECTS.finditer(before, 0, verb.start()))), None)
        between = before[subject.end() : verb.start() + 6] if subject else ";"
        return len(between) <= TO_VERB and not _NEW_CLAUSE.search(between)
    noun = next(reversed(list(_NOUNS.finditer(before))), None)
    gap = before[noun.end() :] if noun else "."
    return len(gap) <= TO_DATE and all(_may_stand_between(word) for word in gap.split())


def _may_stand_between(word: str) -> bool:
    return fold(word.strip(",(")) in FUNCTION_WORDS or is_capital(word)


def _place(text: str, date: Dates) -> Span | None:
    """Rule 4 in a sentence; the name of a month is not a place."""
    match = _AFTER.match(text, date.end) or _BEFORE.search(
        text[: date.start], max(0, date.start - TO_PLACE)
    )
    if match is None or folded_words(match["place"])[0] in MONTH_NUMBERS:
        return None
    return Span(*match.span("place"))


def _line(unit: Unit, date: Dates) -> Span | None:
    """Rule 3: the place in a line of a list or table of meetings; None if it is no such line."""
    listed = unit.headings and _NOUNS.search(unit.document.slice(unit.headings[-1]))
    if not unit.whole or len(unit.text) > MAX_LINE:
        return None
    if unit.block.kind is BlockKind.ROW:
        heads = [cell.partition(": ")[0] for cell in unit.text.split(CELLS)]
        return _cell(unit.text) if listed or any(map(_NOUNS.search, heads)) else None
    if not listed:
        return None
    start, end = after_numbering(unit.text), len(unit.text)
    leads = FUNCTION_WORDS.issuperset(folded_words(unit.text[start : date.start]))
    if not leads and unit.text[date.end :].strip(" ."):
        return None
    rest = Span(date.end, end) if leads else Span(start, date.start)
    text = unit.text[slice(*rest)]
    lead = len(text) - len(text.lstrip(" ,:–—-"))
    place = Span(rest.start + lead, rest.start + len(text.rstrip(" ,:–—-")))
    words = unit.text[slice(*place)].split()
    return place if words and all(map(_may_stand_between, words)) and is_capital(words[0]) else None


def _cell(text: str) -> Span:
    """The cell of a row in a column of places; an empty span if there is none."""
    start = 0
    for cell in text.split(CELLS):
        head, colon, _ = cell.partition(": ")
        if colon and _PLACES.fullmatch(head):
            return Span(start + len(head) + len(colon), start + len(cell))
        start += len(cell) + len(CELLS)
    return Span(0, 0)
