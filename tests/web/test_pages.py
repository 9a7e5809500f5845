"""The pages Read, Documents and About in three languages."""

from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from cmp_search.documents.document import Omission, Omitted
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.index.embedded.folder import CURRENT, current
from cmp_search.index.engines import engine_of, open_index
from cmp_search.library import Library
from cmp_search.locales import interfaces, messages_for
from cmp_search.search.thresholds import confidence_key
from cmp_search.version import __version__
from cmp_search.web.facts import document_facts, reading_quality
from tests.index.building import build
from tests.web.conftest import Open, shown

DOCUMENT = "harbour-2021"


@pytest.mark.parametrize("language", interfaces())
def test_a_document_is_read_with_its_outline(open_page: Open, language: str) -> None:
    page = open_page("read", lang=language, document=DOCUMENT)
    assert page.selectbox[0].value == DOCUMENT
    assert page.selectbox[0].label == messages_for(language)("read.choose")
    html = shown(page)
    assert '<h1 lang="en">Harbour Exchange: report for 2021</h1>' in html
    assert '<a href="#section-3" target="_self">Lens Working Group</a>' in html
    assert '<h3 id="section-3">Lens Working Group</h3>' in html
    assert "<mark" not in html
    assert f'aria-label="{messages_for(language)("read.outline")}"' in html
    assert [element.proto.label for element in page.get("page_link")] == ["Français"]


def test_a_passage_is_marked_in_its_place(open_page: Open, index: Path) -> None:
    with closing(open_index(str(index))) as opened:
        passages = opened.passages_of(DOCUMENT)
    bread = next(passage for passage in passages if "sourdough" in passage.text)
    page = open_page("read", document=DOCUMENT, passage=bread.id)
    assert '<mark id="passage">The bakers met twice' in shown(page)
    assert 'data-go-to="passage"' in shown(page)
    assert page.query_params["passage"] in (bread.id, [bread.id])


def test_a_section_is_gone_to(open_page: Open) -> None:
    page = open_page("read", document=DOCUMENT, section="3")
    assert 'data-go-to="section-3"' in shown(page)
    page = open_page("read", document=DOCUMENT, section="'); alert(1)")
    assert "alert(1)" not in shown(page)


def test_another_document_is_picked(open_page: Open) -> None:
    page = open_page("read", document=DOCUMENT, passage="gone")
    assert page.warning[0].value == messages_for("en")("read.lost")
    page.selectbox[0].set_value("ports-2021").run()
    assert not page.exception
    assert not page.warning
    assert page.query_params["document"] in ("ports-2021", ["ports-2021"])
    assert '<h1 lang="fr">Échange des ports' in shown(page)
    page.query_params.clear()
    page.run()
    assert page.selectbox[0].value == "ports-2021"


@pytest.mark.parametrize("language", interfaces())
def test_a_document_that_is_not_there_is_said(open_page: Open, language: str) -> None:
    page = open_page("read", lang=language, document="![x](https://fog.example/x.png)")
    message = str(messages_for(language).messages["error.unknown_document"])
    assert message.partition("{")[0][1:] in page.error[0].value
    assert "![x](" not in page.error[0].value


def test_a_script_in_a_text_is_only_words(open_page: Open, corpus: Path, index: Path) -> None:
    evil = "<script>alert(1)</script>"
    text = f"# {evil}\n\n## {evil}\n\nOne {evil} paragraph.\n\n- {evil} item\n"
    (corpus / "evil.md").write_text(text, "utf-8")
    build(corpus, index)
    for page in (open_page("read", document="evil"), open_page("documents")):
        assert "alert(1)" in shown(page)
        assert evil not in shown(page)


def test_an_index_without_texts_is_said(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cmp_search.index.embedded.texts.Texts.entries", lambda _: ())
    assert open_page("read").info[0].value == messages_for("en")("read.none")


@pytest.mark.parametrize("language", interfaces())
def test_the_documents_are_listed(open_page: Open, language: str) -> None:
    words = messages_for(language)
    page = open_page("documents", lang=language)
    assert page.title[0].value == words("documents.title")
    html = shown(page)
    assert html.count('<th scope="row"') == 4
    assert html.count('<th scope="col"') == 5
    assert words("documents.headings", origin=words("headings.markup")) in html
    assert words("documents.also", languages=words.name("fr")) in html
    assert words.count("unit.documents", 4) in html
    assert f'href="read?document=ports-2021&amp;lang={language}" lang="fr">' in html
    assert html.index("puertos-2022") < html.index("harbour-2021") < html.index("harbour-2020")
    assert words("documents.failures") not in [header.value for header in page.header]
    assert not page.warning and not page.button


def test_documents_are_looked_for_and_the_address_holds_it(open_page: Open) -> None:
    page = open_page("documents", **{"find": "exchange", "in": "en", "of": "2021"})
    assert shown(page).count('<th scope="row"') == 1
    assert "1 of 4 texts found" in shown(page)
    page.multiselect[0].set_value([]).run()
    page.text_input[0].set_value("CHÂNGE").run()
    assert "2 of 4 texts found" in shown(page)
    assert page.query_params["find"] in ("CHÂNGE", ["CHÂNGE"])
    page.text_input[0].set_value("zebras").run()
    assert "<table" not in shown(page) and "0 of 4 texts found" in shown(page)


def test_many_documents_are_shown_some_at_a_time(
    open_page: Open, corpus: Path, index: Path
) -> None:
    for number in range(60):
        (corpus / f"note-{number:02}.txt").write_text(f"Note {number} about oars.", "utf-8")
    build(corpus, index)
    page = open_page("documents")
    assert shown(page).count('<th scope="row"') == 50
    page.button[0].click().run()
    assert shown(page).count('<th scope="row"') == 64 and not page.button
    page.text_input[0].set_value("note").run()
    assert shown(page).count('<th scope="row"') == 50


def test_lost_words_are_a_remark(corpus: Path, index: Path) -> None:
    words = messages_for("en")
    (status, *_) = Library(str(corpus), str(index), "fake").status().documents
    assert words("documents.well") in document_facts(status, words)
    assert reading_quality(status, words) == words("documents.good")
    quality = replace(
        status.quality, omitted=(Omitted(Omission.CONTENTS, lines=9, words=30, lost=25),)
    )
    status = replace(status, quality=quality)
    facts = list(document_facts(status, words))
    assert words("documents.well") not in facts and words("documents.well_otherwise") in facts
    assert reading_quality(status, words) == words("documents.flawed")


@pytest.mark.parametrize("language", interfaces())
def test_what_failed_and_what_is_twice_is_said(
    open_page: Open, corpus: Path, index: Path, language: str
) -> None:
    words = messages_for(language)
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    (corpus / "ports-2021.html").write_text("", "utf-8")
    (corpus / "copy.md").write_bytes((corpus / "harbour-2021.md").read_bytes())
    near = (corpus / "puertos-2022.txt").read_text("utf-8") + "Fin.\n"
    (corpus / "near.txt").write_text(near, "utf-8")
    build(corpus, index)
    page = open_page("documents", lang=language)
    headers = [header.value for header in page.header]
    assert {words("documents.failures"), words("documents.duplicates")} <= set(headers)
    html = unescape(shown(page))
    for said in (words("error.format_not", format="PDF"), words("error.html_without_text")):
        assert f" {said[:1].upper()}{said[1:]}." in html
    (kept,) = [line for line in html.split("<li>") if line.startswith("ports-2021.html, ")]
    assert str(words.messages["documents.failed_kept"]).rpartition("}")[2] in kept
    (file,) = [line for line in html.split("<li>") if "(copy)" in line]
    assert "(harbour-2021)" in file
    (text,) = [line for line in html.split("<li>") if "(near)" in line]
    assert "(puertos-2022)" in text
    assert not page.warning


def test_what_a_build_would_do_is_said(open_page: Open, corpus: Path) -> None:
    (corpus / "note_1.txt").write_text("A note about oars.", "utf-8")
    (corpus / "ports-2021.html").unlink()
    warnings = [warning.value for warning in open_page("documents").warning]
    assert len(warnings) == 2
    assert "note\\_1" in warnings[0] and "ports-2021" in warnings[1]


@pytest.mark.parametrize("address", ["read", "documents"])
def test_a_missing_index_is_said(
    open_page: Open, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page = open_page(address, lang="fr")
    assert [one.value for one in page.info] == [messages_for("fr")("app.no_text")]
    assert not page.error


@pytest.mark.parametrize("language", interfaces())
def test_the_error_rates_are_a_table(open_page: Open, language: str) -> None:
    words = messages_for(language)
    page = open_page("about", lang=language)
    assert page.title[0].value == words("about.title")
    html = shown(page)
    assert html.count('<th scope="row"') == 11
    assert f"<caption>{words('about.table')}</caption>" in html
    headers = [header.value for header in page.header]
    for key in ("limits", "privacy", "access", "version", "licences"):
        assert words(f"about.{key}") in headers
    assert [one.value for one in page.subheader] == [
        words(f"about.{key}") for key in ("met", "checked", "barriers", "other")
    ]
    assert __version__ in html and "g000001" in html


def test_about_has_the_rates_of_the_index_s_own_thresholds(open_page: Open, index: Path) -> None:
    calibration = Calibration(
        created="2021-06-01T12:00:00+00:00",
        encoder=FakeEncoder().identity,
        confidence=confidence_key(""),
        related=0.2,
        answered=0.6,
        rates=(KindRates("answerable", "", 40, 0.05, 0.77),),
    )
    engine_of(str(index)).set_calibration(str(index), calibration)
    html = shown(open_page("about"))
    assert html.count('<th scope="row"') == 3 and html.count("77%") == 3
    assert "set for this index on 1 June 2021" in html


def test_about_needs_no_index(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    assert messages_for("en")("about.no_index") in shown(open_page("about"))


def test_about_says_what_is_wrong_with_the_index(open_page: Open, index: Path) -> None:
    (current(index) / "manifest.json").write_text("{}")
    html = shown(open_page("about"))
    assert "is damaged" in html or "schema" in html
    assert messages_for("en")("about.no_index") not in html


@pytest.mark.parametrize("language", interfaces())
def test_pages_say_that_the_index_is_damaged(open_page: Open, index: Path, language: str) -> None:
    (index / CURRENT).write_text("g000009\n", "utf-8")
    for address in ("read", "documents"):
        (warning, *_) = open_page(address, lang=language).warning
        assert "cmp-search index" in warning.value
    assert open_page("read", lang=language).selectbox[0].options
