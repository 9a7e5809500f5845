from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.passage import Passage, PassageSettings, is_genuine
from cmp_search.documents.section import Section, sections
from tests.documents.cutting import TEN, count_tokens, cut, sizes
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents, passage_settings


def by_section(document: Document, found: list[Passage]) -> list[tuple[Section, list[Passage]]]:
    """The passages of each section; one that lies in none would be missing."""
    return [
        (section, [p for p in found if section.start <= p.start and p.end <= section.end])
        for section in sections(document)
    ]


def neighbours(document: Document, held: list[Passage]) -> list[tuple[Passage, Passage]]:
    """The passages of a section that follow each other with no title between them."""
    pairs = pairwise(held)
    return [(p, q) for p, q in pairs if not document.text[p.end : q.start].strip()]


@given(documents, passage_settings)
def test_the_text_is_the_documents_slice(document: Document, settings: PassageSettings) -> None:
    for passage in cut(document, settings):
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text == passage.text.strip() != ""
        assert passage.document == document.id


@given(documents, passage_settings)
def test_no_passage_crosses_a_section(document: Document, settings: PassageSettings) -> None:
    found = cut(document, settings)
    grouped = by_section(document, found)
    assert [passage for _, held in grouped for passage in held] == found
    for section, held in grouped:
        for passage in held:
            assert passage.section == section.path
            block = section.blocks[passage.paragraph - 1]
            assert block.start <= passage.start < block.end


@given(documents, passage_settings)
def test_sentences_partition_the_words_of_a_passage(
    document: Document, settings: PassageSettings
) -> None:
    for passage in cut(document, settings):
        end = passage.start
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        for span in passage.sentences:
            assert not document.text[end : span.start].strip()
            assert document.slice(span) == document.slice(span).strip() != ""
            end = span.end


@given(documents, passage_settings)
def test_every_word_of_a_body_is_in_one_passage(
    document: Document, settings: PassageSettings
) -> None:
    held = [0] * len(document.text)
    for passage in cut(document, settings):
        for place in range(passage.start, passage.end):
            held[place] += 1
    body = [block for section in sections(document) for block in section.blocks]
    for block in body:
        for place in range(block.start, block.end):
            assert held[place] == 1 or (document.text[place].isspace() and held[place] == 0)
    for block in document.blocks:
        if block not in body:
            assert not any(held[block.start : block.end])


@given(documents, passage_settings)
def test_no_passage_is_larger_than_the_maximum(
    document: Document, settings: PassageSettings
) -> None:
    found = cut(document, settings)
    assert all(sum(sizes(passage, document)) <= settings.maximum for passage in found)
    assert all(count <= settings.maximum for count in count_tokens([p.text for p in found]))


@given(documents, passage_settings)
def test_a_line_that_introduces_stays_with_what_follows_where_both_fit(
    document: Document, settings: PassageSettings
) -> None:
    for _, held in by_section(document, cut(document, settings)):
        for passage, following in neighbours(document, held):
            first = document.slice(following.sentences[0])
            if passage.text.endswith(":") and not first.endswith(":"):
                both = sizes(passage, document)[-1] + sizes(following, document)[0]
                assert both > settings.maximum


@given(documents, passage_settings)
def test_a_short_rest_joins_the_passage_before_where_both_fit(
    document: Document, settings: PassageSettings
) -> None:
    for _, held in by_section(document, cut(document, settings)):
        for passage, following in neighbours(document, held):
            rest = sum(sizes(following, document))
            if rest < settings.least:
                assert sum(sizes(passage, document)) + rest > settings.maximum


@given(documents, passage_settings)
def test_ids_are_unique_stable_and_genuine(document: Document, settings: PassageSettings) -> None:
    found = cut(document, settings)
    ids = [passage.id for passage in found]
    assert len(set(ids)) == len(ids)
    assert ids == [passage.id for passage in cut(document, settings)]
    assert all(id.startswith(f"{document.id}:") for id in ids)
    assert all(map(is_genuine, found))


def test_an_id_does_not_change_with_what_stands_elsewhere() -> None:
    section = [heading("Fog", 1), paragraph("The lens was polished.")]
    alone = cut(make_document(section))
    later = cut(make_document([heading("Oil", 1), paragraph("Sunflowers grew."), *section]))
    assert alone[0].id == later[1].id
    assert alone[0].start != later[1].start


def test_the_same_words_in_the_same_section_get_numbered_ids() -> None:
    ids = [p.id for p in cut(make_document([paragraph(TEN)] * 3), PassageSettings(10, 10, 0))]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_a_passage_that_was_tampered_with_is_not_genuine() -> None:
    (passage,) = cut(make_document([heading("Fog", 1), paragraph("The lens was polished.")]))
    assert not is_genuine(replace(passage, text="The lens was scratched."))
    assert not is_genuine(replace(passage, section=("Oil",)))
    assert not is_genuine(replace(passage, document="other"))


def test_a_title_that_is_repeated_within_a_section_is_in_no_passage() -> None:
    title = (BlockKind.TITLE, "A title", 0)
    document = make_document([heading("Fog", 1), paragraph("One."), title, paragraph("Two.")])
    found = cut(document)
    assert [(p.text, p.paragraph, p.section) for p in found] == [
        ("One.", 1, ("Fog",)),
        ("Two.", 2, ("Fog",)),
    ]
