import pytest

from cmp_search.readers.common.broken_words import without_broken_words


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the har-\nbour boat\nsails", "the harbour\nboat\nsails"),
        ("the har-\n   bour.\n\nNext", "the harbour.\n\nNext"),
        ("my co-\nchair, a co-chair", "my co-chair,\na co-chair"),
        ("north-north-\neast", "north-north-east\n"),
        ("d’ac-\ncord", "d’accord\n"),
        ("the Alder-\nBirch road", "the Alder-\nBirch road"),
        ("a list -\nitem", "a list -\nitem"),
    ],
)
def test_words_that_a_converter_broke_are_whole(text: str, whole: str) -> None:
    assert without_broken_words(text, converted=True) == whole


def test_a_hyphen_that_somebody_typed_stays_unless_the_word_occurs_without_it() -> None:
    assert without_broken_words("a long-\nterm plan", converted=False) == "a long-term\nplan"
    text = "the har-\nbour and a harbour"
    assert without_broken_words(text, converted=False) == "the harbour\nand a harbour"
