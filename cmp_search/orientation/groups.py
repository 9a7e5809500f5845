"""Groups: working groups and committees, by the type words of each language.

1. A line of its own, that is, a heading or list item, is a group's name if it begins with the type
   ("Working Group on Mining", "Groupe de travail sur les mines") or, in English, ends with it
   ("Mining Working Group"), and the rest is a name: no verb, no punctuation that ends a clause, not
   only acronyms, no first word such as "new". An acronym in brackets may follow, in an item also a
   colon and more. "Comité de suivi" and the like are names as they are.
2. An acronym's long form is a group's name by the same rule.
3. Within a sentence the name is a run of capitalised words next to the type; if its extent is not
   clear, it is skipped.
4. Names that differ only in word order and type words are one group ("Working Group on Human
   Capital"); so is, within a text, a name that ends with another group's ("CMP Mining Working
   Group"). A heading is preferred, then an item, an acronym, a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from cmp_search.documents.document import Block, BlockKind, Document, Span
from cmp_search.language.normalisation import fold, fold_word
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.cue_words import ARTICLES, CONJUNCTIONS, SENTENCE_VERBS
from cmp_search.orientation.facts import Acronym, FactSource, Group, Quote
from cmp_search.orientation.names import clause_before, is_capital
from cmp_search.orientation.units import Unit, after_numbering, quote

_ENGLISH = (
    r"(?:Working\s(?:Group|Party)|(?:Sub-?)?Committee|Task\sForce|(?:Expert|Steering)\sGroup)"
)
_OTHERS = (
    r"(?:(?:Sous-)?Groupe\s(?:de\stravail|d['’]experts|technique)|Sous-groupe|(?:Sous-)?Comité"
    r"|Table\s(?:de\stravail|sectorielle)|(?:Subg|G)rupo\sde\s(?:Trabajo|Expertos)|Subgrupo"
    r"|Grupo\sTécnico|Subcomité|Mesa(?:\s(?:de\sTrabajo|Técnica|Sectorial))?(?!\s[Rr]edonda)"
    r"|Table\sde\sconcertation)"
)
_ARTICLE = r"(?:(?:the|les?|la|el|los|las)\s|l['’])"
_LINK = rf"(?:(?:sur|pour|sobre|para|des?|du|del|en)\s{_ARTICLE}?|d['’])"
_BEFORE = re.compile(rf"(?P<rest>.+)\s{_ENGLISH}", re.IGNORECASE)
_AFTER = re.compile(rf"{_ENGLISH}\s(?:on|for)\s(?P<rest>.+)", re.IGNORECASE)
_LINKED = re.compile(rf"{_OTHERS}\s{_LINK}(?P<rest>.+)", re.IGNORECASE)
_BESIDE = re.compile(rf"{_OTHERS}\s(?P<rest>[A-ZÀ-Þ].+)")
_QUOTED = re.compile(rf"{_OTHERS}\s[«“\"]\s?(?P<rest>[A-ZÀ-Þ][^«»“”\"]+?)\s?[»”\"]", re.IGNORECASE)
_COMPLETE = re.compile(
    r"(?:Sous-)?Comité\s(?:de\s(?:pilotage|suivi|direction|coordination|seguimiento|dirección"
    r"|coordinación)|directeur|mixte|conjoint|exécutif|technique|directivo|mixto|conjunto|ejecutivo"
    r"|técnico)(?!\w)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<!\s)\s*+[(\[][^()\[\]]{2,12}[)\]]\s*$")
MAX_NAME_WORDS = 12
"""Most words of a group's name."""
MAX_NAME = 300
"""Most characters of a group's name."""
_RUN = (
    rf"(?:(?:\s(?:and|on|y|e|et|de|del|la)){{0,{MAX_NAME_WORDS}}}"
    rf"\s[A-ZÀ-Þ][\w’'&-]*){{1,{MAX_NAME_WORDS + 1}}}"
)
"""Words with a capital; of more than a name may have, one more than that."""
_IN_SENTENCE = re.compile(rf"(?<!\w)(?:(?P<english>{_ENGLISH})|{_OTHERS})(?![\w-])")
_RUN_ENGLISH = re.compile(rf"\s(?:on|for){_RUN}")
_RUN_OTHERS = re.compile(rf"\s{_LINK}?[A-ZÀ-Þ][\w’'&-]*(?:{_RUN})?")
_GOES_ON = re.compile(r",\s[A-ZÀ-Þ]|\s(?:on|for|sobre|para|sur|pour|and|y|e|et)\s")
_LINES = (BlockKind.ITEM, BlockKind.PARAGRAPH)
_COLON = re.compile(r"\s?:\s")
_TOKEN = re.compile(r"[^\s,]+|,")
_TYPE_WORDS = frozenset(
    "working group party sub committee subcommittee task force expert steering groupe travail "
    "experts sous comite grupo trabajo expertos subcomite subgrupo mesa tecnica tecnico technique "
    "sectorial sectorielle table".split()
)
_DULL = frozenset(
    "new other current former next first nouveau autre actuel premier nuevo otro primer".split()
)
MAX_GROUPS = 300
"""Most groups of one text; a text that names more is a list of something else."""


def find_groups(
    document: Document, units: Sequence[Unit], acronyms: Iterable[Acronym]
) -> tuple[Group, ...]:
    """The groups that a text names, each once, from the preferred place of rule 4."""
    found: dict[frozenset[str], Group] = {}
    own = chain(_headings(document, units), named_lines(units), _from_acronyms(acronyms))
    for group in islice(own, MAX_GROUPS):
        found.setdefault(group_key(group.name.text), group)
    ends = tuple(f" {fold(group.name.text)}" for group in found.values())
    for group in islice(_in_sentences(units), MAX_GROUPS):
        if not fold(group.name.text).endswith(ends):
            found.setdefault(group_key(group.name.text), group)
    return tuple(sorted(found.values(), key=lambda group: group.name.start))


def group_key(name: str) -> frozenset[str]:
    """The words that identify a group: those of its name without the type words."""
    return frozenset(folded_words(name)) - FUNCTION_WORDS - _TYPE_WORDS


@dataclass(frozen=True, slots=True)
class GroupNames:
    """The names of a text's groups and their acronyms: a pattern for them, and each one's key."""

    pattern: str
    keys: Mapping[str, frozenset[str]]

    def only(self, document: Document, part: Span | Quote) -> Quote | None:
        """The first name of the one group that a part of a document names; None if of several."""
        text = document.text[part.start : part.end]
        found = list(re.finditer(rf"(?<!\w)(?:{self.pattern})(?!\w)", text))
        if len({self.keys[match[0]] for match in found}) != 1:
            return None
        start, end = found[0].span()
        return quote(document, Span(part.start + start, part.start + end))


def group_names(groups: Iterable[Group], acronyms: Iterable[Acronym]) -> GroupNames:
    """The names of groups, and the acronyms that stand for them."""
    keys = {group.name.text: group_key(group.name.text) for group in groups}
    known = set(keys.values())
    for acronym in acronyms:
        key = group_key(acronym.long.text)
        if key in known and _is_name(acronym.long.text):
            keys[acronym.long.text] = keys[acronym.short.text] = key
    ordered = sorted(keys, key=lambda name: (-len(name), name))
    return GroupNames("|".join(map(re.escape, ordered)) or "(?!)", keys)


def group_name(line: str) -> Span | None:
    """Rule 1: the group name that makes up a line, or None."""
    start, end = after_numbering(line), len(line.rstrip(" ,;"))
    acronym = _ACRONYM.search(line, start, end)
    end = acronym.start() if acronym else end
    return Span(start, end) if _is_name(line[start:end]) else None


def with_groups(units: Iterable[Unit]) -> Iterator[Unit]:
    """Sentences with the group that they are about: of a heading, or of a line in place of one."""
    line: Quote | None = None
    of_heading: Quote | None = None
    headings: tuple[Block, ...] | None = None
    for unit in units:
        if unit.headings != headings:
            line, headings = None, unit.headings
            of_heading = _heading_group(unit.document, headings)
        if unit.whole and unit.block.kind is BlockKind.PARAGRAPH:
            name = group_name(unit.text)
            line = unit.quote(*name) if name else line
        yield replace(unit, group=line or of_heading)


def _heading_group(document: Document, headings: Sequence[Block]) -> Quote | None:
    for heading in reversed(headings):
        name = group_name(document.slice(heading))
        if name:
            return quote(document, Span(heading.start + name.start, heading.start + name.end))
    return None


def _is_name(name: str) -> bool:
    """Whether a text is, as a whole, the name of a group."""
    if len(name) > MAX_NAME or not name[:1].isupper():
        return False
    if _COMPLETE.fullmatch(name):
        return True
    patterns = (_AFTER, _LINKED, _QUOTED, _BESIDE, _BEFORE)
    match = next(filter(None, (pattern.fullmatch(name) for pattern in patterns)), None)
    if match is None or len(name.split()) > MAX_NAME_WORDS:
        return False
    words = folded_words(match["rest"])
    content = [w for w in match["rest"].split() if fold(w) not in FUNCTION_WORDS | _TYPE_WORDS]
    if all(word.isupper() for word in content) or any(sign in name for sign in ".:;|()[]?!\n"):
        return False
    barred = SENTENCE_VERBS | (FUNCTION_WORDS - CONJUNCTIONS if match.re is _BEFORE else set())
    return barred.isdisjoint(words) and _DULL.isdisjoint(words[:1])


def _headings(document: Document, units: Iterable[Unit]) -> Iterator[Group]:
    """Rule 1: headings, each with the first passage under it as its source."""
    sources: dict[Block, FactSource] = {}
    for unit in units:
        for heading in unit.headings:
            sources.setdefault(heading, unit.source)
    for heading, source in sources.items():
        name = group_name(document.slice(heading))
        if name:
            span = Span(heading.start + name.start, heading.start + name.end)
            yield Group(quote(document, span), True, source)


def named_lines(units: Iterable[Unit]) -> Iterator[Group]:
    """The groups of rule 1: list items, up to a colon, and lines in place of headings."""
    for unit in units:
        is_item = unit.block.kind is BlockKind.ITEM
        line = _COLON.split(unit.text, maxsplit=1)[0] if is_item else unit.text
        name = group_name(line) if unit.block.kind in _LINES and unit.whole else None
        if name:
            yield Group(unit.quote(*name), True, unit.source)


def _from_acronyms(acronyms: Iterable[Acronym]) -> Iterator[Group]:
    """Rule 2."""
    for acronym in acronyms:
        if _is_name(acronym.long.text):
            yield Group(acronym.long, True, acronym.source)


def _in_sentences(units: Iterable[Unit]) -> Iterator[Group]:
    """Rule 3."""
    for unit in units:
        for match in _COMPLETE.finditer(unit.text):
            if match[0][0].isupper():
                yield Group(unit.quote(*match.span()), False, unit.source)
        for match in _IN_SENTENCE.finditer(unit.text):
            start = _run_before(unit.text, match.start())
            end = _run_after(unit.text, match)
            if start is not None and end is not None and _is_name(unit.text[start:end]):
                yield Group(unit.quote(start, end), False, unit.source)


def _run_before(text: str, end: int) -> int | None:
    """Where the capitalised words before a type begin; None if they may begin further back."""
    start, listed = end, False
    tokens = list(_TOKEN.finditer(text, clause_before(text, end, MAX_NAME), end))
    for i in range(len(tokens) - 1, -1, -1):
        word = fold_word(tokens[i][0])
        if word in CONJUNCTIONS and start < end:
            listed = True
        elif word in FUNCTION_WORDS:
            capital = i > 0 and is_capital(tokens[i - 1][0]) and word not in ARTICLES
            return None if capital and start < end else start
        elif is_capital(tokens[i][0]):
            start = tokens[i].start()
        elif word != "," or not listed:
            break
    return start


def _run_after(text: str, match: re.Match[str]) -> int | None:
    """Where the capitalised words after a type end; None if the name may continue."""
    run = (_RUN_ENGLISH if match["english"] else _RUN_OTHERS).match(text, match.end())
    end = run.end() if run else match.end()
    return None if run and _GOES_ON.match(text, end) else end
