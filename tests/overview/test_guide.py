"""The guide: all that it says is proved, in each language."""

from pathlib import Path
from typing import Any

import pytest

from cmp_search.index.engines import open_index
from cmp_search.overview.choice import Told
from cmp_search.overview.guide import make_guide
from cmp_search.words import interfaces, words_in


@pytest.mark.parametrize("language", interfaces())
def test_everything_that_the_guide_says_has_its_evidence(index: Path, language: str) -> None:
    generation = open_index(index)
    found = make_guide(generation, words_in(language))
    generation.close()
    overview = found.overview
    told: list[Told[Any]] = [*overview.definitions, *overview.chairs, *overview.others]
    told += [one for card in overview.groups for one in (card.group, *card.chairs)]
    told += [one for day in overview.days for one in day.told]
    told += [one.acronym for one in overview.meanings]
    told += [question.answer for question in found.questions]
    assert told
    assert found.questions
    assert {one.found.source for one in told} == set(found.evidence)
