"""What is embedded for passages and sentences, and the arithmetic of their vectors."""

import numpy as np
import pytest

from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.embedding import (
    EncoderInput,
    document_inputs,
    embed,
    header,
    passage_inputs,
    sentence_inputs,
    telling_headings,
)
from tests.sample import heading, make_document, paragraph

PATH = ("Part", "Lens Group", "Co-Chair")


def test_a_passage_is_read_under_its_header() -> None:
    document = make_document([heading("Part", 1), heading("Fog", 2), paragraph("The lens shone.")])
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert header("A title", passage.section) == "A title › Part › Fog"
    read = EncoderInput("A title › Part › Fog\nThe lens shone.", 1)
    assert passage_inputs("A title", passage) == (read,)
    assert passage.text == "The lens shone."


@pytest.mark.parametrize(
    ("title", "section", "read"),
    [
        ("doc", ("Part",), "Part\nThe lens shone."),
        ("doc", (), "The lens shone."),
        ("Doc", (), "Doc\nThe lens shone."),
    ],
)
def test_a_title_that_is_only_the_files_name_is_not_read(
    title: str, section: tuple[str, ...], read: str
) -> None:
    document = make_document(
        [*(heading(text, 1) for text in section), paragraph("The lens shone.")]
    )
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert (passage.document, passage.section) == ("doc", section)
    assert passage_inputs(title, passage) == (EncoderInput(read, 1),)


@pytest.mark.parametrize(
    ("title", "section", "expected"),
    [("A", ("B", "C"), "A › B › C"), ("", ("B",), "B"), ("A", (), "A"), ("", (), "")],
)
def test_a_header_is_of_what_there_is(title: str, section: tuple[str, ...], expected: str) -> None:
    assert header(title, section) == expected


def test_a_sentence_is_read_alone_and_under_its_headings() -> None:
    assert sentence_inputs(PATH, "The lens shone.") == (
        EncoderInput("The lens shone.", 2),
        EncoderInput("Lens Group › Co-Chair: The lens shone.", 1),
    )
    assert sentence_inputs((), "The lens shone.") == (EncoderInput("The lens shone.", 2),)


def test_the_lines_of_a_contact_are_read_as_one_sentence() -> None:
    alone, headed = sentence_inputs(PATH, "Ottoline Quickwater\nKeeper")
    assert alone.text == "Ottoline Quickwater, Keeper. Co-Chair, Lens Group."
    assert headed.text == "Lens Group › Co-Chair: Ottoline Quickwater\nKeeper"


def test_a_heading_is_read_alone_after_the_sentences_of_the_first_passage_below() -> None:
    document = make_document(
        [paragraph("Oars."), heading("Fog", 1), paragraph("It shone."), paragraph("It rang.")]
    )
    cut = list(passages(document, FakeEncoder().count_tokens, PassageSettings(1, 100, 0)))
    assert [passage.section for passage in cut] == [(), ("Fog",), ("Fog",)]
    assert telling_headings(cut) == {cut[1].id: "Fog"}
    _, read = document_inputs(document, cut)
    assert read == [
        sentence_inputs((), "Oars."),
        sentence_inputs(("Fog",), "It shone."),
        (EncoderInput("Fog", 2),),
        sentence_inputs(("Fog",), "It rang."),
    ]


def test_a_heading_that_two_sections_share_is_not_read() -> None:
    group = [paragraph("It met."), heading("Results", 2), paragraph("Forty lenses.")]
    document = make_document([heading("Lens Group", 1), *group, heading("Bread Group", 1), *group])
    cut = list(passages(document, FakeEncoder().count_tokens, PassageSettings()))
    assert [*telling_headings(cut).values()] == ["Lens Group", "Bread Group"]


def test_a_vector_is_the_weighted_sum_of_its_inputs() -> None:
    encoder = FakeEncoder()
    one, two, three = encoder.encode_passages(["fog", "brass", "oil"])
    texts = [(EncoderInput("fog", 2), EncoderInput("brass", 1)), (EncoderInput("oil", 1),)]
    first, second = embed(texts, encoder)
    summed = 2 * one + 1 * two
    assert first == pytest.approx(summed / np.sqrt((summed**2).sum()))
    assert second == pytest.approx(three)
