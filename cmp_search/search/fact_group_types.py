"""Types of groups, by the words for them in the three languages."""

import re
from enum import StrEnum

from cmp_search.language.terms import folded_words


class GroupType(StrEnum):
    """Types of groups; a committee is no working group."""

    ANY = ""
    GROUP = "group"
    COMMITTEE = "committee"
    OTHER = "other"


GROUP_WORDS = {
    GroupType.COMMITTEE: re.compile(
        r"\b(?:(?:sub ?|sous )?(?:committees?|comites?)|subcomites?|commissions?"
        r"|comisi(?:on|ones))\b"
    ),
    GroupType.OTHER: re.compile(r"\b(?:councils?|conseils?|consejos?|boards?|task forces?)\b"),
    GroupType.GROUP: re.compile(
        r"\b(?:(?:working |expert )?groups?|working part(?:y|ies)"
        r"|(?:sous )?groupes?(?: de travail)?"
        r"|tables?(?: de travail)?|(?:sub)?grupos?(?: de trabajo)?|mesas?(?: de trabajo)?)\b"
    ),
}
"""The words for groups, by type, in the order in which they are looked for."""


def type_in(folded: str) -> GroupType:
    """The type of group that folded words name; any if none."""
    return next(
        (kind for kind, words in GROUP_WORDS.items() if words.search(folded)), GroupType.ANY
    )


def group_type(name: str) -> GroupType:
    """The type of a group, by its name."""
    return type_in(" ".join(folded_words(name)))
