import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cmp_search.evaluation.comparison import compare
from cmp_search.evaluation.figures import figures
from cmp_search.evaluation.judging import Marked
from cmp_search.evaluation.questions import Kind
from cmp_search.evaluation.report import report_html
from cmp_search.evaluation.run import Run
from tests.evaluation.making import asked, asked_of_two, run_of

VOID = {"meta", "br", "img", "hr", "link", "input"}
EVIL = "<script>alert('x')</script> & \"quoted\"?"
MARKED = Marked(sentence_right=True, span_right=True, span_f1=0.5)
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


class Page(HTMLParser):
    """What a page holds; every element must be closed in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags = Counter[str]()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def run() -> Run:
    return run_of(
        [
            asked(
                "a", 1, section=True, page=False, probability=0.95, marked=MARKED, characters=600
            ),
            asked("b", 7, language="fr", styles=("hard",), probability=0.6, text=EVIL),
            asked("c", relevant=0, language="es", probability=0.2),
            asked("n", kind=Kind.NEAR, probability=0.8),
            asked("f", kind=Kind.FAR, probability=0.1),
            asked_of_two("two", ("harbour", 0)),
        ]
    )


@pytest.fixture(scope="module")
def html(run: Run) -> str:
    before = run_of([*run.asked[1:5], asked("a", 4)])
    return report_html(run, figures(run), compare(before, run))


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_nothing_is_loaded_from_elsewhere(page: Page, html: str) -> None:
    assert page.tags["script"] == page.tags["link"] == page.tags["iframe"] == 0
    addresses = re.findall(r"[a-z]+://[^\"' <)]+", html)
    assert set(addresses) <= set(NAMESPACES)
    for _, name, value in page.attributes:
        if name in ("src", "href", "xlink:href", "action", "poster"):
            assert value.startswith("#")
        assert not name.startswith("on")
    assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)\)", html))
    assert "@import" not in html


def test_what_a_question_holds_is_words(page: Page, html: str) -> None:
    assert EVIL not in html
    assert EVIL in "".join(page.words)


def test_no_two_elements_have_one_id_and_every_reference_leads_to_one(page: Page) -> None:
    ids = Counter(value for _, name, value in page.attributes if name == "id")
    assert [id for id, count in ids.items() if count > 1] == []
    for _, name, value in page.attributes:
        for used in re.findall(r"url\(#([^)]+)\)", value):
            assert used in ids
        if name == "xlink:href":
            assert value[1:] in ids


def test_it_can_be_read_without_seeing(page: Page) -> None:
    assert ("html", "lang", "en") in page.attributes
    assert page.tags["title"] >= 1 and page.tags["main"] == page.tags["h1"] == 1
    assert page.tags["h2"] >= 5
    images = [value for _, name, value in page.attributes if (name, value) == ("role", "img")]
    labels = [value for tag, name, value in page.attributes if (tag, name) == ("div", "aria-label")]
    assert len(images) == page.tags["svg"] == 4
    assert all(labels)
    assert page.tags["table"] >= 5
    scoped = sum((tag, name) == ("th", "scope") for tag, name, _ in page.attributes)
    assert scoped == page.tags["th"]


def test_what_is_marked_has_a_table(run: Run, page: Page) -> None:
    words = " ".join("".join(page.words).split())
    assert "best sentence has it" in words and "span F1" in words
    assert "The passages shown have 600 characters on average." in words
    spanless = run_of([replace(one, marked=Marked(sentence_right=True)) for one in run.asked])
    html = report_html(spanless, figures(spanless))
    assert "best sentence has it" in html and "span F1" not in html


def test_every_failure_is_listed_with_what_was_expected_and_found(page: Page) -> None:
    words = " ".join("".join(page.words).split())
    assert "Questions that failed: 4" in words
    for said in ("“answer b”", "“The first sentence.”", "Institute of Fog, Harbour, para 1"):
        assert said in words


@pytest.mark.slow
def test_a_run_of_one_kind_has_a_report(run: Run) -> None:
    for one in run.asked:
        few = run_of([one])
        assert Page(report_html(few, figures(few))).open == []
        again = compare(few, few)
        assert Page(report_html(few, figures(few), again)).open == []
