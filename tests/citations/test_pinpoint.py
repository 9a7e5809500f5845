"""Typed steps: what a heading counts, and how a step reads in each language."""

import pytest

from cmp_search.citations.narrowing import narrowed
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep, pinpoint, render_step
from cmp_search.documents.document import BlockKind, Span
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from tests.sample import heading, make_document, paragraph


def steps(*headings: str) -> tuple[PinpointStep, ...]:
    """The steps to the one passage under some headings."""
    document = make_document(
        [*(heading(h, i) for i, h in enumerate(headings, 1)), paragraph("Fog.")]
    )
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    return pinpoint(document, passage)


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("Part III Reports of the groups", PinpointKind.PART, "III"),
        ("Partie 2 : bilan", PinpointKind.PART, "2"),
        ("PARTE IV", PinpointKind.PART, "IV"),
        ("Chapitre 12", PinpointKind.CHAPTER, "12"),
        ("Capítulo II. Faros", PinpointKind.CHAPTER, "II"),
        ("II. Results", PinpointKind.SECTION, "II"),
        ("1) Sharing lamps", PinpointKind.SECTION, "1"),
        ("2.3 Brass", PinpointKind.SECTION, "2.3"),
        ("2.3.1. Brass", PinpointKind.SECTION, "2.3.1"),
        ("Theme 4: oil", PinpointKind.THEME, "4"),
        ("Tema 1. Aceite", PinpointKind.THEME, "1"),
        ("Article 27", PinpointKind.ARTICLE, "27"),
        ("Artículo 123.", PinpointKind.ARTICLE, "123"),
        ("Artículo 22 bis.-", PinpointKind.ARTICLE, "22 bis"),
        ("Article premier", PinpointKind.ARTICLE, "premier"),
        ("TÍTULO PRIMERO De la niebla", PinpointKind.TITLE, "PRIMERO"),
        ("Livre II", PinpointKind.BOOK, "II"),
        ("Division 4", PinpointKind.DIVISION, "4"),
        ("Sous-section 2", PinpointKind.SUBSECTION, "2"),
        ("First Schedule", PinpointKind.ANNEX, "First"),
        ("TRANSITORIOS", PinpointKind.TRANSITORY, ""),
        ("PRIMERO.-", PinpointKind.CLAUSE, "PRIMERO"),
        ("Fracción VI", PinpointKind.FRACTION, "VI"),
        ("a) Lenses", PinpointKind.LETTER, "a"),
        ("Inciso c) Lentes", PinpointKind.LETTER, "c"),
        ("Lenses and lamps", PinpointKind.SECTION, ""),
        ("Partners of the exchange", PinpointKind.SECTION, ""),
        ("Civil works", PinpointKind.SECTION, ""),
    ],
)
def test_a_heading_is_typed_by_how_it_opens(words: str, kind: PinpointKind, number: str) -> None:
    step = steps(words)[0]
    assert step == PinpointStep(kind, number, number, words)


def test_the_steps_follow_the_section_path_and_end_with_the_paragraph() -> None:
    kinds = [step.kind for step in steps("Part I", "II. Results", "Lamps")]
    assert kinds == [
        PinpointKind.PART,
        PinpointKind.SECTION,
        PinpointKind.SECTION,
        PinpointKind.PARAGRAPH,
    ]


def test_a_passage_over_several_blocks_names_the_first_and_the_last() -> None:
    document = make_document([paragraph("One."), paragraph("Two."), paragraph("Three.")])
    whole, *_ = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert pinpoint(document, whole) == (PinpointStep(PinpointKind.PARAGRAPH, "1", "3"),)
    parted = list(passages(document, FakeEncoder().count_tokens, PassageSettings(1, 1, 0)))
    assert pinpoint(document, parted[2]) == (PinpointStep(PinpointKind.PARAGRAPH, "3", "3"),)


@pytest.mark.parametrize(
    ("words", "number"), [("3. Brass", "3"), ("b) Oil", "b"), ("iv) Fog", "iv")]
)
def test_a_numbered_item_is_a_step(words: str, number: str) -> None:
    document = make_document([(BlockKind.ITEM, words, 0)])
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    assert pinpoint(document, passage)[-1] == PinpointStep(PinpointKind.ITEM, number, number)


@pytest.mark.parametrize(
    ("blocks", "spanish"),
    [
        (["III. Los faros;"], "art. 22, frac. III"),
        (["I. Los faros;", "II. Las boyas;"], "art. 22, fracs. I–II"),
        (["2. Los faros se encienden."], "art. 22, párr. 2"),
        (["a) Las lentes;"], "art. 22, párr. 1, inc. a)"),
        (["Son faros:", "I. Los de lámpara;"], "art. 22, párrs. 1–2"),
    ],
)
def test_numbers_below_an_article_are_those_printed(blocks: list[str], spanish: str) -> None:
    article = heading("Artículo 22.-", 1)
    document = make_document([article, *((BlockKind.ITEM, words, 0) for words in blocks)])
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    steps = pinpoint(document, passage)
    assert ", ".join(render_step(step, "es") for step in steps) == spanish


@pytest.mark.parametrize(
    ("words", "spanish"),
    [
        ("a) Los de aceite;", "art. 22, frac. III, inc. a)"),
        ("b) Los de gas.", "art. 22, frac. III, inc. b)"),
        ("a) Los de aceite;\n\nb) Los de gas.", "art. 22, frac. III"),
        ("III. Los faros:\n\na) Los de aceite;", "art. 22, frac. III"),
        ("II. Las boyas;\n\nIII. Los faros:\n\na) Los de aceite;", "art. 22, fracs. II–III"),
        ("Nadie los delega.", "art. 22, párr. 6"),
    ],
)
def test_an_inciso_is_of_the_fraction_above_it(words: str, spanish: str) -> None:
    article = (
        *("Son asuntos:", "II. Las boyas;", "III. Los faros:"),
        *("a) Los de aceite;", "b) Los de gas.", "Nadie los delega."),
    )
    document = make_document([heading("Artículo 22.-", 1), *map(paragraph, article)])
    (passage,) = passages(document, FakeEncoder().count_tokens, PassageSettings())
    start = document.text.index(words)
    part = narrowed(document, passage, Span(start, start + len(words)))
    steps = pinpoint(document, part)
    assert ", ".join(render_step(step, "es") for step in steps) == spanish


@pytest.mark.parametrize(
    ("step", "english", "french", "spanish"),
    [
        (PinpointStep(PinpointKind.PARAGRAPH, "5", "5"), "para 5", "au para 5", "párr. 5"),
        (PinpointStep(PinpointKind.PARAGRAPH, "5", "7"), "paras 5–7", "aux para 5–7", "párrs. 5–7"),
        (PinpointStep(PinpointKind.ITEM, "b", "b"), "item b", "au point b", "punto b"),
        (
            PinpointStep(PinpointKind.PAGE, "12", "12", pdf=(14, 14)),
            "p. 12 [PDF 14]",
            "à la p. 12 [PDF 14]",
            "p. 12 [PDF 14]",
        ),
        (PinpointStep(PinpointKind.PART, "I", "I", "Part I"), "Part I", "Part I", "Part I"),
        (
            PinpointStep(PinpointKind.ARTICLE, "5", "5", "Article 5. Fog"),
            *("art. 5", "à l’art. 5", "art. 5"),
        ),
        (PinpointStep(PinpointKind.LETTER, "b", "b"), "subpara (b)", "al. b)", "inc. b)"),
    ],
)
def test_a_step_reads_in_each_language(
    step: PinpointStep, english: str, french: str, spanish: str
) -> None:
    assert [render_step(step, code) for code in ("en", "fr", "es")] == [english, french, spanish]
    assert render_step(step, "de") == english
