"""The guide: the overview, the first questions, and the evidence for both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cmp_search.index.base import Index
from cmp_search.locales import Messages
from cmp_search.orientation.facts import FactSource
from cmp_search.overview.choice import Attributed
from cmp_search.overview.evidence import Evidence, Fact, evidence
from cmp_search.overview.overview import Overview, make_overview
from cmp_search.overview.questions import FirstQuestion, first_questions


@dataclass(frozen=True, slots=True)
class Guide:
    """What a newcomer is shown of an index in one language; every fact is verified."""

    overview: Overview
    questions: tuple[FirstQuestion, ...]
    evidence: Mapping[FactSource, Evidence]


def make_guide(index: Index, messages: Messages) -> Guide:
    """The guide in the language of these messages.

    Raises:
        MismatchError: as `evidence`.
    """
    overview = make_overview(index.orientations(), messages.language)
    questions = tuple(first_questions(overview, messages))
    return Guide(overview, questions, evidence(index, _shown_facts(overview, questions)))


def _shown_facts(
    overview: Overview, questions: Iterable[FirstQuestion]
) -> Iterator[Attributed[Fact]]:
    """All facts that are shown, and so must be verified."""
    yield from overview.definitions
    for card in overview.groups:
        yield card.group
    for seat in (*overview.whole, *(seat for card in overview.groups for seat in card.seats)):
        yield from seat.newest
        yield from seat.older
    yield from overview.other_groups
    for day in (*overview.days, *overview.events):
        yield from day.meetings
    yield from (meaning.acronym for meaning in overview.meanings)
    yield from (question.answer for question in questions)
