"""What readers leave out, how much of it is lost, and when that is a flaw."""

import pytest

from cmp_search.documents.document import BlockKind, Flaw, Omission, Omitted, Quality
from cmp_search.readers.extract import Extract

BODY = " ".join(f"lamp{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(200))
"""Two hundred words, all of them different."""
HEAD = "The Harbour Board of the Northern Coast and Isles: Annual Report"


def quality(body: str, *left_out: tuple[Omission, str], heading: str = "") -> Quality:
    extract = Extract()
    extract.heading(heading, 1)
    extract.add(BlockKind.PARAGRAPH, body)
    for reason, text in left_out:
        extract.omit(reason, text)
    return extract.finish().quality


def other(count: int) -> str:
    """So many words that stand nowhere in the text."""
    return " ".join(f"wick{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(count))


def test_lines_and_words_are_counted_by_reason() -> None:
    found = quality(
        BODY,
        (Omission.HIDDEN, "One two.\n\n  Three l’été.\n"),
        (Omission.RUNNING, "Page 1"),
        (Omission.RUNNING, "17"),
        (Omission.HIDDEN, "Four"),
    )
    assert found.omitted == (
        Omitted(Omission.RUNNING, lines=2, words=1, lost=1),
        Omitted(Omission.HIDDEN, lines=3, words=6, lost=6),
    )
    assert found.words == 200


def test_nothing_left_out_is_nothing_lost() -> None:
    found = quality(BODY, (Omission.STRUCK, " \n "))
    assert (found.omitted, found.lost, found.warnings) == ((), 0, ())


def test_a_running_head_is_lost_once_whatever_its_page_number() -> None:
    pages = [(Omission.RUNNING, f"{HEAD} {n} of 200") for n in range(1, 201)]
    (found,) = quality(BODY, *pages).omitted
    assert (found.lines, found.words, found.lost) == (200, 12 * 200, 12)


def test_a_line_is_lost_for_the_first_reason_alone() -> None:
    found = quality(BODY, (Omission.OUTSIDE, HEAD), (Omission.HIDDEN, HEAD.upper()))
    assert {one.reason: one.lost for one in found.omitted} == {
        Omission.OUTSIDE: 11,
        Omission.HIDDEN: 0,
    }


@pytest.mark.parametrize(
    "entry",
    [
        "Duties of the keeper of the northern light .......... 12",
        "3.2 DUTIES OF THE KEEPER OF THE NORTHERN LIGHT",
        "Duties of the keeper",
        "Lampaa",
    ],
)
def test_an_entry_of_contents_whose_words_recur_loses_nothing(entry: str) -> None:
    heading = "3.2 Duties of the keeper of the northern light"
    (found,) = quality(BODY, (Omission.CONTENTS, entry), heading=heading).omitted
    assert found.lost == 0


def test_words_that_recur_in_another_order_are_lost() -> None:
    backwards = " ".join(reversed(BODY.split()[:20]))
    (found,) = quality(BODY, (Omission.CONTENTS, backwards)).omitted
    assert found.lost == 20


def test_of_a_line_that_recurs_in_part_the_rest_is_lost() -> None:
    part = " ".join(BODY.split()[40:50])
    (found,) = quality(BODY, (Omission.HIDDEN, f"{part} {other(7)}")).omitted
    assert (found.words, found.lost) == (17, 7)


@pytest.mark.parametrize("reason", Omission)
def test_more_than_a_twentieth_lost_is_a_flaw(reason: Omission) -> None:
    assert quality(BODY, (reason, other(10))).warnings == ()
    found = quality(BODY, (reason, other(11)))
    assert found.warnings == (Flaw.WORDS_LOST,)
    assert found.lost == 11 / 211


def test_reasons_are_judged_together() -> None:
    words = other(12).split()
    halves = ((Omission.HIDDEN, " ".join(words[:6])), (Omission.STRUCK, " ".join(words[6:])))
    assert quality(BODY, *halves).warnings == (Flaw.WORDS_LOST,)


def test_a_few_words_are_no_flaw_of_a_short_text() -> None:
    assert quality("Out of oil.", (Omission.WATERMARK, other(4))).warnings == ()
    assert quality("Out of oil.", (Omission.WATERMARK, other(5))).warnings == (Flaw.WORDS_LOST,)


def test_a_text_of_which_all_was_left_out_has_lost_all() -> None:
    extract = Extract()
    extract.omit(Omission.BOILERPLATE, other(30))
    found = extract.finish().quality
    assert (found.lost, found.warnings) == (1, (Flaw.WORDS_LOST,))
