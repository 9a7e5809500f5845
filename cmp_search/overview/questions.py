"""First questions: made from facts found, so that the texts are known to answer them."""

from collections.abc import Iterator
from dataclasses import dataclass

from cmp_search.locales import Messages
from cmp_search.orientation.facts import Acronym, Chair, Definition, Meeting
from cmp_search.overview.choice import Attributed
from cmp_search.overview.overview import Overview

MAX_GROUPS = 2
"""Most groups to ask about."""


@dataclass(frozen=True, slots=True)
class FirstQuestion:
    """A question, and the fact that answers it."""

    text: str
    answer: Attributed[Acronym | Chair | Definition | Meeting]


def first_questions(overview: Overview, messages: Messages) -> Iterator[FirstQuestion]:
    """Questions about each kind of fact found, in the reader's language."""
    for definition in overview.definitions[:1]:
        yield FirstQuestion(messages("start.ask_what", name=definition.fact.short), definition)
    chaired = [card for card in overview.groups if card.chairs]
    # The texts have more to say about a group with an acronym.
    for card in sorted(chaired, key=lambda card: not card.acronym)[:MAX_GROUPS]:
        text = messages("start.ask_chair", group=card.group.fact.name.text)
        yield FirstQuestion(text, card.chairs[0])
    placed = [day for day in overview.days if day.days and day.place]
    for day in placed[-1:]:
        meeting = next(one for one in day.meetings if one.fact.place)
        text = messages("start.ask_where", date=messages.of_days(day.first, day.last))
        yield FirstQuestion(text, meeting)
    covered = {definition.fact.short for definition in overview.definitions}
    covered |= {card.acronym for card in overview.groups}
    others = [one for one in overview.meanings if one.acronym.fact.short.text not in covered]
    for meaning in sorted(others, key=lambda one: -one.uses)[:1]:
        short = meaning.acronym.fact.short.text
        yield FirstQuestion(messages("start.ask_acronym", acronym=short), meaning.acronym)
