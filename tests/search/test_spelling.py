"""Slips of spelling, with an encoder whose token counts are given."""

from collections.abc import Mapping, Sequence

import pytest

from cmp_search.index.base import Index
from cmp_search.search import spelling
from cmp_search.search.query_terms import SLIP_LIKENESS, query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.searcher import Searcher, make_searcher
from cmp_search.search.spelling import corrected, is_nonsense, read_as
from tests.sample import CountingEncoder
from tests.search.making import make_index

TEXTS = (
    "The initiative was signed in the lighthouse. Tree after tree was planted.",
    "Ottoline Quickwater was there, and the lenses shone.",
    "LES DÉVELOPPEMENTS. L’économie se développe, l’œuvre avance.",
)


class TokenCounts(CountingEncoder):
    """A word has the given number of tokens, else four; a word of the texts has one."""

    def __init__(self, token_counts: Mapping[str, int]) -> None:
        super().__init__()
        known = {raw.strip(".,").lower(): 1 for text in TEXTS for raw in text.split()}
        self.token_counts = {
            **known,
            "développements": 1,
            "économie": 1,
            "œuvre": 1,
            **token_counts,
        }
        self.counted: list[str] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.counted.extend(texts)
        return [self.token_counts.get(text, 4) for text in texts]


@pytest.fixture(scope="module")
def texts() -> Index:
    return make_index(TEXTS)


def read(
    texts: Index, question: str, token_counts: Mapping[str, int] | None = None
) -> dict[str, str]:
    return read_as(
        query_terms(texts, parse_question(question).words), TokenCounts(token_counts or {})
    )


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
        ("the initiatives", "a form of it occurs in the texts"),
        ("the lens", "a form of it occurs in the texts"),
        ("the xnitiative", "another first letter"),
        ("the inixxxtive", "too few letters are the same"),
        ("who is it?", "function words"),
    ],
)
def test_a_word_that_is_no_slip_is_unchanged(texts: Index, question: str, why: str) -> None:
    assert read(texts, question) == {}, why


@pytest.mark.parametrize(("before", "changed"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_slip_has_two_tokens_more(texts: Index, before: int, changed: bool) -> None:
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
    docstring = spelling.__doc__ or ""
    assert (
        "above 0.8" in docstring and "two tokens fewer" in docstring and "five letters" in docstring
    )


def test_nothing_is_counted_where_every_word_is_known(texts: Index) -> None:
    encoder = TokenCounts({})
    asked = parse_question("the initiative of the lighthouse")
    assert read_as(query_terms(texts, asked.words), encoder) == {}
    assert encoder.counted == []


@pytest.mark.parametrize(
    ("question", "tokens", "expected"),
    [
        ("fghj", {"fghj": 3}, True),
        ("fghj", {"fghj": 2}, False),
        ("fgh jkl", {"fgh": 2, "jkl": 2}, True),
        ("faros fghj", {"faros": 1, "fghj": 3}, False),
        ("eau", {"eau": 2}, False),
        ("who is fghj", {"fghj": 3}, False),
        ("initativ", {"initativ": 8}, False),
        ("2019", {"2019": 4}, False),
        ("zzzz", {"zzzz": 1}, True),
        ("hmmm Zzz", {"hmmm": 1, "Zzz": 1}, True),
        ("zzzz fgh", {"zzzz": 1, "fgh": 1}, False),
        ("créée", {"créée": 1}, False),
    ],
)
def test_nonsense_has_short_tokens_or_one_letter_thrice(
    texts: Index, question: str, tokens: Mapping[str, int], expected: bool
) -> None:
    asked = parse_question(question)
    terms = query_terms(texts, asked.words)
    assert is_nonsense(asked, terms, TokenCounts(tokens)) is expected


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
def test_only_whole_words_are_replaced(text: str, expected: str) -> None:
    assert corrected(text, {"initative": "initiative", "officce": "office"}) == expected


def test_a_question_without_slips_is_unchanged() -> None:
    assert corrected("nothing ﬁne", {}) == "nothing ﬁne"


def test_the_corrected_question_is_encoded(searcher: Searcher) -> None:
    encoder = TokenCounts({"sourdough": 1})
    answer = make_searcher(searcher.index, encoder).ask("where did the suordough of  Zkb go?")
    assert answer.read_as == {"suordough": "sourdough"}
    assert answer.question == "where did the suordough of  Zkb go?"
    assert encoder.encoded == ["where did the sourdough of Zkb go?"]


def test_a_question_without_slips_is_encoded_unchanged(searcher: Searcher) -> None:
    encoder = TokenCounts({})
    answer = make_searcher(searcher.index, encoder).ask("Where did the sourdough go?")
    assert answer.read_as == {}
    assert encoder.encoded == ["Where did the sourdough go?"]


def test_the_word_is_written_as_the_texts_write_it() -> None:
    texts = make_index(["Le DÉVELOPPEMENT durable.", "developpement"], "fr")
    token_counts = {"développement": 1, "developpement": 1}
    assert read(texts, "développememt", token_counts) == {"développememt": "développement"}
