"""The map of the hits: nothing is lost or drawn twice, and shares are those of the text."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.documents.section import sections
from cmp_search.index.contents import Outline
from cmp_search.search.answer import Hit
from cmp_search.search.hit_map import MIN_SHARE, by_document, hit_map, relevance, stretches
from cmp_search.search.searcher import Searcher


@pytest.fixture(scope="module")
def hit(searcher: Searcher) -> Hit:
    return searcher.ask("Who polished the lenses?").hits[0]


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    length = draw(st.integers(1, 5_000))
    headings = draw(st.sets(st.integers(0, length - 1), max_size=60))
    return Outline(length, tuple(sorted(headings)))


def placed(hit: Hit, starts: list[int]) -> list[Hit]:
    """Copies of a hit at some places of its document, ranked in this order."""
    return [
        replace(hit, rank=rank, passage=replace(hit.passage, start=start, id=f"doc:{rank}"))
        for rank, start in enumerate(starts, 1)
    ]


@given(outlines(), st.data())
def test_stretches_cover_the_document_and_have_each_hit_once(
    hit: Hit, outline: Outline, data: st.DataObject
) -> None:
    starts = data.draw(st.lists(st.integers(0, outline.length - 1), max_size=20))
    hits = placed(hit, starts)
    drawn = stretches(outline, hits)
    assert sum(stretch.share for stretch in drawn) == pytest.approx(1)
    assert all(stretch.share > 0 for stretch in drawn)
    assert sorted(h.rank for s in drawn for h in s.hits) == [h.rank for h in hits]
    begin = 0.0
    for stretch in drawn:
        end = begin + stretch.share * outline.length
        for placed_hit in stretch.hits:
            assert begin - 1e-6 <= placed_hit.passage.start < end + 1e-6
        assert [placed_hit.rank for placed_hit in stretch.hits] == sorted(
            h.rank for h in stretch.hits
        )
        begin = end


@given(outlines(), st.data())
def test_only_sections_without_hits_are_merged(
    hit: Hit, outline: Outline, data: st.DataObject
) -> None:
    starts = data.draw(st.lists(st.integers(0, outline.length - 1), max_size=5))
    drawn = stretches(outline, placed(hit, starts))
    for first, second in pairwise(drawn):
        assert first.hits or second.hits or first.share >= MIN_SHARE
    for stretch in drawn:
        begun = {
            sum(h <= placed_hit.passage.start for h in outline.headings)
            for placed_hit in stretch.hits
        }
        assert len(begun) <= 1


@given(st.integers(1, 100))
def test_relevance_falls_with_the_rank_and_stays_above_nothing(count: int) -> None:
    heights = [relevance(rank, count) for rank in range(1, count + 1)]
    assert heights[0] == 1 and heights == sorted(set(heights), reverse=True) and heights[-1] > 0


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_documents_come_in_the_order_of_their_best_hits(hit: Hit, documents: list[str]) -> None:
    hits = [
        replace(hit, rank=rank, passage=replace(hit.passage, document=document))
        for rank, document in enumerate(documents, 1)
    ]
    groups = by_document(reversed(hits))
    assert sorted(one.rank for group in groups for one in group) == [one.rank for one in hits]
    assert [group[0].passage.document for group in groups] == list(dict.fromkeys(documents))
    for group in groups:
        assert [one.rank for one in group] == sorted(one.rank for one in group)


def test_the_map_of_an_answer_has_the_sections_that_were_hit(searcher: Searcher) -> None:
    hits = searcher.ask("Who polished the lenses?").hits
    drawn = hit_map(searcher.index, hits)
    assert [document.hits for document in drawn] == list(by_document(hits))
    for document in drawn:
        whole = searcher.index.document(document.hits[0].passage.document)
        lengths = {section.path: section.end - section.start for section in sections(whole)}
        for stretch in document.stretches:
            for placed_hit in stretch.hits:
                assert stretch.share == pytest.approx(
                    lengths[placed_hit.passage.section] / len(whole.text), rel=0.2
                )
