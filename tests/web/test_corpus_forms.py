"""The Documents page: who may change the corpus, and removing texts and putting them back."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cmp_search.corpus.files import remove_document
from cmp_search.errors import CorpusError
from cmp_search.locales import interfaces, messages_for
from cmp_search.web.error_view import error_sentence
from cmp_search.web.rendering import escape_markdown
from tests.index.building import ALL, build, indexed
from tests.web.conftest import Open
from tests.web.documents_page import add, done, press
from tests.web.jobs.working import NOTE, kept

PORTS = "Échange des ports : bilan 2021"
"""The title of the text that is removed."""


@pytest.mark.parametrize("language", interfaces())
def test_nothing_can_be_changed_unless_it_is_allowed(open_page: Open, language: str) -> None:
    page = open_page("documents", lang=language)
    assert not page.file_uploader and not page.button
    assert messages_for(language)("documents.how") in [one.value for one in page.markdown]
    folded = [one for one in page.expander if one.code]
    assert [one.label for one in folded] == [messages_for(language)("documents.commands")]
    assert len(folded[0].code) == len(page.code)
    assert page.code[0].value.startswith("cmp-search add")


@pytest.mark.parametrize("language", interfaces())
def test_a_reader_who_signed_in_is_told_of_editors_not_of_commands(
    open_page: Open, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.web.corpus_forms.people_sign_in", lambda: True)
    page = open_page("documents", lang=language)
    assert messages_for(language)("documents.editors") in [one.value for one in page.markdown]
    assert not page.file_uploader and not page.code


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
    assert page.success[0].value == escape_markdown(words("jobs.removed", title=PORTS))
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
def test_the_last_text_can_be_removed(open_page: Open, corpus: Path, index: Path) -> None:
    words = messages_for("en")
    for id in ALL[1:]:
        remove_document(corpus, id)
        build(corpus, index)
    page = open_page("documents")
    page.selectbox[0].set_value(ALL[0]).run()
    page = done(press(page, words("jobs.remove")))
    assert words("jobs.emptied") in page.success[0].value
    page = done(add(page, "zebra.txt", NOTE))
    assert indexed(index) == ("zebra",)


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_a_removal_can_be_undone(open_page: Open, corpus: Path, index: Path, language: str) -> None:
    words, before = messages_for(language), kept(corpus)
    page = open_page("documents", lang=language)
    page.selectbox[0].set_value("ports-2021").run()
    page = done(press(page, words("jobs.remove")))
    assert "ports-2021" not in indexed(index)
    page = done(press(page, words("jobs.undo_removal")))
    assert page.success[0].value == escape_markdown(words("jobs.put_back", title=PORTS))
    assert indexed(index) == ALL and kept(corpus) == before
    assert words("jobs.undo_removal") not in [button.label for button in page.button]


@pytest.mark.usefixtures("allowed")
def test_the_last_removal_stays_offered_after_a_reload(
    page: AppTest, open_page: Open, index: Path
) -> None:
    words = messages_for("en")
    opened = open_page("documents")
    opened.selectbox[0].set_value("ports-2021").run()
    done(press(opened, words("jobs.remove")))
    other = AppTest.from_file(page._script_path, default_timeout=30)
    other._page_hash = calc_hash("documents")
    other.run()
    other = done(press(other, words("jobs.undo_removal")))
    assert other.success[0].value == escape_markdown(words("jobs.put_back", title=PORTS))
    assert indexed(index) == ALL


@pytest.mark.usefixtures("allowed")
def test_a_removal_is_not_undone_where_another_took_the_place(
    open_page: Open, corpus: Path
) -> None:
    words = messages_for("en")
    page = open_page("documents")
    page.selectbox[0].set_value("ports-2021").run()
    page = done(press(page, words("jobs.remove")))
    (corpus / "ports-2021.html").write_bytes(b"<p>Others</p>")
    page = done(press(page, words("jobs.undo_removal")))
    error = CorpusError("put_back_changed", id="ports-2021")
    assert page.error[0].value == escape_markdown(error_sentence(error, words))
    assert (corpus / "ports-2021.html").read_bytes() == b"<p>Others</p>"


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize("language", interfaces())
def test_an_empty_corpus_offers_adding(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    words = messages_for(language)
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(tmp_path / "none"))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "no-index"))
    page = open_page("documents", lang=language)
    assert [one.value for one in page.info] == [words("jobs.first")]
    assert not page.error and page.file_uploader
    page = done(add(page, "zebra.txt", NOTE, language))
    assert page.success[0].value == words("jobs.added", title="zebra") and not page.info
