import pytest

from cmp_search.readers.common.form_feeds import without_form_feeds


@pytest.mark.parametrize("number", ["7", "xiv", "– XV –", "page 3 of 9", "p. ii"])
def test_a_lone_page_number_is_left_out(number: str) -> None:
    body = without_form_feeds(f"Oars.\n\n{number}\fLamps.\fSails.")
    assert body.running == [number]
    assert body.text == "Oars.\n\nLamps.\n\nSails."


@pytest.mark.parametrize("word", ["Civil", "ILL", "Mix", "iiii"])
def test_a_word_of_the_letters_of_roman_numerals_stays(word: str) -> None:
    body = without_form_feeds(f"{word}\n\nOars.\fLamps.\fSails.")
    assert body.running == []
    assert body.text.startswith(word)
