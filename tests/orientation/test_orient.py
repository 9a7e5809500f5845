"""What holds of all that is found, in any text; and what is found in the shipped digests."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.documents.source import scan_corpus
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.orientation.facts import Orientation, Quote
from cmp_search.orientation.orient import orient
from cmp_search.orientation.units import units
from cmp_search.readers import read_document
from tests.conftest import CHECKOUT
from tests.sample import Piece, heading, make_document, paragraph
from tests.strategies import documents

_WORDS = st.sampled_from(
    "The Lens Working Group (LWG) Comité Grupo de Trabajo sobre Groupe travail sur les on and "
    "Co-Chair coprésidente Ana López, Minister of Fog met in Ottawa on 3 May 2019 2–4 mai 2019 was "
    "held meeting ; : . [ABC] (ABC, ou DEF en anglais) Ministry Energy ’s launched is a –".split()
)
_PROSE = st.lists(_WORDS, min_size=1, max_size=40).map(" ".join)
_PIECES: st.SearchStrategy[Piece] = st.one_of(
    _PROSE.map(paragraph),
    _PROSE.map(lambda words: (BlockKind.ITEM, words, 0)),
    _PROSE.map(lambda words: (BlockKind.ROW, words.replace(";", "|"), 0)),
    _PROSE.map(lambda words: paragraph(words.replace(",", "\n"))),
    st.tuples(st.just(BlockKind.HEADING), _PROSE, st.integers(1, 4)),
)
_TALES = st.builds(
    make_document, st.lists(_PIECES, max_size=8), st.sampled_from(["en", "fr", "es"])
)
COUNT_TOKENS = FakeEncoder().count_tokens


def findings(orientation: Orientation) -> Iterator[Any]:
    for kind in fields(orientation):
        yield from getattr(orientation, kind.name)


@given(st.one_of(documents, _TALES))
def test_all_that_is_found_is_a_slice_with_its_passage_and_sentence(document: Document) -> None:
    cut = list(passages(document, COUNT_TOKENS, PassageSettings()))
    by_id = {passage.id: passage for passage in cut}
    for found in findings(orient(document, cut)):
        assert found.source.sentence in by_id[found.source.passage].sentences
        for field in fields(found):
            held = getattr(found, field.name)
            if isinstance(held, Quote):
                assert document.text[held.start : held.end] == held.text == held.text.strip() != ""


@given(documents)
def test_each_sentence_of_each_passage_is_a_unit_of_its_block(document: Document) -> None:
    cut = list(passages(document, COUNT_TOKENS, PassageSettings()))
    found = list(units(document, cut))
    assert [unit.span for unit in found] == [span for one in cut for span in one.sentences]
    for unit in found:
        assert unit.block.start <= unit.span.start and unit.span.end <= unit.block.end
        assert all(above.start < unit.span.start for above in unit.headings)
        assert unit.whole == (unit.text == document.slice(unit.block).strip())


def test_the_headings_of_a_unit_are_those_it_stands_under() -> None:
    document = make_document(
        [heading("A", 1), heading("B", 2), paragraph("One."), heading("C", 2), paragraph("Two.")]
    )
    cut = list(passages(document, COUNT_TOKENS, PassageSettings()))
    above = [[document.slice(h) for h in unit.headings] for unit in units(document, cut)]
    assert above == [["A", "B"], ["A", "C"]]


@pytest.fixture(scope="module")
def digests() -> dict[str, Orientation]:
    """What is found in each text of the shipped corpus."""
    read = [read_document(source) for source in scan_corpus(CHECKOUT / "corpus")]
    return {
        document.id: orient(document, list(passages(document, COUNT_TOKENS, PassageSettings())))
        for document in read
    }


def test_the_digest_of_the_annual_report_names_its_groups_and_people(
    digests: dict[str, Orientation],
) -> None:
    found = digests["cmp-2019-digest"]
    own = [group.name.text for group in found.groups if group.own]
    assert len(own) == 8 and all("Working Group" in name for name in own)
    chairs = [(chair.person.text, chair.group and chair.group.text) for chair in found.chairs]
    assert len(set(chairs)) == 20
    assert ("Velvet Rosemberg Fuentes", "Energy Working Group") in chairs
    assert ("José Rafael Jabalera Batista", "Mining Working Group") in chairs
    assert [name for name, group in chairs if group is None] == ["Jesús Seade", "Michael Grant"]


def test_the_digest_of_the_annual_report_dates_its_meetings(
    digests: dict[str, Orientation],
) -> None:
    found = digests["cmp-2019-digest"].meetings
    annual = [m for m in found if m.place and m.when.text.endswith(("18", "19")) and m.days]
    assert {m.place.text for m in annual if m.place} == {"Ottawa, Ontario", "Mexico City"}
    assert len({(m.first, m.last) for m in found}) == 23


def test_the_digests_say_what_their_acronyms_mean(digests: dict[str, Orientation]) -> None:
    longs = {
        (id.rpartition(".")[2], acronym.short.text): acronym.long.text
        for id, found in digests.items()
        for acronym in found.acronyms
    }
    assert longs["cmp-2019-digest", "CONAFOR"] == "National Forestry Commission"
    assert longs["fr", "NAFTA"] == longs["fr", "ALENA"] == "Accord de libre-échange nord-américain"
    assert longs["es", "CMP"] == "Alianza México-Canadá"
    assert {d.short for found in digests.values() for d in found.definitions} >= {"CMP"}
