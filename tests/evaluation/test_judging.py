import pytest

from cmp_search.citations.citation import Citation
from cmp_search.documents.document import Page, Span
from cmp_search.documents.passage import Passage
from cmp_search.evaluation.judging import (
    NOTHING_MARKED,
    Marked,
    count_relevant,
    first_relevant,
    is_page_right,
    is_relevant,
    is_section_right,
    judge_marked,
    needs_met,
    normalised,
)
from cmp_search.evaluation.questions import GoldQuestion, Kind, Need
from cmp_search.search.answer import Hit, Score
from tests.sample import make_document, paragraph

NEED = Need("doc", ("forty  lenses", "Brass"))


def question(section: tuple[str, ...] = (), page: str = "") -> GoldQuestion:
    return GoldQuestion("q", "How many?", "en", Kind.ANSWERABLE, (NEED,), section, page)


def passage(text: str, document: str = "doc", start: int = 0) -> Passage:
    end = start + len(text)
    return Passage("id", document, ("A", "B"), 1, start, end, text, (Span(start, end),))


def test_one_answer_is_enough_whatever_its_spaces_and_case() -> None:
    assert is_relevant(NEED, "doc", "It polished Forty\nlenses.")
    assert is_relevant(NEED, "doc", "of BRASS")
    assert not is_relevant(NEED, "doc", "forty brilliant lenses")
    assert not is_relevant(NEED, "other", "forty lenses")


def test_the_first_relevant_passage_gives_the_rank() -> None:
    found = [passage("none"), passage("brass", "other"), passage("brass"), passage("brass")]
    assert first_relevant(question(), found) == 3
    assert first_relevant(question(), found[:2]) is None
    assert [needs_met(question(), one) for one in found] == [(), (), (0,), (0,)]


def test_every_relevant_passage_of_the_index_is_counted() -> None:
    texts = {"doc": [normalised("Brass"), "no", normalised("forty\nlenses")], "other": ["brass"]}
    assert count_relevant(question(), texts) == (2,)
    assert count_relevant(question(), {}) == (0,)


def test_a_section_is_right_when_the_path_ends_so() -> None:
    assert is_section_right(question(section=("B",)), passage("x")) is True
    assert is_section_right(question(section=("A", "B")), passage("x")) is True
    assert is_section_right(question(section=("A",)), passage("x")) is False
    assert is_section_right(question(), passage("x")) is None


def test_a_page_is_right_by_its_label_or_else_its_position() -> None:
    plain = make_document([paragraph("0123456789" * 3)])
    parts = [(1, "iv", 0, 10), (2, "v", 10, 20), (3, None, 20, 30)]
    document = plain.__class__(
        **{
            **{name: getattr(plain, name) for name in ("entry", "sha256", "text", "blocks")},
            "pages": tuple(Page(*part) for part in parts),
            "headings_from": plain.headings_from,
        }
    )
    over = passage("x" * 8, start=6)
    right = {p: is_page_right(question(page=p), over, document) for p in ("iv", "v", "2", "3")}
    assert right == {"iv": True, "v": True, "2": False, "3": False}
    assert is_page_right(question(page="3"), passage("x", start=20), document) is True
    assert is_page_right(question(), over, document) is None


def hit(sentence: str, span: str = "", document: str = "doc") -> Hit:
    """A first hit in which a sentence is marked, and perhaps a span of it."""
    text = f"Before it. {sentence} After it."
    start = 100 + text.index(sentence)
    answer = 100 + text.index(span)
    found = passage(text, document, start=100)
    citation = Citation(document, "", "", "", "en", "", found.section, (), 0, 0, "")
    return Hit(
        rank=1,
        score=Score(0.9, 0.9, 0.0),
        passage=found,
        title="",
        language="en",
        best_sentence=Span(start, start + len(sentence)),
        matched_terms=(),
        citation=citation,
        answer_span=Span(answer, answer + len(span)) if span else None,
    )


def test_a_marked_sentence_is_right_if_it_has_an_answer() -> None:
    assert judge_marked(question(), [hit("It had Forty\nlenses.")]) == Marked(sentence_right=True)
    assert judge_marked(question(), [hit("It had lenses.")]) == Marked(sentence_right=False)
    elsewhere = hit("It had forty lenses.", document="other")
    assert judge_marked(question(), [elsewhere]) == Marked(sentence_right=False)
    assert judge_marked(question(), []) == Marked(sentence_right=False)
    open_question = GoldQuestion("q", "Who?", "en", Kind.NEAR)
    assert judge_marked(open_question, [hit("It had forty lenses.")]) == NOTHING_MARKED


@pytest.mark.parametrize(
    ("span", "is_right", "f1"),
    [
        ("forty lenses", True, 1),
        ("forty", True, 2 / 3),
        ("had forty lenses", True, 4 / 5),
        ("fort", False, 0),
        ("had", False, 0),
        ("had forty", False, 1 / 2),
    ],
)
def test_a_span_has_an_answer_or_is_part_of_one(span: str, is_right: bool, f1: float) -> None:
    found = judge_marked(question(), [hit("It had forty lenses.", span)])
    assert (found.sentence_right, found.span_right) == (True, is_right)
    assert found.span_f1 == pytest.approx(f1)


def test_a_span_of_another_document_is_wrong() -> None:
    found = judge_marked(question(), [hit("It had forty lenses.", "forty lenses", "other")])
    assert (found.span_right, found.span_f1) == (False, 0)


def test_a_hit_meets_what_the_editions_joined_to_it_meet() -> None:
    other = passage("laiton", "doc-fr")
    assert needs_met(question(), other) == ()
    assert needs_met(question(), other, passage("brass")) == (0,)
