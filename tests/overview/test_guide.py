"""The guide: all that it says is proved, in each language."""

from pathlib import Path
from typing import Any

import pytest

from cmp_search.index.engines import open_index
from cmp_search.locales import interfaces, messages_for
from cmp_search.overview.choice import Attributed
from cmp_search.overview.guide import make_guide


@pytest.mark.parametrize("language", interfaces())
def test_everything_that_the_guide_says_has_its_evidence(index: Path, language: str) -> None:
    generation = open_index(str(index))
    found = make_guide(generation, messages_for(language))
    generation.close()
    overview = found.overview
    told: list[Attributed[Any]] = [*overview.definitions, *overview.other_groups]
    told += [one for seat in overview.whole for one in (*seat.newest, *seat.older)]
    told += [one for card in overview.groups for one in (card.group, *card.chairs)]
    told += [one for card in overview.groups for seat in card.seats for one in seat.older]
    told += [one for day in (*overview.days, *overview.events) for one in day.meetings]
    told += [one.acronym for one in overview.meanings]
    told += [question.answer for question in found.questions]
    assert told
    assert found.questions
    assert {one.fact.source for one in told} == set(found.evidence)
