from dataclasses import replace

import pytest

from cmp_search.errors import QuestionError
from cmp_search.index.filters import Filters
from cmp_search.search.searcher import Searcher
from cmp_search.verification.accord import Accord
from cmp_search.verification.support import (
    Disagreement,
    Support,
    SupportingPassage,
    support,
)
from cmp_search.verification.support_words import in_a_line, restriction
from cmp_search.verification.values import ValueKind

POLISHED = "The group polished forty lenses."
SWAPPED = "Every spring the keepers swap recipes, and the bakers learn to polish lenses."


def first(searcher: Searcher, sentence: str) -> list[tuple[ValueKind, str, tuple[str, ...], bool]]:
    """What is pointed out of the nearest passage."""
    found = support(searcher, sentence).passages[0]
    return [(d.kind, d.claimed, d.stated, d.elsewhere) for d in found.disagreements]


def test_a_sentence_of_a_text_is_supported_by_it(searcher: Searcher) -> None:
    found = support(searcher, POLISHED)
    best = found.passages[0].hit
    assert best.best_sentence_text == POLISHED
    assert best.citation.document == "harbour-2021"
    assert found.passages[0].disagreements == ()
    assert found.record.index_fingerprint == searcher.index.manifest.fingerprint


def test_no_support_is_said_so(searcher: Searcher) -> None:
    found = support(searcher, "Whales sing at night off Zanzibar.")
    assert found == Support(found.sentence, (), found.record)


def test_another_number_is_pointed_out_with_what_is_stated(searcher: Searcher) -> None:
    claimed = first(searcher, POLISHED.replace("forty", "sixty"))
    assert claimed == [(ValueKind.NUMBER, "sixty", ("forty",), False)]


def test_a_year_stands_in_the_place_of_years_alone(searcher: Searcher) -> None:
    assert first(searcher, POLISHED.replace("forty", "1871")) == [
        (ValueKind.NUMBER, "1871", (), False)
    ]


SAYS_OTHERWISE = Disagreement(ValueKind.NUMBER, "sixty", ("forty",), False)
LACKS_IT = Disagreement(ValueKind.NUMBER, "sixty", (), False)
HAS_IT_ELSEWHERE = Disagreement(ValueKind.NUMBER, "sixty", (), True)
MAY_MEAN_ANOTHER = Disagreement(ValueKind.NUMBER, "sixty", ("forty",), True)


@pytest.mark.parametrize(
    ("passages", "accord", "absent"),
    [
        ([()], Accord.AGREES, ()),
        ([(HAS_IT_ELSEWHERE,)], Accord.AGREES, ()),
        ([(), (SAYS_OTHERWISE,)], Accord.AGREES, ()),
        ([(LACKS_IT,), ()], Accord.AGREES, ()),
        ([(SAYS_OTHERWISE,), ()], Accord.DIVIDED, ()),
        ([(LACKS_IT,)], Accord.INCOMPLETE, ("sixty",)),
        ([(SAYS_OTHERWISE,)], Accord.CONTRADICTED, ("sixty",)),
        ([(MAY_MEAN_ANOTHER,)], Accord.CONTRADICTED, ()),
        ([], Accord.NONE, ()),
    ],
)
def test_only_what_nothing_nearer_contradicts_agrees(
    searcher: Searcher,
    passages: list[tuple[Disagreement, ...]],
    accord: Accord,
    absent: tuple[str, ...],
) -> None:
    found = support(searcher, POLISHED)
    hit = found.passages[0].hit
    made = replace(found, passages=tuple(SupportingPassage(hit, one) for one in passages))
    assert (made.accord, made.absent) == (accord, absent)


def test_the_words_are_those_of_the_accord(searcher: Searcher) -> None:
    found = support(searcher, POLISHED.replace("forty", "sixty"))
    assert in_a_line(found) == "The dates, numbers or names disagree with the texts."
    assert restriction(found) == "In none of the passages: “sixty”."
    hit = found.passages[0].hit
    both = replace(
        found, passages=(SupportingPassage(hit, ()), SupportingPassage(hit, (SAYS_OTHERWISE,)))
    )
    assert in_a_line(both) == "1 passage may support this."
    assert restriction(both).startswith("1 passage further from it has other")
    assert restriction(replace(both, passages=both.passages[:1])) == ""


def test_the_same_number_in_figures_is_no_disagreement(searcher: Searcher) -> None:
    assert first(searcher, POLISHED.replace("forty", "40")) == []


def test_a_number_elsewhere_in_the_passage_is_said_to_be_there(searcher: Searcher) -> None:
    claimed = first(searcher, f"{SWAPPED[:-1]} in 1998.")
    assert claimed == [(ValueKind.NUMBER, "1998", (), True)]


def test_what_headings_and_title_state_is_stated(searcher: Searcher) -> None:
    assert first(searcher, "In 2021 the Lens Working Group polished forty lenses.") == []


def test_another_name_is_pointed_out(searcher: Searcher) -> None:
    claimed = first(searcher, "The bakers met twice in Puddleford.")
    assert claimed == [(ValueKind.NAME, "Puddleford", ("Saltmarsh",), False)]


def test_in_another_language_only_people_are_compared(searcher: Searcher) -> None:
    """The words are the same as those of the Spanish text, for the fake encoder to find it."""
    spanish = "La señora Íñiguez dirigió los trabajos en Puerto Niebla."
    assert first(searcher, spanish) == []
    other = "The señora Íñiguez dirigió of the trabajos en Puerto Niebla in Harbourtown"
    assert [claimed for _, claimed, _, _ in first(searcher, other)] == []


def test_filters_hold(searcher: Searcher) -> None:
    found = support(searcher, POLISHED, Filters(documents=("puertos-2022",)))
    assert {one.hit.citation.document for one in found.passages} <= {"puertos-2022"}
    with pytest.raises(QuestionError):
        support(searcher, " ")


def test_names_of_programmes_are_translated_and_people_are_not(searcher: Searcher) -> None:
    """The sentence is English, and has the words of the Spanish text for the fake encoder."""
    words = "The señora Íñiguez dirigió of the trabajos en Puerto Niebla in {}"
    claimed = {
        name: [one for _, one, _, _ in first(searcher, words.format(name))]
        for name in ("Lens Program", "Ottoline Quickwater")
    }
    assert claimed == {"Lens Program": [], "Ottoline Quickwater": ["Ottoline Quickwater"]}
