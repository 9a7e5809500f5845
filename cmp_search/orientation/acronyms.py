"""Acronyms and what they stand for.

The rule is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 8, 2003:
1. A bracket holds a short form of at most two words and 2 to 10 characters; the long form stands
   before it, within the sentence, in at most min(n + 5, 2n) words for n characters. Where the
   bracket holds more than two words, the short form is the word before it.
2. The characters of the short form are looked for in the long form from right to left; the first
   one must begin a word. The shortest long form that holds them all is taken.
Where this departs from the paper, it does so to be sure or to serve three languages:
3. A short form has two capitals at least; accents do not count; no long form reaches over a sign
   that ends a clause (see `names`).
4. A long form begins with no function word, and two in three of the short form's capitals must
   begin words of it, in order. Where not all do, and a name right before the bracket reaches
   further back (see `names`), that name is taken, or nothing. So it is where the acronym is of
   another language, "Ministry of Energy (SENER)": the name must then be one of an institution, in
   capitals or, in French, from its head on ("ministère de l’Énergie").
5. A bracket may hold several, "(TLCAN, o NAFTA en inglés)": those after the first stand for the
   same; one that follows its own long form within the bracket stands for that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.cue_words import BODIES, CONJUNCTIONS, HEADS, ROLES, VERBS
from cmp_search.orientation.facts import Acronym
from cmp_search.orientation.names import clause_before, is_of_a_body, name_before
from cmp_search.orientation.units import Unit

SHORTEST, LONGEST = 2, 10
"""Characters of a short form."""
SHORTEST_OTHER = 3
"""Characters of an acronym of another language whose name is in small letters, at least."""
MOST_WORDS = 12
"""Words of such a name, at most."""
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,120})[)\]]")
_PART = re.compile(r"[^,;]+")
_LED = re.compile(r"\s*(?:(?:or|also|ou|o|u)\s+)?(?:(?:in|en)\s+[^\W\d_]+\s*:?\s+)?", re.IGNORECASE)
_LABEL = re.compile(r"\s+(?:(?:in|en)\s+|por sus siglas\b)[^,;]*$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_TOKEN = re.compile(r"[^\W_][\w&.-]*[^\W_]|[^\W_]")
_CASE = re.compile(r"['’]s?$")


def find_acronyms(units: Iterable[Unit], text: str) -> tuple[Acronym, ...]:
    """The acronyms that a text defines, each meaning once; `text` is the whole of it."""
    uses = Counter(match[0] for match in _TOKEN.finditer(text))
    found: dict[tuple[str, str], Acronym] = {}
    for unit in units:
        for short, long in definitions(unit.text, unit.document.entry.language):
            acronym = Acronym(
                unit.quote(*short), unit.quote(*long), uses[unit.text[slice(*short)]], unit.source
            )
            found.setdefault((acronym.short.text, fold(acronym.long.text)), acronym)
    return tuple(found.values())


def definitions(text: str, language: str) -> Iterator[tuple[Span, Span]]:
    """Steps 1 and 5: the pairs of short and long form in a sentence of a language."""
    for bracket in _BRACKET.finditer(text):
        long: Span | None = None
        within: Span | None = None
        for part in _PART.finditer(text, bracket.start(1), bracket.end(1)):
            start, end, labelled = _form(text, part)
            if not is_short(text[start:end]):
                within = Span(start, end)
                continue
            if within:
                own = long_form(text[start:end], text, within.end, within.start)
                within = None
            else:
                form = text[start:end]
                own = long = long or _long_before(form, text, bracket.start(), labelled, language)
            if own:
                yield Span(start, end), own
        before = _word_before(text, bracket.start())
        if long is None and before and len(folded_words(bracket[1])) > 2:
            own = _long_within(text, before, Span(*bracket.span(1)))
            if own:
                yield before, own


def _form(text: str, part: re.Match[str]) -> tuple[int, int, bool]:
    """A part of a bracket, without the words that say of which language it is if it has any."""
    led = _LED.match(text, *part.span())
    start = led.end() if led else part.start()
    label = _LABEL.search(text, start, part.end())
    end = label.start() if label else len(text[: part.end()].rstrip())
    return start, end, bool(label)


def is_short(form: str) -> bool:
    """Whether this may be a short form."""
    return (
        SHORTEST <= len(form) <= LONGEST
        and len(form.split()) <= 2
        and form[:1].isalnum()
        and len(_capitals(form)) >= 2
    )


def long_form(short: str, text: str, end: int, start: int = 0) -> Span | None:
    """Step 2 and rule 4: the long form that ends at `end` and begins at `start` or later.

    It is None where the characters are not there, or where too few of them begin words.
    """
    end = len(text[:end].rstrip())
    place = shortest_form(short, text, end, start)
    if place is None:
        return None
    long = text[place:end]
    most = min(len(short) + 5, 2 * len(short))
    if len(long) <= len(short) or len(long.split()) > most or short in _TOKEN.findall(long):
        return None
    if 3 * _fitting(short, long) < 2 * len(_capitals(short)):
        return None
    return _trimmed(text, Span(place, end))


def shortest_form(short: str, text: str, end: int, start: int = 0) -> int | None:
    """Step 2: where the shortest long form begins that holds the characters; None for nowhere."""
    letters = [fold(c) for c in short if c.isalnum()]
    place = end
    for i, letter in enumerate(reversed(letters), 1):
        place -= 1
        while place >= start and not (
            fold(text[place]) == letter and (i < len(letters) or _may_open(text, place))
        ):
            place -= 1
        if place < start:
            return None
    return place


def _long_before(form: str, text: str, end: int, labelled: bool, language: str) -> Span | None:
    """Rules 1, 3 and 4: the long form before a bracket."""
    end = len(text[:end].rstrip())
    found = None if labelled else long_form(form, text, end, clause_before(text, end))
    if found and _fitting(form, text[slice(*found)]) == len(_capitals(form)):
        return found
    run = name_before(text, end)
    if found and not (run and run.start < found.start):
        return found
    return _name_of(form, text, run) or (_headed(form, text, end) if language == "fr" else None)


def _name_of(form: str, text: str, name: Span | None) -> Span | None:
    """Rule 4: the name of an institution for an acronym whose letters do not fit it."""
    letters = [c for c in form if c.isalpha()]
    one = " " not in form and 2 * len(_capitals(form)) >= len(letters)
    if name is None or not one or _ROMAN.fullmatch(form):
        return None
    long = _trimmed(text, name)
    held = text[slice(*long)]
    if not (ROLES - BODIES).isdisjoint(folded_words(held)[:1]):
        heads = [found for found in _TOKEN.finditer(held) if fold(found[0]) in HEADS]
        long = Span(long.start + heads[-1].start(), long.end) if heads else long
        held = text[slice(*long)]
    return long if len(held.split()) > 1 and is_of_a_body(held) else None


def _headed(form: str, text: str, end: int) -> Span | None:
    """Rule 4: a name from its head on, for an acronym of three capitals or more."""
    tokens = list(_TOKEN.finditer(text, clause_before(text, end), end))[-MOST_WORDS:]
    heads = [token for token in tokens if fold(token[0]) in HEADS]
    if not heads or not form.isupper() or len(form) < SHORTEST_OTHER or _ROMAN.fullmatch(form):
        return None
    held = folded_words(text[heads[-1].start() : end])
    return Span(heads[-1].start(), end) if len(held) > 1 and VERBS.isdisjoint(held) else None


def _long_within(text: str, short: Span, bracket: Span) -> Span | None:
    """The long form that a bracket after its short form holds."""
    form = text[slice(*short)]
    held = re.split(r"\s[–—-]\s|[;:]", text[slice(*bracket)])[0]
    end = bracket.start + len(held)
    found = long_form(form, text, end, bracket.start)
    if found and found.start == bracket.start:
        return found
    name = name_before(text, end)
    return _name_of(form, text, name) if name and name.start == bracket.start else None


def _word_before(text: str, end: int) -> Span | None:
    found = list(_TOKEN.finditer(text, max(0, end - LONGEST - 2), end))
    if not found or text[found[-1].end() : end].strip() or not is_short(found[-1][0]):
        return None
    begins = found[-1].start() == 0 or not text[found[-1].start() - 1].isalnum()
    return Span(*found[-1].span()) if begins else None


def _capitals(form: str) -> list[str]:
    """The capitals of a short form, folded."""
    return [fold(c) for c in form if c.isupper()]


def _common(one: list[str], other: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(other) + 1)
    for a in one:
        last = 0
        for i, b in enumerate(other, 1):
            last, row[i] = row[i], last + 1 if a == b else max(row[i], row[i - 1])
    return row[-1]


def _fitting(short: str, long: str) -> int:
    """How many capitals of the short form begin words of the long form, in order."""
    initials = [w[0] for w in folded_words(long) if w in CONJUNCTIONS or w not in FUNCTION_WORDS]
    return _common(_capitals(short), initials)


def _may_open(text: str, place: int) -> bool:
    """Whether a word begins here that is no function word."""
    word = _TOKEN.match(text, place)
    begins = place == 0 or not text[place - 1].isalnum()
    return begins and not (word and fold(word[0]) in FUNCTION_WORDS)


def _trimmed(text: str, span: Span) -> Span:
    """A long form without function words before it and a possessive behind."""
    start, end = span
    while (first := text[start:end].split(None, 1))[1:] and fold(first[0]) in FUNCTION_WORDS:
        start = end - len(first[1])
    return Span(start, end - len(found[0]) if (found := _CASE.search(text[:end])) else end)
