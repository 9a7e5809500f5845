"""Adding and removing texts on the Documents page, if allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.errors import FormatError, IdError, TakenError
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.corpus_forms import OWN_JOB
from cmp_search.web.error_view import error_sentence
from cmp_search.web.rendering import escape_markdown
from tests.index.building import ALL, indexed
from tests.web.conftest import Open, shown
from tests.web.test_jobs import NOTE, WaitingEncoder, ended


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CMP_SEARCH_UPKEEP", "yes")


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator[WaitingEncoder]:
    encoder = WaitingEncoder()
    monkeypatch.setattr("cmp_search.library.open_encoder", lambda _: encoder)
    yield encoder
    encoder.go_on.set()


def press(page: AppTest, label: str) -> AppTest:
    """Press a button."""
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def done(page: AppTest) -> AppTest:
    """The page after the job that it started has ended."""
    ended(page.session_state[OWN_JOB])
    page.run()
    assert not page.exception
    return page


def add(page: AppTest, name: str, data: bytes, language: str = "en", id: str = "") -> AppTest:
    """Add a file."""
    page.file_uploader[0].set_value((name, data, "text/plain"))
    page.text_input(key="id_to_add").set_value(id)
    return press(page, messages_for(language)("jobs.add"))


@pytest.mark.parametrize("language", interfaces())
def test_nothing_can_be_changed_unless_it_is_allowed(open_page: Open, language: str) -> None:
    page = open_page("documents", lang=language)
    assert not page.file_uploader and not page.button
    assert messages_for(language)("documents.how") in [one.value for one in page.markdown]
    assert page.code[0].value.startswith("cmp-search add")


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_text_is_added_and_found(open_page: Open, index: Path, language: str) -> None:
    words = messages_for(language)
    page = done(add(open_page("documents", lang=language), "zebra.txt", NOTE, language))
    assert page.success[0].value == words("jobs.added", id="zebra")
    assert indexed(index) == tuple(sorted([*ALL, "zebra"]))
    assert ">zebra</a>" in shown(page), "the page has taken up the new generation"


@pytest.mark.usefixtures("allowed")
def test_a_duplicate_is_said(open_page: Open, corpus: Path) -> None:
    text = (corpus / "harbour-2021.md").read_bytes()
    page = done(add(open_page("documents", lang="fr"), "copy.md", text, "fr"))
    assert "(copy) et «" in shown(page) and "(harbour-2021) sont le même fichier" in shown(page)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_what_cannot_be_added_is_said(open_page: Open, index: Path, language: str) -> None:
    words = messages_for(language)
    page = open_page("documents", lang=language)
    press(page, words("jobs.add"))
    assert page.warning[0].value == words("jobs.no_file")
    wrong = escape_markdown(error_sentence(IdError("id_invalid", id="../a"), words))
    taken = escape_markdown(error_sentence(TakenError("id_taken", id="ports-2021"), words))
    not_pdf = FormatError("format_not", format="PDF", file="a.pdf")
    no_pdf = escape_markdown(error_sentence(not_pdf, words))
    for name, id, said in (
        ("a.txt", "../a", wrong),
        ("a.txt", "ports-2021", taken),
        ("a.pdf", "", no_pdf),
    ):
        add(page, name, NOTE, language, id)
        if said != wrong:
            done(page)
        assert page.error[0].value.startswith(said)
    assert indexed(index) == ALL


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_text_is_removed_when_it_is_meant(
    open_page: Open, corpus: Path, index: Path, language: str
) -> None:
    words = messages_for(language)
    page = open_page("documents", lang=language)
    page.selectbox[0].set_value("ports-2021").run()
    assert "ports-2021" in page.warning[0].value
    press(page, words("jobs.keep"))
    assert page.selectbox[0].value is None and not page.warning
    assert indexed(index) == ALL
    page.selectbox[0].set_value("ports-2021").run()
    page = done(press(page, words("jobs.remove")))
    assert page.success[0].value == words("jobs.removed", id="ports-2021")
    assert "ports-2021" not in indexed(index)
    assert (corpus / "removed" / "ports-2021.html").is_file()


@pytest.mark.usefixtures("allowed")
def test_a_file_that_could_not_be_read_can_be_removed(open_page: Open, corpus: Path) -> None:
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    page = open_page("documents")
    page = done(add(page, "zebra.txt", NOTE))
    page.selectbox[0].set_value("liar").run()
    page = done(press(page, messages_for("en")("jobs.remove")))
    assert not (corpus / "liar.pdf").exists()
    assert messages_for("en")("documents.failures") not in [one.value for one in page.header]


@pytest.mark.usefixtures("allowed")
def test_everyone_sees_how_far_it_is_and_nobody_waits(
    page: AppTest, open_page: Open, waiting: WaitingEncoder
) -> None:
    add(open_page("documents"), "zebra.txt", NOTE)
    assert waiting.reached.wait(30)
    page.run()
    (bar,) = page.progress
    assert "“zebra” is being added. Document 1 of 1 · 0 texts encoded" in bar.proto.text
    assert not page.file_uploader and not page.warning
    other = AppTest.from_file(page._script_path, default_timeout=30)
    other.query_params["q"] = "trees"
    other.run()
    assert not other.exception
    assert '<ol class="hits">' in shown(other), "questions are answered meanwhile"
    waiting.go_on.set()
    assert done(page).success
