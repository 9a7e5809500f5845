"""The Start page in three languages: what was found, each with a link to its passage."""

from contextlib import closing
from datetime import date
from html import unescape
from pathlib import Path
from re import findall
from urllib.parse import parse_qs, urlsplit

import pytest

from cmp_search.index.engines import open_index
from cmp_search.locales import interfaces, messages_for
from tests.index.building import build
from tests.web.conftest import Open, sentence_read, shown

REPORT = """\
# Fog &lt;b&gt;Brass League: report for 2022

## Profile

The Fog and Brass League (FBL) is a league of lamps. The FBL met in Saltmarsh on May 3, 2022.

## Meetings

- Port Fog - May 4, 2021

## Lamps &lt;tt&gt; Working Group

The Lamps Working Group slept, as did the Mobility Working Group.
"""


@pytest.fixture
def report(corpus: Path, index: Path) -> None:
    """One more text in the corpus, with something of each kind."""
    (corpus / "league.md").write_text(REPORT, "utf-8")
    build(corpus, index)


@pytest.mark.parametrize("language", interfaces())
@pytest.mark.usefixtures("report")
def test_what_was_found_is_shown_in_its_place(open_page: Open, language: str) -> None:
    words = messages_for(language)
    page = open_page("start", lang=language)
    assert page.title[0].value == words("start.title")
    assert [header.value for header in page.header] == [
        words(f"start.{name}") for name in ("what", "groups", "meetings", "acronyms", "questions")
    ]
    html = shown(page)
    assert f'aria-label="{words("start.contents")}"' in html
    assert '<q lang="en">The Fog and Brass League (FBL) is a league of lamps.</q>' in html
    assert 'role="rowheader" lang="en">Lens Working Group</th>' in html
    said = (
        "<strong>Ottoline Quickwater</strong><small>Keeper of the Northern Lens, Institute of Fog"
    )
    assert f'data-head="{words.country("CA")}"' not in html and said in html
    assert 'lang="en">FBL</th><td role="cell" lang="en">Fog and Brass League</td>' in html
    assert f'<span lang="{language}">{words("start.meeting")}</span>' in html
    assert findall(r'<time datetime="([^"]+)">([^<]+)<', html) == [
        ("2022-05-03", words.day(date(2022, 5, 3))),
        ("2021-05-04", words.day(date(2021, 5, 4))),
    ]


@pytest.mark.usefixtures("report")
def test_what_is_not_known_is_said_and_what_is_only_named_folded(open_page: Open) -> None:
    html = shown(open_page("start", lang="en"))
    assert 'colspan="2">No co-chair found in these texts</td>' in html
    assert "<summary>Other groups named in the texts (2)</summary>" in html
    assert '<strong lang="en">Mobility Working Group</strong>' in html


@pytest.mark.usefixtures("report")
def test_a_source_unfolds_the_sentence_and_its_citation(open_page: Open) -> None:
    html = shown(open_page("start", lang="fr"))
    assert 'aria-label="Source : Lens Working Group"' in html
    assert (
        '<q lang="en">Ottoline Quickwater Keeper of the Northern Lens Institute of Fog</q>' in html
    )


@pytest.mark.usefixtures("report")
def test_acronyms_can_be_filtered(open_page: Open) -> None:
    html = shown(open_page("start", lang="es"))
    assert (
        '<input type="search"' in html and 'data-filters="Siglas mostradas: {n} de {total}"' in html
    )
    assert '<p role="status" class="said"></p>' in html


@pytest.mark.usefixtures("report")
def test_each_citation_leads_to_a_passage_of_its_text(open_page: Open, index: Path) -> None:
    html = shown(open_page("start", lang="fr"))
    with closing(open_index(str(index))) as opened:
        known = [one for entry in opened.entries() for one in opened.passages_of(entry.id)]
    held = {(one.document, one.id): one for one in known}
    links = findall(r'<a class="cite within" href="([^"]+)"', html)
    assert len(links) > 8
    for link in links:
        address = urlsplit(unescape(link))
        query = parse_qs(address.query)
        assert (address.path, query["lang"]) == ("read", ["fr"])
        passage = held[query["document"][0], query["passage"][0]]
        start, end = map(int, query["sentence"][0].split("-"))
        assert passage.start <= start < end <= passage.end


@pytest.mark.usefixtures("report")
def test_what_a_source_quotes_stands_out_in_its_text(open_page: Open) -> None:
    said = "The Lamps Working Group slept, as did the Mobility Working Group."
    html = shown(open_page("start"))
    after = html[html.index(said) :]
    address, *_ = findall(r'<a class="cite within" href="([^"]+)"', after)
    assert said in sentence_read(open_page, address)


@pytest.mark.usefixtures("report")
def test_a_first_question_leads_to_ask(open_page: Open) -> None:
    page = open_page("start", lang="es")
    links = [element.proto for element in page.get("page_link")]
    assert [link.label for link in links][:2] == [
        messages_for("es")("start.ask_what", name="FBL"),
        messages_for("es")("start.ask_chair", group="Lens Working Group"),
    ]
    assert all(link.page == "" and "lang=es" in link.query_string for link in links)
    asked = [parse_qs(link.query_string)["q"] for link in links]
    assert asked == [[link.label] for link in links]


@pytest.mark.usefixtures("report")
def test_words_of_a_text_are_no_markup(open_page: Open) -> None:
    html = shown(open_page("start"))
    assert "<b>" not in html and "&lt;b&gt;Brass" in html
    assert "<tt>" not in html and 'lang="en">Lamps &lt;tt&gt; Working Group</th>' in html


def test_what_was_not_found_is_left_out(open_page: Open) -> None:
    page = open_page("start", lang="en")
    assert [header.value for header in page.header] == [
        "Groups and co-chairs",
        "First questions to try",
    ]
    assert 'href="#groups"' in shown(page) and 'href="#acronyms"' not in shown(page)


def test_texts_with_nothing_of_the_kind_are_said(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.index.embedded.texts.Texts.orientations", lambda _: [])
    page = open_page("start", lang="fr")
    assert page.info[0].value == messages_for("fr")("start.none")
    assert not page.header


def test_that_no_text_is_in_the_readers_language_is_said(
    open_page: Open, corpus: Path, index: Path
) -> None:
    words = messages_for("fr")
    said = words("missing.language", asked="français", texts="anglais et espagnol")
    assert said not in shown(open_page("start", lang="fr"))
    (corpus / "ports-2021.html").unlink()
    build(corpus, index)
    assert said in shown(open_page("start", lang="fr"))


@pytest.mark.parametrize("language", interfaces())
def test_a_missing_index_is_said(
    open_page: Open, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "nothing"))
    page = open_page("start", lang=language)
    assert [one.value for one in page.info] == [messages_for(language)("app.no_text")]
