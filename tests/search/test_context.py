from hypothesis import given

from cmp_search.documents.document import Document
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.contents import Slice
from cmp_search.search.context import REACH, context_of
from cmp_search.search.searcher import Searcher
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents, passage_settings

count_tokens = FakeEncoder().count_tokens


@given(documents, passage_settings)
def test_a_context_includes_the_passage_and_ends_with_blocks(
    document: Document, settings: PassageSettings
) -> None:
    starts = {block.start for block in document.blocks}
    ends = {block.end for block in document.blocks}
    for passage in passages(document, count_tokens, settings):
        around = context_of(document, passage)
        assert around.start <= passage.start and passage.end <= around.end
        assert around.start in starts | {passage.start} and around.end in ends | {passage.end}
        assert passage.start - around.start <= REACH and around.end - passage.end <= REACH


def test_a_short_document_is_shown_whole() -> None:
    document = make_document([heading("Fog", 1), *map(paragraph, ["One.", "Two.", "Three."])])
    middle = list(passages(document, count_tokens, PassageSettings(1, 1, 0)))[1]
    assert document.slice(context_of(document, middle)) == "Fog\n\nOne.\n\nTwo.\n\nThree."


def test_a_long_document_is_cut_between_blocks_within_reach() -> None:
    blocks = [f"{i} " + "word " * 100 + "end." for i in range(40)]
    document = make_document([paragraph(text) for text in blocks])
    passage = list(passages(document, count_tokens, PassageSettings(1, 200, 0)))[20]
    around = context_of(document, passage)
    shown = [block for block in document.blocks if around.start <= block.start < around.end]
    assert [document.slice(block)[:2] for block in shown] == ["18", "19", "20", "21", "22"]


def test_a_passage_within_a_block_that_is_too_long_is_shown_alone() -> None:
    document = make_document([paragraph("word " * 3_000)])
    found = list(passages(document, count_tokens, PassageSettings()))
    middle = found[len(found) // 2]
    assert context_of(document, middle) == (middle.start, middle.end)


def test_an_excerpt_is_enough(searcher: Searcher) -> None:
    index = searcher.index
    for entry in index.entries():
        document = index.document(entry.id)
        for passage in index.passages_of(entry.id):
            first, last = max(passage.start - REACH, 0), passage.end + REACH
            (excerpt,) = index.excerpts([Slice(entry.id, first, last)])
            around = context_of(document, passage)
            assert context_of(excerpt, passage) == around
            assert excerpt.slice(around) == document.slice(around)
