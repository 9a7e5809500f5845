import pytest

from cmp_search.readers.common.outline import is_heading, numbering, ranks, repeats_title
from cmp_search.readers.common.series import Rank


@pytest.mark.parametrize(
    "line",
    [
        "Introduction",
        "Part II: Bridges and Ferries",
        "Theme 2. How the bridges are painted",
        "III. Tolls",
        "1) Tolls on weekdays",
        "b) Boats",
        "Le Mexique :".replace(" :", ":"),
        "Groupe de travail sur les ponts",
        "Sistema de boyas",
        "Register of boats, vol.2",
    ],
)
def test_titles_are_headings(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "12 345",
        "The toll is paid at the gate.",
        "the gate is open",
        "1. The toll is paid at the gate.",
        "The following boats are painted every year:",
        "Two lines\nof text",
        "The toll is paid at the gate. [12]",
        "The toll is paid at the gate.¹",
        "The toll is paid at the gate.3",
        " ".join(["Word"] * 15),
        "1) " + "x" * 200,
    ],
)
def test_sentences_and_long_lines_are_none(line: str) -> None:
    assert not is_heading(line)


@pytest.mark.parametrize(
    ("line", "rank"),
    [
        ("Partie I : Les ponts", Rank.PART),
        ("Capítulo 3", Rank.PART),
        ("IV. Tolls", Rank.CHAPTER),
        ("Tema 4: Boyas", Rank.TOPIC),
        ("2) Boats", Rank.TOPIC),
        ("c) Oars", Rank.DETAIL),
        ("Oars", None),
    ],
)
def test_numbering_tells_the_rank(line: str, rank: Rank | None) -> None:
    assert numbering(line) == rank


def test_ranks_nest_from_part_to_detail() -> None:
    lines = [
        "Part I: Rivers",
        "Bridge Working Group",
        "Canadian co-chair",
        "Conclusions",
        "Theme 1: Paint",
        "Mexico:",
        "The paint dries.",
        "BUOYS",
    ]
    headings = [True] * 6 + [False, True]
    assert ranks(lines, headings) == [
        Rank.PART,
        Rank.GROUP,
        Rank.CHAPTER,
        Rank.CHAPTER,
        Rank.TOPIC,
        Rank.DETAIL,
        None,
        Rank.CHAPTER,
    ]


def test_a_title_between_text_and_another_heading_holds_it() -> None:
    lines = ["Paint dries.", "Colours", "Blue", "It is rare.", "Green", "It is not."]
    assert ranks(lines, [False, True, True, False, True, False]) == [
        None,
        Rank.CHAPTER,
        Rank.TOPIC,
        None,
        Rank.TOPIC,
        None,
    ]


def test_a_title_is_recognised_whatever_its_case_and_dashes() -> None:
    assert repeats_title("BRIDGE–PLAN 2030 (draft)", "Bridge-Plan 2030")
    assert not repeats_title("Plan of bridges", "Bridge plan")
    assert not repeats_title("Anything", "")
