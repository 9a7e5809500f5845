"""Evidence: what was found is proved against the index before it is shown."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.errors import MismatchError
from cmp_search.index.base import Index
from cmp_search.index.engines import open_index
from cmp_search.orientation.facts import FactSource, Quote
from cmp_search.overview.choice import Attributed
from cmp_search.overview.evidence import evidence
from cmp_search.overview.overview import make_overview
from tests.raising import raises_code


@pytest.fixture
def opened(index: Path) -> Iterator[Index]:
    found = open_index(str(index))
    yield found
    found.close()


def test_a_finding_gets_its_sentence_and_its_citation(opened: Index) -> None:
    (card,) = [
        card
        for card in make_overview(opened.orientations(), "en").groups
        if card.group.fact.name.text == "Lens Working Group"
    ]
    (chair,) = card.chairs
    proofs = evidence(opened, [chair, card.group, chair])
    proof = proofs[chair.fact.source]
    assert proof.sentence == "Ottoline Quickwater\nKeeper of the Northern Lens\nInstitute of Fog"
    assert (proof.language, proof.citation.document) == ("en", "harbour-2021")
    assert proof.citation.section[-1] == "Lens Working Group"
    assert set(proofs) == {chair.fact.source, card.group.fact.source}


def test_what_does_not_stand_in_the_text_is_not_shown(opened: Index) -> None:
    card = make_overview(opened.orientations(), "en").groups[0]
    group = card.group.fact
    name = Quote("Spoon Working Group", group.name.start, group.name.end)
    for false in (
        replace(group, name=name),
        replace(group, source=FactSource("harbour-2021:0", group.source.sentence)),
        replace(group, source=replace(group.source, sentence=type(group.source.sentence)(0, 1))),
    ):
        with raises_code(MismatchError, "passage_false"):
            evidence(opened, [Attributed(card.group.entry, false)])
