"""First questions: made of what was found, so that their answers are known to be in the texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from cmp_search.locales import Messages
from cmp_search.orientation.facts import Acronym, Chair, Definition, Meeting
from cmp_search.overview.choice import Attributed
from cmp_search.overview.overview import Overview

GROUPS = 2
"""Groups that are asked about, at most."""


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """A question, and what was found that answers it."""

    text: str
    answer: Attributed[Acronym | Chair | Definition | Meeting]


def first_questions(overview: Overview, messages: Messages) -> Iterator[FirstQuestion]:
    """Questions about each kind of thing that was found, in the reader's language."""
    for definition in overview.definitions[:1]:
        yield FirstQuestion(messages("start.ask_what", name=definition.fact.short), definition)
    chaired = [card for card in overview.groups if card.chairs]
    # A group with an acronym is one that the texts have more to say of.
    for card in sorted(chaired, key=lambda card: not card.acronym)[:GROUPS]:
        asked = messages("start.ask_chair", group=card.group.fact.name.text)
        yield FirstQuestion(asked, card.chairs[0])
    placed = [day for day in overview.days if day.days and day.place]
    for day in placed[-1:]:
        telling = next(one for one in day.meetings if one.fact.place)
        asked = messages("start.ask_where", date=messages.days(day.first, day.last))
        yield FirstQuestion(asked, telling)
    known = {definition.fact.short for definition in overview.definitions}
    known |= {card.acronym for card in overview.groups}
    left = [one for one in overview.meanings if one.acronym.fact.short.text not in known]
    for meaning in sorted(left, key=lambda one: -one.uses)[:1]:
        short = meaning.acronym.fact.short.text
        yield FirstQuestion(messages("start.ask_acronym", acronym=short), meaning.acronym)
