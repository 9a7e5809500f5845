"""Patterns of quotations, and where they stand exactly."""

import pytest

from cmp_search.verification.folding import fold_typography
from cmp_search.verification.matching import places_of
from cmp_search.verification.pattern import LONG_GAP, pattern_of

TEXT = (
    "The Parties shall not apply “tariffs” to 12,500 tonnes — or $5 million of fog. The co-chairs "
    "met twice in non-binding talks, and they can’t agree on [a] manual. It took 12 345 lenses; "
    "l’accord n’est applicable qu’au port. In 2019 the Working Group polished forty lenses, and in "
    "2020 (…) the bakers governed the re-launch of the partnership with 1.5 degrees."
)


def found(quotation: str, text: str = TEXT) -> list[str]:
    places = places_of(pattern_of(quotation), fold_typography(text))
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("The Parties shall not apply 'tariffs'", "The Parties shall not apply “tariffs”"),
        ("12,500 tonnes - or $5 million", "12,500 tonnes — or $5 million"),
        ("[t]he Parties shall not", "The Parties shall not"),
        ("[T]he co-chairs met twice,", "The co-chairs met twice"),
        ("In 2019 the Working Group polished forty lenses.", None),
        ("the [group] polished forty lenses", "the Working Group polished forty lenses"),
        ("they can’t agree [sic] on [a] manual", "they can’t agree on [a] manual"),
        ("agree on [a] manual", "agree on [a] manual"),
        ("the bakers govern[ed] the re-launch", "the bakers governed the re-launch"),
        ("The co-chairs met […] and they can't", "The co-chairs met twice in non-binding talks, "
         "and they can’t"),
        ("In 2019 the Working Group ... the bakers governed", "In 2019 the Working Group polished "
         "forty lenses, and in 2020 (…) the bakers governed"),
        ("in 2020 (…) the bakers", "in 2020 (…) the bakers"),
        ("… forty lenses, and in 2020 …", "forty lenses, and in 2020"),
        ("of the partner-\nship with", "of the partnership with"),
        ("the re- launch of the partner- ship", "the re-launch of the partnership"),
        ("polished forty lenses [emphasis added]", "polished forty lenses"),
        ("polished [nos italiques] forty lenses", "polished forty lenses"),
        ("or $5 [sic] million of fog", "or $5 million of fog"),
        ("12,500 (sic) tonnes", "12,500 tonnes"),
        ("they [can not] agree on", "they can’t agree on"),
        ("polished [40] lenses", "polished forty lenses"),
    ],
)  # fmt: skip
def test_what_its_writer_may_change_does_not_matter(quotation: str, stands: str | None) -> None:
    assert found(quotation) == [stands or quotation.rstrip(".")]


@pytest.mark.parametrize(
    "quotation",
    [
        "The Parties shall apply “tariffs”",
        "The Parties shall … apply “tariffs”",
        "The Parties shall [surely] apply “tariffs”",
        "the Parties shall not apply",
        "The Parties shall not apply, “tariffs”",
        "the working group polished",
        "apply “tariffs” to 12",
        "500 tonnes",
        "345 lenses",
        "or $5",
        "binding talks, and they",
        "and they can",
        "est applicable",
        "5 degrees",
        "partnership with 1",
        "he co-chairs met",
        "forty lenses … The Parties shall not",
        "2018 the Working Group",
        "Part[y] … fog",
        "The Parties shall not [sic] “tariffs”",
        "The Parties … fog. The co-chairs … in non-binding talks, and they … agree on",
        "[They shall] apply “tariffs” to 12,500 tonnes",
        "The co-chairs [never] met twice",
        "l’accord n’est [pas] applicable",
        "the Working Group [un]polished forty lenses",
        "polished [ninety] lenses",
        "polished [90] lenses",
        "[50] tonnes — or $5 million",
        "In 2019 the Working Group polished [ninety]",
        "The Parties shall not apply “tariffs” to [nine]",
        "5 million of fog",
    ],
)
def test_what_changes_the_sense_stands_nowhere(quotation: str) -> None:
    assert found(quotation) == []


def test_every_place_counts() -> None:
    assert found("the fog", "the fog, The fog, the fog; the foghorn") == ["the fog", "the fog"]


def test_what_is_left_out_has_its_bounds() -> None:
    quotation = "the keepers swap recipes … the bakers polish lenses"
    near, far = "x " * 100, "x " * LONG_GAP
    between = "the keepers swap recipes {} the bakers polish lenses".format
    assert found(quotation, between(near)) == [between(near)]
    assert found(quotation, between(far)) == []


def test_the_nearest_of_several_segments_counts() -> None:
    text = "one fog two fog three pier four"
    assert found("one fog … three pier", text) == ["one fog two fog three pier"]
    assert found("fog … pier four", text * 2) == []  # too few words for what is left out


def test_a_quotation_of_gaps_is_none() -> None:
    assert pattern_of("The … of … and … it").is_mostly_gaps
    assert pattern_of("the [best and only working] group").is_mostly_gaps
    assert pattern_of(" … ".join(["the keepers"] * 41)).is_mostly_gaps
    assert not pattern_of("The keepers … swap recipes").is_mostly_gaps
    assert pattern_of("… […] !").words == 0
    assert pattern_of("… […] !").readings == ()


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("more than twenty", "more than twenty-five lamps"),
        ("five lamps", "more than twenty-five lamps"),
        ("plus de vingt", "plus de vingt-cinq lampes"),
        ("more than two", "more than two hundred lamps"),
        ("it costs 500", "it costs 500 €"),
        ("it costs 500", "it costs 500$ a day"),
    ],
)
def test_a_part_of_a_number_in_words_or_of_an_amount_stands_nowhere(
    quotation: str, text: str
) -> None:
    assert found(quotation, text) == []
    assert found("twenty", "twenty lamps") == ["twenty"]
