from dataclasses import replace

import pytest

from cmp_search.documents.catalogue import Acronym
from cmp_search.index.base import Index
from cmp_search.index.manifest import Manifest
from cmp_search.search.acronyms import in_words_of_texts
from cmp_search.search.question import parse_question
from cmp_search.search.searcher import make_searcher
from tests.index.counting import counted
from tests.index.memory import MemoryIndex
from tests.sample import CountingEncoder, make_document, paragraph
from tests.search.making import ONE_EACH

TEXTS = ("The LKA met in Fogtown.", "A fog horn union sounds.", "The TT-X is old.", "Boats sail.")
ACRONYMS: tuple[Acronym, ...] = (
    {"en": ("LKA", "Lamp Keepers Alliance"), "fr": ("AGP", "Alliance"), "es": ("AFG", "Alianza")},
    {"en": ("FHU", "fog horn union"), "fr": ("AFG",), "es": ("UBN", "unión de bocinas")},
    {"en": ("TT-X",), "es": ("T-MAR",)},
    {"en": ("ZZZ", "Zebra Zoo"), "fr": ("YYY",)},
)


class WithAcronyms(MemoryIndex):
    """The texts, in an index whose catalogue tells the acronyms."""

    @property
    def manifest(self) -> Manifest:
        return replace(super().manifest, acronyms=ACRONYMS)


@pytest.fixture(scope="module")
def index() -> Index:
    document = make_document([paragraph(text) for text in TEXTS], "en")
    return WithAcronyms([document], CountingEncoder(), ONE_EACH)


@pytest.mark.parametrize(
    ("question", "text", "read_as"),
    [
        ("Où est l’AGP?", "Où est l’LKA?", {"AGP": "LKA"}),
        ("¿Qué es la AFG?", "¿Qué es la LKA?", {"AFG": "LKA"}),
        ("Qu’est-ce que l’AFG?", "Qu’est-ce que l’fog horn union?", {"AFG": "fog horn union"}),
        ("¿Qué es el T-MAR?", "¿Qué es el TT-X?", {"T-MAR": "TT-X"}),
        ("AGP et AFG dans les textes", "LKA et fog horn union dans les textes",
         {"AGP": "LKA", "AFG": "fog horn union"}),
    ],
)  # fmt: skip
def test_an_acronym_is_read_as_the_texts_have_it(
    index: Index, question: str, text: str, read_as: dict[str, str]
) -> None:
    read = in_words_of_texts(index, parse_question(question))
    assert (read.text, read.read_as, read.question.text) == (text, read_as, question)


@pytest.mark.parametrize(
    "question",
    [
        "Where did the LKA meet?",
        "Où est la YYY?",
        "Que fait l’agp?",
        "Que fait AGPA ou l’AGP-2?",
        "Who are the Alliance?",
    ],
)
def test_other_words_and_acronyms_stay(index: Index, question: str) -> None:
    asked = parse_question(question)
    read = in_words_of_texts(index, asked)
    assert (read.question, read.text, read.read_as) == (asked, question, {})


def test_the_words_of_the_texts_are_matched_as_the_word_typed(index: Index) -> None:
    encoder = CountingEncoder()
    answer = make_searcher(index, encoder).ask("Où se réunit l’AGP?")
    assert encoder.encoded == ["Où se réunit l’LKA?"]
    assert answer.read_as == {"AGP": "LKA"}
    (found,) = [hit for hit in answer.hits if "LKA" in hit.passage.text]
    assert found.matched_terms == ("AGP",)
    assert answer.confidence.missing_names == ()


def test_words_are_looked_up_once_more_only_for_an_acronym(index: Index) -> None:
    for question, lookups in (("Où est l’AGP?", 2), ("Where are the boats?", 1)):
        watched, calls = counted(index)
        make_searcher(watched, CountingEncoder()).ask(question)
        assert calls.count("vocabulary") == lookups
