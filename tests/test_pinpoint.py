"""Typed steps: what a heading counts, and how a step reads in each language."""

import pytest

from cmp_search.document import BlockKind
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.passage import PassageSettings, passages
from cmp_search.pinpoint import Step, StepKind, pinpoint, render_step
from tests.sample import heading, make_document, paragraph


def steps(*headings: str) -> tuple[Step, ...]:
    """The steps to the one passage under some headings."""
    document = make_document(
        [*(heading(h, i) for i, h in enumerate(headings, 1)), paragraph("Fog.")]
    )
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    return pinpoint(document, passage)


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("Part III Reports of the groups", StepKind.PART, "III"),
        ("Partie 2 : bilan", StepKind.PART, "2"),
        ("PARTE IV", StepKind.PART, "IV"),
        ("Chapitre 12", StepKind.CHAPTER, "12"),
        ("Capítulo II. Faros", StepKind.CHAPTER, "II"),
        ("II. Results", StepKind.SECTION, "II"),
        ("1) Sharing lamps", StepKind.SECTION, "1"),
        ("2.3 Brass", StepKind.SECTION, "2.3"),
        ("2.3.1. Brass", StepKind.SECTION, "2.3.1"),
        ("Theme 4: oil", StepKind.THEME, "4"),
        ("Tema 1. Aceite", StepKind.THEME, "1"),
        ("Article 27", StepKind.ARTICLE, "27"),
        ("Artículo 123.", StepKind.ARTICLE, "123"),
        ("Fracción VI", StepKind.FRACTION, "VI"),
        ("a) Lenses", StepKind.LETTER, "a"),
        ("Inciso c) Lentes", StepKind.LETTER, "c"),
        ("Lenses and lamps", StepKind.SECTION, ""),
        ("Partners of the exchange", StepKind.SECTION, ""),
        ("Civil works", StepKind.SECTION, ""),
    ],
)
def test_a_heading_is_typed_by_how_it_opens(words: str, kind: StepKind, number: str) -> None:
    step = steps(words)[0]
    assert step == Step(kind, number, number, words)


def test_the_steps_follow_the_section_path_and_end_with_the_paragraph() -> None:
    kinds = [step.kind for step in steps("Part I", "II. Results", "Lamps")]
    assert kinds == [StepKind.PART, StepKind.SECTION, StepKind.SECTION, StepKind.PARAGRAPH]


def test_a_passage_over_several_blocks_names_the_first_and_the_last() -> None:
    document = make_document([paragraph("One."), paragraph("Two."), paragraph("Three.")])
    whole, *_ = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert pinpoint(document, whole) == (Step(StepKind.PARAGRAPH, "1", "3"),)
    parted = list(passages(document, FakeEncoder().count_tokens, PassageSettings(1, 1, 0)))
    assert pinpoint(document, parted[2]) == (Step(StepKind.PARAGRAPH, "3", "3"),)


@pytest.mark.parametrize(
    ("words", "number"), [("3. Brass", "3"), ("b) Oil", "b"), ("iv) Fog", "iv")]
)
def test_a_numbered_item_is_a_step(words: str, number: str) -> None:
    document = make_document([(BlockKind.ITEM, words, 0)])
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert pinpoint(document, passage)[-1] == Step(StepKind.ITEM, number, number)


@pytest.mark.parametrize(
    ("step", "english", "french", "spanish"),
    [
        (Step(StepKind.PARAGRAPH, "5", "5"), "para 5", "au para 5", "párr. 5"),
        (Step(StepKind.PARAGRAPH, "5", "7"), "paras 5–7", "aux para 5–7", "párrs. 5–7"),
        (Step(StepKind.ITEM, "b", "b"), "item b", "au point b", "punto b"),
        (
            Step(StepKind.PAGE, "12", "12", pdf=(14, 14)),
            "p. 12 [PDF 14]",
            "à la p. 12 [PDF 14]",
            "p. 12 [PDF 14]",
        ),
        (Step(StepKind.PART, "I", "I", "Part I"), "Part I", "Part I", "Part I"),
    ],
)
def test_a_step_reads_in_each_language(step: Step, english: str, french: str, spanish: str) -> None:
    assert [render_step(step, code) for code in ("en", "fr", "es")] == [english, french, spanish]
    assert render_step(step, "de") == english
