"""Events: meetings with a name of their own, to which others invite.

1. The name is what is capitalised right before the word for a meeting, and right after it if it is
   capitalised itself ("the Washington Nuclear Security Summit", "Cumbre de Washington").
2. Ordinals and words such as "annual" name nothing; nor does a word for a partnership alone.
3. It is the partnership's own if it has the name of a group or committee, a word of the text's
   title, or an acronym whose long form has one ("CMP Annual Meeting").
4. A summit, conference or forum without a name is another's, too; and so is a meeting given as an
   example ("workshops, such as the one held in May 2019"), unless its name says otherwise.
"""

import re
from collections.abc import Iterable

from cmp_search.documents.document import Document, Span
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import FUNCTION_WORDS, folded_words
from cmp_search.orientation.cue_words import ARTICLES, PARTNERSHIP
from cmp_search.orientation.facts import Acronym
from cmp_search.orientation.groups import GroupNames
from cmp_search.orientation.names import is_capital, name_before
from cmp_search.orientation.ordinals import meeting_kind, meeting_number

_AFTER = re.compile(
    r"(?:(?:\s(?:on|for|of|the|and|de|du|des|del|la|les?|el|los|las|sur|sobre|para|pour|et|y)"
    r"|\sd['’]|\sl['’])*\s?(?<=[\s'’])[A-ZÀ-Þ][\w’'&-]*)+"
)
_PLAIN = frozenset(
    "annual plenary regular ordinary extraordinary bilateral joint general virtual last "
    "latest next "
    "annuel annuelle pleniere ordinaire extraordinaire bilaterale conjointe generale virtuelle "
    "derniere prochaine "
    "anual plenaria ordinaria extraordinaria bilateral conjunta ultima proxima".split()
)
"""Words that tell no meeting from those of others."""
_BODIES = frozenset(
    "group committee subcommittee commission party force groupe comite commission grupo subgrupo "
    "subcomite comision mesa table".split()
)
"""Words in the names of groups and committees."""
_EXAMPLE = re.compile(
    r"e\.\s?g\.|(?<!\w)(?:such\sas|for\sexample|par\sexemple|tel(?:le)?s?\sque|por\sejemplo"
    r"|tales\scomo)(?!\w)",
    re.IGNORECASE,
)
_OF_OTHERS = frozenset(("summit", "conference", "forum"))
"""Kinds of meetings that a partnership rarely has itself."""
NEAR = 20
"""Most characters between a word for a meeting and the words that make it an example."""
LEAST_LETTERS = 4
"""Least letters of a word of a title that may stand for the partnership."""


def own_words(document: Document, acronyms: Iterable[Acronym]) -> frozenset[str]:
    """The folded words that stand for the partnership of a text (rule 3)."""
    title = frozenset(
        word for word in folded_words(document.entry.title) if len(word) >= LEAST_LETTERS
    ) - (PARTNERSHIP | _PLAIN)
    shorts = (
        fold(acronym.short.text)
        for acronym in acronyms
        if not (PARTNERSHIP.isdisjoint(folded_words(acronym.long.text)))
        and not title.isdisjoint(folded_words(acronym.long.text))
    )
    return title | frozenset(shorts)


def event_of_others(
    text: str, noun: Span, limit: int, own: frozenset[str], names: GroupNames
) -> Span | None:
    """The name of the event around a word for a meeting, if it is not the partnership's.

    The name ends before `limit`, where the date begins.
    """
    before = name_before(text, noun.start)
    start, end = before.start if before else noun.start, noun.end
    first = text[start : noun.end].split(maxsplit=1)[0]
    if start < noun.start and fold(first) in ARTICLES:
        start += len(first) + 1
    if is_capital(text[noun.start : noun.end]):
        after = _AFTER.match(text, noun.end, limit)
        end = after.end() if after else noun.end
    if re.search(rf"(?<!\w)(?:{names.pattern})(?!\w)", text[start:end]):
        return None
    around = f"{text[start : noun.start]} {text[noun.end : end]}"
    named = frozenset(
        word for word in folded_words(around) if not meeting_number(f"{word} meeting")
    )
    named -= FUNCTION_WORDS | _PLAIN
    if not named.isdisjoint(own | _BODIES):
        return None
    kind = meeting_kind(text[noun.start : noun.end])
    example = _EXAMPLE.search(text, max(0, noun.start - NEAR), noun.end + NEAR)
    others = named - PARTNERSHIP or example or (not named and kind in _OF_OTHERS)
    return Span(start, end) if others else None
