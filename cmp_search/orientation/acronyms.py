"""Acronyms and what they stand for.

The rule is that of A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying
abbreviation definitions in biomedical text", Pacific Symposium on Biocomputing 8, 2003:
1. A bracket contains a short form of at most two words and 2 to 10 characters; the long form is
   before it, in the same sentence, at most min(n + 5, 2n) words for n characters. If the bracket
   contains more than two words, the short form is the word before it.
2. The characters of the short form are searched for in the long form from right to left; the first
   one must begin a word. The shortest long form that contains them all is taken.
Departures from the paper, for precision or for three languages:
3. A short form has at least two capitals; accents are ignored; no long form crosses punctuation
   that ends a clause (see `names`).
4. A long form does not begin with a function word, and two thirds of the short form's capitals must
   begin words of it, in order. If not all do, and a name right before the bracket reaches further
   back (see `names`), that name is taken, or nothing. The same goes for an acronym from another
   language, "Ministry of Energy (SENER)": the name must then be an institution's, in capitals or,
   in French, from its head word on ("ministère de l’Énergie").
5. A bracket may contain several short forms, "(TLCAN, o NAFTA en inglés)": they have the same
   meaning, except one that follows its own long form within the bracket.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from cmp_search.documents.document import Span
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.cue_words import (
    CONJUNCTIONS,
    INSTITUTION_HEADS,
    INSTITUTION_WORDS,
    ROLE_WORDS,
    SENTENCE_VERBS,
)
from cmp_search.orientation.facts import Acronym
from cmp_search.orientation.names import clause_before, is_institution, name_before, trimmed_end
from cmp_search.orientation.units import Unit

MIN_LENGTH, MAX_LENGTH = 2, 10
"""Characters of a short form, least and most."""
MIN_LENGTH_OTHER = 3
"""Least characters of another language's acronym whose name is in lower case."""
MAX_NAME_WORDS = 12
"""Most words of such a name."""
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,120})[)\]]")
_PART = re.compile(r"[^,;]+")
_LEAD = re.compile(
    r"\s*(?:(?:or|also|ou|o|u)\s+)?(?:(?:in|en)\s+[^\W\d_]+\s*:?\s+)?", re.IGNORECASE
)
_LABEL = re.compile(r"\s+(?:(?:in|en)\s+|por sus siglas\b)[^,;]*$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_TOKEN = re.compile(r"[^\W_][\w&.-]*[^\W_]|[^\W_]")
_POSSESSIVE = re.compile(r"['’]s?$")


def find_acronyms(
    units: Iterable[Unit], text: str, listed: Iterable[tuple[Unit, Span, Span]] = ()
) -> tuple[Acronym, ...]:
    """The acronyms of a whole text, each meaning once; `listed` are pairs from glossaries."""
    uses = Counter(match[0] for match in _TOKEN.finditer(text))
    found: dict[tuple[str, str], Acronym] = {}
    in_sentences = (
        (u, *pair) for u in units for pair in acronym_pairs(u.text, u.document.entry.language)
    )
    for unit, *forms in chain(in_sentences, listed):
        short, long = (unit.quote(*form) for form in forms)
        acronym = Acronym(short, long, uses[short.text], unit.source)
        found.setdefault((short.text, fold(long.text)), acronym)
    return tuple(found.values())


def acronym_pairs(text: str, language: str) -> Iterator[tuple[Span, Span]]:
    """Rules 1 and 5: the pairs of short and long form in a sentence."""
    for bracket in _BRACKET.finditer(text):
        long: Span | None = None
        within: Span | None = None
        for part in _PART.finditer(text, bracket.start(1), bracket.end(1)):
            start, end, labelled = _without_language(text, part)
            if not is_short(text[start:end]):
                within = Span(start, end)
                continue
            if within:
                own = long_form(text[start:end], text, within.end, within.start)
                within = None
            else:
                form = text[start:end]
                own = long = long or _long_form_before(
                    form, text, bracket.start(), labelled, language
                )
            if own:
                yield Span(start, end), own
        before = _word_before(text, bracket.start())
        if long is None and before and len(folded_words(bracket[1])) > 2:
            own = _long_form_within(text, before, Span(*bracket.span(1)))
            if own:
                yield before, own


def _without_language(text: str, part: re.Match[str]) -> tuple[int, int, bool]:
    """A part of a bracket without words that name its language, and whether it had any."""
    lead = _LEAD.match(text, *part.span())
    start = lead.end() if lead else part.start()
    label = _LABEL.search(text, start, part.end())
    end = label.start() if label else trimmed_end(text, part.end())
    return start, end, bool(label)


def is_short(form: str) -> bool:
    """Whether a text may be a short form."""
    return (
        MIN_LENGTH <= len(form) <= MAX_LENGTH
        and len(form.split()) <= 2
        and form[:1].isalnum()
        and len(_capitals(form)) >= 2
    )


def long_form(short: str, text: str, end: int, start: int = 0) -> Span | None:
    """Rules 2 and 4: the long form that ends at `end` and begins at `start` or later.

    None if it lacks characters of the short form, or too few of them begin words.
    """
    end = trimmed_end(text, end)
    place = shortest_form(short, text, end, start)
    if place is None:
        return None
    long = text[place:end]
    most = min(len(short) + 5, 2 * len(short))
    if len(long) <= len(short) or len(long.split()) > most or short in _TOKEN.findall(long):
        return None
    if 3 * _matching_initials(short, long) < 2 * len(_capitals(short)):
        return None
    return _trim(text, Span(place, end))


def shortest_form(short: str, text: str, end: int, start: int = 0) -> int | None:
    """Rule 2: the start of the shortest long form with all the characters, or None."""
    letters = [fold(c) for c in short if c.isalnum()]
    place = end
    for i, letter in enumerate(reversed(letters), 1):
        place -= 1
        while place >= start and not (
            fold(text[place]) == letter and (i < len(letters) or _may_begin(text, place))
        ):
            place -= 1
        if place < start:
            return None
    return place


def _long_form_before(form: str, text: str, end: int, labelled: bool, language: str) -> Span | None:
    """Rules 1, 3 and 4: the long form before a bracket."""
    end = trimmed_end(text, end)
    found = None if labelled else long_form(form, text, end, clause_before(text, end))
    if found and _matching_initials(form, text[slice(*found)]) == len(_capitals(form)):
        return found
    run = name_before(text, end)
    if found and not (run and run.start < found.start):
        return found
    from_head = _name_from_head(form, text, end) if language in ("fr", "es") else None
    if from_head and run and from_head.start < run.start:
        return from_head
    return _institution_name(form, text, run) or (from_head if language == "fr" else None)


def _institution_name(form: str, text: str, name: Span | None) -> Span | None:
    """Rule 4: an institution's name for an acronym whose letters do not match it."""
    letters = [c for c in form if c.isalpha()]
    is_acronym = " " not in form and 2 * len(_capitals(form)) >= len(letters)
    if name is None or not is_acronym or _ROMAN.fullmatch(form):
        return None
    long = _trim(text, name)
    words = text[slice(*long)]
    if not (ROLE_WORDS - INSTITUTION_WORDS).isdisjoint(folded_words(words)[:1]):
        heads = [token for token in _TOKEN.finditer(words) if fold(token[0]) in INSTITUTION_HEADS]
        long = Span(long.start + heads[-1].start(), long.end) if heads else long
        words = text[slice(*long)]
    return long if len(words.split()) > 1 and is_institution(words) else None


def _name_from_head(form: str, text: str, end: int) -> Span | None:
    """Rule 4: a name from its head word on, for an acronym of three capitals or more."""
    tokens = list(_TOKEN.finditer(text, clause_before(text, end), end))[-MAX_NAME_WORDS:]
    heads = [token for token in tokens if fold(token[0]) in INSTITUTION_HEADS]
    if not heads or not form.isupper() or len(form) < MIN_LENGTH_OTHER or _ROMAN.fullmatch(form):
        return None
    words = folded_words(text[heads[-1].start() : end])
    return (
        Span(heads[-1].start(), end)
        if len(words) > 1 and SENTENCE_VERBS.isdisjoint(words)
        else None
    )


def _long_form_within(text: str, short: Span, bracket: Span) -> Span | None:
    """The long form in a bracket after its short form."""
    form = text[slice(*short)]
    beginning = re.split(r"\s[–—-]\s|[;:]", text[slice(*bracket)])[0]
    end = bracket.start + len(beginning)
    found = long_form(form, text, end, bracket.start)
    if found and found.start == bracket.start:
        return found
    name = name_before(text, end)
    return _institution_name(form, text, name) if name and name.start == bracket.start else None


def _word_before(text: str, end: int) -> Span | None:
    tokens = list(_TOKEN.finditer(text, max(0, end - MAX_LENGTH - 2), end))
    if not tokens or text[tokens[-1].end() : end].strip() or not is_short(tokens[-1][0]):
        return None
    begins = tokens[-1].start() == 0 or not text[tokens[-1].start() - 1].isalnum()
    return Span(*tokens[-1].span()) if begins else None


def _capitals(form: str) -> list[str]:
    """The capitals of a short form, folded."""
    return [fold(c) for c in form if c.isupper()]


def _lcs_length(left: list[str], right: list[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for a in left:
        last = 0
        for i, b in enumerate(right, 1):
            last, row[i] = row[i], last + 1 if a == b else max(row[i], row[i - 1])
    return row[-1]


def _matching_initials(short: str, long: str) -> int:
    """How many capitals of the short form begin words of the long form, in order."""
    initials = [w[0] for w in folded_words(long) if w in CONJUNCTIONS or w not in FUNCTION_WORDS]
    return _lcs_length(_capitals(short), initials)


def _may_begin(text: str, place: int) -> bool:
    """Whether a word other than a function word begins here."""
    begins = place == 0 or not text[place - 1].isalnum()
    return begins and not ((w := _TOKEN.match(text, place)) and fold(w[0]) in FUNCTION_WORDS)


def _trim(text: str, span: Span) -> Span:
    """A long form without leading function words and trailing possessive."""
    start, end = span
    while (first := text[start:end].split(None, 1))[1:] and fold(first[0]) in FUNCTION_WORDS:
        start = end - len(first[1])
    found = _POSSESSIVE.search(text, max(start, end - len("’s")), end)
    return Span(start, found.start() if found else end)
