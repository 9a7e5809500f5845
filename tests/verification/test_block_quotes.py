import pytest

from cmp_search.verification.block_quotes import block_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The tide turns at noon.", "The tide turns at noon."),
        ("“The tide turns at noon.”", "The tide turns at noon."),
        ("« La marée tourne à midi »\u00a0.", "La marée tourne à midi"),
        ("“The tide turns here.” (Report 2019, p. 3).", "The tide turns here."),
        ("“The tide turns here.” — Report 2019", "The tide turns here."),
        ("The tide turns.\n— Report 2019", "The tide turns."),
        ("“The tide turns and", "The tide turns and"),
        ("goes on at noon.”", "goes on at noon."),
        ('“A pipe of 5" and “so on” at 5".”', 'A pipe of 5" and “so on” at 5".'),
        ("“Yes” and “no”", "“Yes” and “no”"),
        ("“Yes” and “no” are answers.", "“Yes” and “no” are answers."),
    ],
)
def test_marks_and_source_are_left_out(text: str, words: str) -> None:
    assert block_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The tide turns (in 2019).",
        "The tide turns. (Report 2019)",
        "Three things:\n— oars\n— sails",
        "Tides – and ebbs",
        "The plan “Tides” (of 2019)",
        "The plan “Tides” — which turns",
        "“Tides” — which turn",
        "“Tides and ebbs are here” — and “ebbs”",
        "“Tides” — and “ebbs” — which turn",
        "The tide turns:\n— Oars",
        "The tide turns.\n— Oars are kept.",
    ],
)
def test_nothing_else_is(text: str) -> None:
    assert block_words(text) == text
