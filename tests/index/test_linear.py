"""No text makes the work of a build grow faster than the text itself."""

import random
from collections.abc import Callable

import pytest

from cmp_search.corpus.identification import names_and_figures
from cmp_search.corpus.title_page import title_page
from cmp_search.documents.document import BlockKind, Document, Span
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.embedding import document_inputs
from cmp_search.index.sketch import sketch
from cmp_search.language.detection import contradicted, detect_language, makes_no_words
from cmp_search.language.terms import folded_words, stems
from cmp_search.orientation.orient import orient
from tests.growth import MOST, growth
from tests.sample import make_document

LENGTH = 12_500
"""Characters; four times as many are more than sentencex gets at once."""
REPEATED = [
    "![", "1. ", "«", "“", "'", "A.", "A. ", "M. ", "a@b.c ", "x", "  ", "x  ", "\n", "a\n", "-",
    "é̀", "😀", "(ABC) ", "A & ", "[a](", "du CMP et de la CMP ", "CMP (CMP) Comité (CMP) ",
    "Ministère de l’Énergie (SENER) ", "Groupe de travail ", "Comité ", "Working Group on Oil and ",
    "12 mai 2019 ", "met on 12 May 2019 in Lyon, ", "réunion du 3 mai 2019 à ",
    "e.g. summit of May 2019 ", "Anne Roe and ", "Anne Roe; ", "Anne Roe, director\n",
    "Anne Roe, directrice, et X et ", "The group is led by Anne Roe and ",
    "the chair of the committee is ", "co-chair ", "A-", "AB: ", "the CMP was launched in 2019 by ",
    "Partenariat ", "• ", "Table — ", "C'est « ",
]  # fmt: skip
QUICK = ("![", "1. ", "«", "A.", "(ABC) ", "Groupe de travail ", "Anne Roe and ")
"""Those that once took minutes, and their like."""
BEGINNINGS = {"chair": "Working Group on Oil: co-chair Anne Roe, for ", "acronym": "ABC: "}
KINDS = (BlockKind.PARAGRAPH, BlockKind.ROW)


def index(kind: BlockKind) -> Callable[[str], None]:
    """All that a build makes of a text of one block, but vectors."""

    def work(text: str) -> None:
        document = make_document([(kind, text, 0)], "fr")
        cut = list(passages(document, FakeEncoder().count_tokens, PassageSettings()))
        document_inputs(document, cut)
        orient(document, cut)
        orient(document, [whole(document)])
        sketch(document.text)
        for passage in cut:
            folded_words(passage.text), stems(passage.text, "fr")
        makes_no_words(text), contradicted("fr", text), detect_language(text)
        title_page(document), names_and_figures(text)

    return work


def whole(document: Document) -> Passage:
    """A text as one passage of one sentence, as if it had hardly a token."""
    start, end = document.blocks[0].start, document.blocks[-1].end
    return Passage("doc:0", "doc", (), 1, start, end, document.text, (Span(start, end),))


def repeated(part: str, beginning: str = "", end: str = "!") -> Callable[[int], str]:
    """Makes texts of a length that repeat a part."""
    return lambda length: beginning + (part * length)[:length] + end


@pytest.mark.parametrize(
    "part",
    [p if p in QUICK else pytest.param(p, marks=pytest.mark.slow) for p in REPEATED],
)
def test_what_repeats_takes_linear_time(part: str) -> None:
    assert growth(index(BlockKind.PARAGRAPH), repeated(part), LENGTH) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("part", REPEATED)
def test_so_it_does_after_what_means_something(part: str, beginning: str) -> None:
    text = repeated(part, BEGINNINGS[beginning], ":")
    assert growth(index(BlockKind.PARAGRAPH), text, LENGTH) < MOST


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_any_mixture_takes_linear_time(seed: int) -> None:
    chance = random.Random(seed)
    parts = ["".join(chance.choices(REPEATED, k=chance.randint(2, 4))) for _ in range(2)]
    kind = chance.choice(KINDS)

    def text(length: int) -> str:
        return "".join((part * length)[: length // 2] for part in parts)

    assert growth(index(kind), text, LENGTH) < MOST
