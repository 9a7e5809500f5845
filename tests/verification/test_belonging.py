import pytest

from .made import Found, found


@pytest.mark.parametrize(
    "text",
    [
        "It says “a b c d”^1 and more.",
        "It says “a b c d”.^1 And more^2 is said.",
        "It says “a b c d^1” and more.",
        "It says “a b c d.”^1 And more.",
        "It says “a b c d” twice, in June,^1 and more^2 is said.",
        "It says “a b c d” in full.^1 And more^2 is said.",
        "It says “a b c d” in Art. 5, p. 3, as told^1 there.",
        "It says “a b c d”. Then another sentence comes.^1",
        "Il dit « a b c d »^1.",
        "Il dit « a b c d »\u00a0;^1 et puis.",
    ],
)
def test_the_first_mark_of_the_sentence_or_of_the_end_belongs(text: str) -> None:
    assert [labels for _, labels in found(text)] == [("1",)]


@pytest.mark.parametrize(
    "text",
    [
        "Before it,^1 it says “a b c d”.",
        "It says “a b c d” here. Then another sentence^1 comes with a mark.",
        "It says “a b c dusk.” Then another sentence^1 comes with a mark.",
        "It says “a b c d”.",
    ],
)
def test_marks_elsewhere_do_not(text: str) -> None:
    assert [labels for _, labels in found(text)] == [()]


def test_each_quotation_has_its_own() -> None:
    assert found("“a b c d”^1 and “e f g h”.^2 Then “i j k l” comes.") == [
        ("a b c d", ("1",)),
        ("e f g h", ("2",)),
        ("i j k l", ()),
    ]


def test_two_of_one_sentence_share_its_mark() -> None:
    expected: Found = [("a b c d", ("1",)), ("e f g h", ("1",))]
    assert found("It has “a b c d” and “e f g h”.^1 More^2 words.") == expected


def test_marks_that_stand_together_count_together() -> None:
    assert found("It says “a b c d”,^1,^2 ^3 and more^4.") == [("a b c d", ("1", "2", "3"))]
