"""Slips of spelling, with an encoder whose pieces are counted by hand."""

from collections.abc import Mapping, Sequence

import pytest

from cmp_search.index.base import Index
from cmp_search.search import spelling
from cmp_search.search.query_terms import SLIP_LIKENESS, query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.searcher import Searcher, make_searcher
from cmp_search.search.spelling import corrected, read_as
from tests.sample import CountingEncoder
from tests.search.making import make_index

TEXTS = (
    "The initiative was signed in the lighthouse. Tree after tree was planted.",
    "Ottoline Quickwater was there, and the lenses shone.",
    "LES DÉVELOPPEMENTS. L’économie se développe, l’œuvre avance.",
)


class Pieces(CountingEncoder):
    """A word is as many pieces as it is said to be, else four; a word of the texts is one."""

    def __init__(self, pieces: Mapping[str, int]) -> None:
        super().__init__()
        known = {raw.strip(".,").lower(): 1 for text in TEXTS for raw in text.split()}
        self.pieces = {**known, "développements": 1, "économie": 1, "œuvre": 1, **pieces}
        self.counted: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.counted.extend(texts)
        return [self.pieces.get(text, 4) for text in texts]


@pytest.fixture(scope="module")
def texts() -> Index:
    return make_index(TEXTS)


def read(texts: Index, question: str, pieces: Mapping[str, int] | None = None) -> dict[str, str]:
    return read_as(query_terms(texts, parse_question(question).words), Pieces(pieces or {}))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who signed the initative?", {"initative": "initiative"}),
        (
            "the initative of the lihgthouse",
            {"initative": "initiative", "lihgthouse": "lighthouse"},
        ),
        ("where was it singed", {"singed": "signed"}),
        ("l’econnomie", {"econnomie": "économie"}),
        ("les dévelopements", {"dévelopements": "développements"}),
        ("une oeuvvre", {"oeuvvre": "œuvre"}),
    ],
)
def test_a_slip_is_read_as_the_word_of_the_texts(
    texts: Index, question: str, expected: dict[str, str]
) -> None:
    assert read(texts, question) == expected


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("who is Quickwatter?", "a capital may begin a name"),
        ("what of INITATIVE", "capitals"),
        ("initative2", "a digit"),
        ("what of tre", "three letters"),
        ("what of treee", "four letters in the texts"),
        ("the initiatives", "a form of it stands in the texts"),
        ("the lens", "a form of it stands in the texts"),
        ("the xnitiative", "another first letter"),
        ("the inixxxtive", "too few letters are the same"),
        ("who is it?", "function words"),
    ],
)
def test_what_is_no_slip_stays(texts: Index, question: str, why: str) -> None:
    assert read(texts, question) == {}, why


@pytest.mark.parametrize(("before", "changed"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_slip_takes_the_encoder_two_pieces_more(texts: Index, before: int, changed: bool) -> None:
    assert bool(read(texts, "the initative", {"initative": before})) is changed


@pytest.mark.parametrize(
    ("typed", "changed"), [("initiatixe", True), ("iniciativa", False), ("inixxatixe", False)]
)
def test_a_slip_has_more_than_four_letters_in_five_right(
    texts: Index, typed: str, changed: bool
) -> None:
    assert bool(read(texts, f"the {typed}")) is changed


def test_the_numbers_of_the_docstring_are_those_of_the_code() -> None:
    assert (SLIP_LIKENESS, spelling.FEWER_TOKENS) == (0.8, 2)
    said = spelling.__doc__ or ""
    assert "above 0.8" in said and "two tokens fewer" in said and "five letters" in said


def test_nothing_is_counted_where_every_word_is_known(texts: Index) -> None:
    encoder = Pieces({})
    asked = parse_question("the initiative of the lighthouse")
    assert read_as(query_terms(texts, asked.words), encoder) == {}
    assert encoder.counted == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the initative", "the initiative"),
        ("initative, l’initative: initatives", "initiative, l’initiative: initatives"),
        ("Initative_initative", "Initative_initiative"),
        ("ofﬁcce", "office"),
        ("nothing ﬁne", "nothing fine"),
    ],
)
def test_whole_words_are_read_as_others(text: str, expected: str) -> None:
    assert corrected(text, {"initative": "initiative", "officce": "office"}) == expected


def test_a_question_without_slips_stays_to_the_character() -> None:
    assert corrected("nothing ﬁne", {}) == "nothing ﬁne"


def test_what_is_encoded_is_the_question_as_it_was_read(searcher: Searcher) -> None:
    encoder = Pieces({"sourdough": 1})
    answer = make_searcher(searcher.index, encoder).ask("where did the suordough of  Zkb go?")
    assert answer.read_as == {"suordough": "sourdough"}
    assert answer.question == "where did the suordough of  Zkb go?"
    assert encoder.encoded == ["where did the sourdough of Zkb go?"]


def test_a_question_without_slips_is_encoded_as_it_stands(searcher: Searcher) -> None:
    encoder = Pieces({})
    answer = make_searcher(searcher.index, encoder).ask("Where did the sourdough go?")
    assert answer.read_as == {}
    assert encoder.encoded == ["Where did the sourdough go?"]


def test_the_word_is_written_as_the_texts_write_it() -> None:
    texts = make_index(["Le DÉVELOPPEMENT durable.", "developpement"], "fr")
    pieces = {"développement": 1, "developpement": 1}
    assert read(texts, "développememt", pieces) == {"développememt": "développement"}
