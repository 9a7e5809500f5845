from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from cmp_search.documents.document import BlockKind, Document
from cmp_search.documents.passage import (
    COUNTED,
    Passage,
    PassageSettings,
    is_genuine,
    passages,
)
from cmp_search.documents.section import Section, sections
from cmp_search.encoders.fake import FakeEncoder
from tests.sample import heading, make_document, paragraph
from tests.strategies import documents, passage_settings

count_tokens = FakeEncoder().count_tokens
TEN = " ".join(["word"] * 9) + " end."
"""A sentence of ten tokens."""


def cut(document: Document, settings: PassageSettings | None = None) -> list[Passage]:
    return list(passages(document, count_tokens, settings or PassageSettings()))


def sizes(passage: Passage, document: Document) -> list[int]:
    return count_tokens([document.slice(span) for span in passage.sentences])


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


def lengths(pieces: list[int], settings: PassageSettings) -> list[int]:
    """Sentences in each passage of paragraphs that have so many sentences of ten tokens."""
    document = make_document([paragraph(" ".join([TEN] * count)) for count in pieces])
    return [len(passage.sentences) for passage in cut(document, settings)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([2, 2], [4]),
        ([5, 5], [5, 5]),
        ([3, 4], [3, 4]),
        ([8], [8]),
        ([9], [6, 3]),
        ([6, 1], [7]),
        ([8, 1], [8, 1]),
        ([6, 2], [6, 2]),
        ([1, 6], [1, 6]),
    ],
)
def test_how_paragraphs_are_put_together(pieces: list[int], expected: list[int]) -> None:
    """Up to 60 tokens, 80 where that keeps a block whole; less than 20 joins the one before."""
    assert lengths(pieces, PassageSettings(target=60, maximum=80, least=20)) == expected


def test_a_third_block_joins_only_a_short_passage() -> None:
    blocks = [paragraph(TEN)] * 6
    for settings, expected in (
        (PassageSettings(60, 80, 0, many=60), [6]),
        (PassageSettings(60, 80, 0, many=30), [3, 3]),
        (PassageSettings(60, 80, 0, many=10), [2, 2, 2]),
    ):
        found = cut(make_document(blocks), settings)
        assert [len(passage.sentences) for passage in found] == expected


def test_a_list_stays_with_the_line_that_introduces_it() -> None:
    blocks = [paragraph("They agreed on the following:"), *[paragraph(TEN)] * 4]
    assert len(cut(make_document(blocks), PassageSettings(60, 80, 0, many=10))) == 1


def test_a_line_that_introduces_a_list_moves_to_the_list() -> None:
    document = make_document(
        [paragraph(TEN), paragraph("We look at this:"), (BlockKind.ITEM, TEN[:-4] + "list.", 0)]
    )
    found = cut(document, PassageSettings(target=14, maximum=20, least=0))
    assert [passage.text for passage in found] == [TEN, f"We look at this:\n\n{TEN[:-4]}list."]
    assert [passage.paragraph for passage in found] == [1, 2]


def test_a_line_that_introduces_a_list_holds_more_than_the_target_together() -> None:
    document = make_document([paragraph(TEN), paragraph("We look at this:"), paragraph(TEN)])
    found = cut(document, PassageSettings(target=14, maximum=24, least=0))
    assert [passage.text for passage in found] == [document.text]


def test_a_sentence_that_is_too_long_is_cut_by_its_tokens_not_its_characters() -> None:
    crowded = "a " * 600 + "counterrevolutionaries " * 100
    document = make_document([paragraph(crowded)])
    found = cut(document)
    assert all(sum(sizes(passage, document)) <= PassageSettings().maximum for passage in found)
    assert " ".join(passage.text for passage in found) == crowded.strip()


def test_a_long_word_without_blanks_is_cut_where_it_must() -> None:
    def letters(texts: object) -> list[int]:
        return [len(text) for text in texts] if isinstance(texts, list) else []

    document = make_document([paragraph("x" * 100)])
    found = list(passages(document, letters, PassageSettings(30, 30, 0)))
    assert "".join(passage.text for passage in found) == "x" * 100
    assert all(len(passage.text) <= 30 for passage in found)


def test_empty_lines_within_a_long_block_leave_no_blanks_at_an_edge() -> None:
    block = "\n\n".join(["word " * 20] * 20)
    found = cut(make_document([(BlockKind.ROW, block, 0)]), PassageSettings(30, 40, 0))
    assert len(found) > 1
    assert all(passage.text == passage.text.strip() for passage in found)


def test_a_title_that_is_repeated_within_a_section_is_in_no_passage() -> None:
    title = (BlockKind.TITLE, "A title", 0)
    document = make_document([heading("Fog", 1), paragraph("One."), title, paragraph("Two.")])
    found = cut(document)
    assert [(p.text, p.paragraph, p.section) for p in found] == [
        ("One.", 1, ("Fog",)),
        ("Two.", 2, ("Fog",)),
    ]


def test_the_tokenizer_gets_bounded_texts_and_few_at_once() -> None:
    calls: list[list[int]] = []

    def counting(texts: Sequence[str]) -> list[int]:
        calls.append([len(text) for text in texts])
        return count_tokens(texts)

    document = make_document([paragraph("«" * 100_000), paragraph("Oars. " * 100_000)])
    found = list(passages(document, counting, PassageSettings()))
    assert max(map(max, calls)) <= COUNTED and max(map(sum, calls)) <= 600_000
    assert "".join("".join(one.text.split()) for one in found) == "".join(document.text.split())
