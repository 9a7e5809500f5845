"""The guide: the overview, the first questions, and the evidence of all that they say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cmp_search.index.base import Index
from cmp_search.orientation.found import Source
from cmp_search.overview.choice import Told
from cmp_search.overview.evidence import Evidence, Finding, evidence
from cmp_search.overview.overview import Overview, make_overview
from cmp_search.overview.questions import FirstQuestion, first_questions
from cmp_search.words import Words


@dataclass(frozen=True, slots=True)
class Guide:
    """What a newcomer is shown of an index in one language; every line of it is proved."""

    overview: Overview
    questions: tuple[FirstQuestion, ...]
    evidence: Mapping[Source, Evidence]


def make_guide(index: Index, words: Words) -> Guide:
    """The guide for a reader of the language of these words.

    Raises:
        MismatchError: as `evidence`.
    """
    overview = make_overview(index.orientations(), words.language)
    questions = tuple(first_questions(overview, words))
    return Guide(overview, questions, evidence(index, _findings(overview, questions)))


def _findings(overview: Overview, questions: Iterable[FirstQuestion]) -> Iterator[Told[Finding]]:
    """All that is shown, and so has to be proved."""
    yield from overview.definitions
    yield from overview.chairs
    for card in overview.groups:
        yield card.group
        yield from card.chairs
    yield from overview.others
    for day in overview.days:
        yield from day.told
    yield from (meaning.acronym for meaning in overview.meanings)
    yield from (question.answer for question in questions)
