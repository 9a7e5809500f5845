from dataclasses import replace

import pytest

from cmp_search.evaluation.figures import Reason, SubsetKind, figures, reason_of, rows
from cmp_search.evaluation.judging import Marked
from cmp_search.evaluation.questions import Kind
from tests.evaluation.making import asked, asked_of_two, run_of


def test_there_is_a_row_for_all_each_language_and_each_style() -> None:
    found = rows(
        [
            asked("a", 1, styles=("hard", "typo")),
            asked("b", 2, language="es", styles=("hard",)),
            asked("c", language="fr"),
            asked("u", kind=Kind.FAR),
        ]
    )
    assert [(row.by, row.name, row.n) for row in found] == [
        (SubsetKind.ALL, "all", 3),
        (SubsetKind.LANGUAGE, "en", 1),
        (SubsetKind.LANGUAGE, "fr", 1),
        (SubsetKind.LANGUAGE, "es", 1),
        (SubsetKind.STYLE, "hard", 2),
        (SubsetKind.STYLE, "plain", 1),
        (SubsetKind.STYLE, "typo", 1),
    ]
    whole = found[0].measures
    assert whole["R@1"].value == pytest.approx(1 / 3)
    assert whole["R@5"].value == pytest.approx(2 / 3)
    assert whole["MRR@10"].value == pytest.approx((1 + 1 / 2 + 0) / 3)


def test_a_style_that_is_called_like_a_language_is_a_style() -> None:
    found = rows([asked("a", 1, styles=("en",)), asked("b", language="fr")])
    assert [(row.by, row.name, row.n) for row in found if row.name == "en"] == [
        (SubsetKind.LANGUAGE, "en", 1),
        (SubsetKind.STYLE, "en", 1),
    ]


def test_sections_and_pages_are_shares_of_those_that_were_judged() -> None:
    (whole, *_) = rows(
        [asked("a", 1, section=True), asked("b", 1, section=False), asked("c"), asked("d", 1)]
    )
    assert whole.section and (whole.section.value, whole.section.n) == (0.5, 2)
    assert whole.page is None


def test_what_is_marked_is_a_share_of_all_and_of_those_with_a_relevant_first_hit() -> None:
    right, wrong = Marked(sentence_right=True), Marked(sentence_right=False)
    found = rows(
        [
            asked("a", 1, marked=right, language="fr"),
            asked("b", 1, marked=wrong),
            asked("c", 2, marked=wrong),
            asked("d", 1, marked=Marked(sentence_right=True, span_right=True, span_f1=0.5)),
        ]
    )
    whole, english = found[:2]
    assert whole.sentence and (whole.sentence.value, whole.sentence.n) == (0.5, 4)
    assert whole.relevant_sentence and whole.relevant_sentence.n == 3
    assert whole.relevant_sentence.value == pytest.approx(2 / 3)
    assert english.sentence and english.sentence.value == pytest.approx(1 / 3)
    assert whole.span and (whole.span.value, whole.span.n) == (1, 1)
    assert whole.span_f1 and whole.span_f1.value == 0.5
    french = next(row for row in found if row.name == "fr")
    assert french.span is None and french.span_f1 is None


def test_the_length_of_passages_is_that_of_all_shown() -> None:
    found = figures(run_of([asked("a", characters=600), asked("b", characters=700)]))
    assert found.shown_characters == 650
    assert figures(run_of([asked("a")])).shown_characters is None


def test_two_documents_count_among_the_first_six_only() -> None:
    filler = [("harbour", None)] * 5
    found = figures(
        run_of(
            [
                asked_of_two("both", ("ports", 1), ("harbour", 0)),
                asked_of_two("one", ("ports", None), ("harbour", 0)),
                asked_of_two("late", ("harbour", 0), *filler, ("ports", 1)),
            ]
        )
    ).two_documents
    assert found
    assert found.both_relevant.value == pytest.approx(1 / 3)
    assert found.both_documents.value == pytest.approx(2 / 3)


def test_latency_is_three_percentiles() -> None:
    every = [asked(str(i), 1, milliseconds=float(i)) for i in range(101)]
    found = figures(run_of(every)).latency
    assert (found.p50, found.p95, found.p99) == (50, 95, 99)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (asked("a", 5), None),
        (asked("a", 6), Reason.LATE),
        (asked("a", relevant=2), Reason.NOT_FOUND),
        (asked("a", relevant=0), Reason.NO_PASSAGE),
        (asked("a", kind=Kind.NEAR, probability=0.9), Reason.ANSWERED),
        (asked("a", kind=Kind.FAR, probability=0.5), None),
        (asked_of_two("a", ("harbour", 0), ("ports", 1)), None),
        (asked_of_two("a", ("harbour", 0), ("ports", None)), Reason.NOT_BOTH),
        (replace(asked_of_two("a", ("harbour", 0)), relevant=(1, 0)), Reason.NO_PASSAGE),
    ],
)
def test_every_failure_has_its_reason(one: object, reason: Reason | None) -> None:
    assert reason_of(one) is reason  # type: ignore[arg-type]


def test_a_run_without_answerable_questions_has_figures() -> None:
    found = figures(run_of([asked("a", kind=Kind.FAR)]))
    assert found.rows == () and found.two_documents is None
    assert found.abstention.auroc.all is None
