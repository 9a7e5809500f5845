"""Letters of a page as indexed, found among those of the page as drawn."""

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.page_image.letters import MAX_LETTERS, UNMATCHED, Letters, aligned, folded
from tests.strategies import any_text, latin_words

stretches = st.lists(latin_words, min_size=4, max_size=12).map("".join)


def as_one_word(text: str) -> Letters:
    return Letters(text, list(range(len(text))))


def test_the_end_of_a_word_is_not_that_of_the_line_before_on_the_page() -> None:
    text = "beauties 01ba e7fffe679b36a9e7f129 and 32ebb1a"
    page = folded("32ebb1a\ne7fffe679b36a9e7f129 and\n01ba\nbeauties").text
    found = aligned(folded(text), page)
    assert [page[place] for place in found] == list(folded(text).text)
    assert found[-7:] == list(range(7))


@given(any_text)
def test_each_letter_knows_where_it_comes_from(text: str) -> None:
    letters = folded(text)
    assert len(letters.text) == len(letters.places)
    assert letters.places == sorted(letters.places)
    for letter, place in zip(*letters, strict=True):
        assert letter in folded(text[place]).text


def test_what_only_looks_different_is_the_same() -> None:
    assert folded("co-opé\xadrer, Eﬃcace").text == folded("coope\u0301rer E f f i cace").text


@given(st.text(max_size=300), st.text(max_size=300))
def test_only_equal_letters_are_paired_and_none_twice(one: str, other: str) -> None:
    text, page = folded(one).text, folded(other).text
    found = aligned(as_one_word(text), page)
    pairs = [(i, place) for i, place in enumerate(found) if place != UNMATCHED]
    assert all(text[i] == page[place] for i, place in pairs)
    assert len({place for _, place in pairs}) == len(pairs)


@given(st.lists(stretches, min_size=1, max_size=5), st.lists(st.text("0123456789", max_size=9)))
def test_lines_between_take_nothing_away(parts: list[str], between: list[str]) -> None:
    text = folded("".join(parts)).text
    shown = [folded(part).text for part in parts]
    for i, line in enumerate(between):
        shown.insert(min(2 * i, len(shown)), line)
    found = aligned(as_one_word(text), "".join(shown))
    # At a joint a letter may pair with an equal one of the line between; all the others are right.
    assert found.count(UNMATCHED) <= 4 * len(parts)


def test_columns_may_stand_in_another_order() -> None:
    one, other = "thekeepersofthelighthouse", "bakersknowtheirsourdough"
    found = aligned(as_one_word(one + other), other + "p12" + one)
    assert found == [*range(27, 52), *range(24)]


def test_a_repeated_line_is_the_one_in_its_place() -> None:
    text = "mixedflour" + "stirwell" + "bakedbread" + "stirwell" + "eatenwarm"
    assert aligned(as_one_word(text), "runninghead" + text)[28:36] == list(range(39, 47))


def test_a_page_of_too_many_letters_is_not_compared() -> None:
    assert set(aligned(as_one_word("a"), "a" * (MAX_LETTERS + 1))) == {UNMATCHED}
