"""The page of a PDF beside its text: named as citations name it, and drawn when asked for."""

from pathlib import Path

import pytest

from cmp_search.documents.passage import Passage
from cmp_search.locales import interfaces, messages_for
from tests.index.building import build
from tests.readers.pdf_making import heading, pdf, stacked
from tests.web.conftest import Open, shown
from tests.web.read_page import WORDS, passages

pytestmark = pytest.mark.usefixtures("nothing_kept")

OARS = pdf(
    stacked(heading("About oars"), "The oars of the keepers are red, and there are nine of them."),
    stacked("The boats of the bakers are blue, and there are ten of them."),
    stacked("Both were painted in the year of the great fog."),
    roman=1,
)


@pytest.fixture
def oars(corpus: Path, index: Path) -> list[Passage]:
    """The passages of a PDF of three pages in the corpus."""
    (corpus / "oars.pdf").write_bytes(OARS)
    build(corpus, index)
    return passages(index, "oars")


@pytest.mark.parametrize("language", interfaces())
def test_pages_are_named_as_citations_name_them(
    open_page: Open, oars: list[Passage], language: str
) -> None:
    words = messages_for(language)
    html = shown(open_page("read", document="oars", lang=language))
    for label, pdf_page in (("i", "1"), ("1", "2"), ("2", "3")):
        full = words("read.page_full", label=label, pdf=pdf_page)
        name = f"p.\u00a0{label} [PDF\u00a0{pdf_page}]"
        assert f'role="doc-pagebreak" aria-label="{full}">{name}<' in html


def test_pages_without_labels_are_counted(open_page: Open, corpus: Path, index: Path) -> None:
    (corpus / "oars.pdf").write_bytes(pdf(stacked("The oars are red."), stacked("They float.")))
    build(corpus, index)
    assert 'aria-label="PDF page 2">PDF\u00a0p.\u00a02<' in shown(
        open_page("read", document="oars")
    )


@pytest.mark.parametrize("language", interfaces())
def test_the_page_is_shown_when_it_is_asked_for(
    open_page: Open, oars: list[Passage], language: str
) -> None:
    words = messages_for(language)
    page = open_page("read", document="oars", passage=oars[0].id, lang=language)
    assert "<img" not in shown(page)
    assert page.toggle[0].label == words("read.pdf_image")
    page.toggle[0].set_value(True).run()
    assert not page.exception and not page.warning
    html = shown(page)
    assert html.count("<img") == 3
    assert html.count('class="box"') == 3
    full = words("read.page_full", label="i", pdf="1")
    assert f'alt="{words("read.pdf_image_alt", page=full)}"' in html
    assert page.query_params["sheet"] in ("1", ["1"])


def test_a_pdf_that_changed_is_not_shown(
    open_page: Open, oars: list[Passage], corpus: Path
) -> None:
    (corpus / "oars.pdf").write_bytes(OARS + b"\n")
    page = open_page("read", document="oars", passage=oars[0].id, sheet="1")
    assert page.warning[0].value == WORDS("read.pdf_image_changed")
    assert "<img" not in shown(page)
    assert '<mark id="passage">' in shown(page)


def test_a_pdf_that_cannot_be_drawn_is_said(
    open_page: Open, oars: list[Passage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.page_image.PROCESS._work", "cmp_search.no_module:draw")
    monkeypatch.setattr("cmp_search.page_image.PROCESS._process", None)
    page = open_page("read", document="oars", passage=oars[0].id, sheet="1")
    assert page.warning[0].value == WORDS("read.pdf_image_failed")


def test_a_text_without_pages_has_none_to_show(open_page: Open, index: Path) -> None:
    id = passages(index, "harbour-2021")[0].id
    page = open_page("read", document="harbour-2021", passage=id, sheet="1")
    assert not page.toggle
    assert page.query_params["sheet"]
