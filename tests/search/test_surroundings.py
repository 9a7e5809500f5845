from hypothesis import given

from cmp_search.document import Document
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.passage import PassageSettings, passages
from cmp_search.search.surroundings import REACH, surroundings
from cmp_search.section import sections
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents, passage_settings

count_tokens = FakeEncoder().count_tokens


@given(documents, passage_settings)
def test_they_hold_the_passage_and_stay_in_its_section(
    document: Document, settings: PassageSettings
) -> None:
    homes = sections(document)
    for passage in passages(document, count_tokens, settings):
        around = surroundings(document, passage)
        assert around.start <= passage.start and passage.end <= around.end
        (home,) = [s for s in homes if s.start <= passage.start and passage.end <= s.end]
        assert around.start >= home.blocks[0].start and around.end <= home.blocks[-1].end


def test_a_short_section_is_shown_whole_without_its_heading() -> None:
    document = make_document([heading("Fog", 1), *map(paragraph, ["One.", "Two.", "Three."])])
    middle = list(passages(document, count_tokens, PassageSettings(1, 1, 0)))[1]
    assert document.slice(surroundings(document, middle)) == "One.\n\nTwo.\n\nThree."


def test_a_long_section_is_cut_between_blocks_within_reach() -> None:
    blocks = [f"{i} " + "word " * 100 + "end." for i in range(40)]
    document = make_document([paragraph(text) for text in blocks])
    found = list(passages(document, count_tokens, PassageSettings(1, 200, 0)))
    passage = found[20]
    around = surroundings(document, passage)
    starts = {block.start for block in document.blocks}
    ends = {block.end for block in document.blocks}
    assert around.start in starts and around.end in ends
    assert 0 < passage.start - around.start <= REACH
    assert 0 < around.end - passage.end <= REACH
