"""The Read page: from hit to hit, from edition to edition, and the page of a PDF."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from cmp_search.locales import interfaces, messages_for
from cmp_search.web.address import DOCUMENT, PASSAGE
from cmp_search.web.serving import SCRIPT
from tests.index.building import build
from tests.web.conftest import Open, shown
from tests.web.read_page import WORDS, links, passages

pytestmark = pytest.mark.usefixtures("nothing_kept")

# From hit to hit


def test_a_hit_leads_to_the_next_and_back_to_the_results(open_page: Open) -> None:
    page = open_page("", q="lenses", year=["2021", "2022"])
    addresses = re.findall(
        r'<p class="acts"><a class="within" target="_self" href="([^"]*)"', shown(page)
    )
    asked = [parse_qs(urlsplit(unescape(address)).query) for address in addresses]
    hits = [(to[DOCUMENT][0], to[PASSAGE][0]) for to in asked]
    assert len(hits) > 2 and len({document for document, _ in hits}) > 1
    page.query_params.clear()
    document, passage = hits[0]
    for at, after in enumerate(hits[1:], 2):
        page = open_page("read", **{DOCUMENT: document, PASSAGE: passage})
        to = links(page)[WORDS("read.next")]
        document, passage = to[DOCUMENT][0], to[PASSAGE][0]
        assert (document, passage) == after
        assert (WORDS("read.previous") in links(page)) == (at > 2)
        page.query_params.clear()
    page = open_page("read", **{DOCUMENT: document, PASSAGE: passage})
    assert WORDS("read.next") not in links(page)
    assert f"Passage {len(hits)} of {len(hits)}" in shown(page)
    back = links(page)[WORDS("read.back")]
    assert (back["page"], back["q"], back["year"]) == ([""], ["lenses"], ["2021", "2022"])
    assert DOCUMENT not in back


@pytest.mark.parametrize("language", interfaces())
def test_the_address_holds_the_search_so_that_it_can_be_loaded_anew(
    open_page: Open, index: Path, language: str
) -> None:
    words = messages_for(language)
    id = passages(index, "harbour-2021")[1].id
    query = {"q": "<b>lenses</b>", "within": "harbour-2021", "count": "3", "lang": language}
    page = open_page("read", document="harbour-2021", passage=id, **query)
    assert "<b>" not in shown(page)
    assert words("read.back") in links(page)
    to = [
        links(page)[label]
        for label in map(words, ("read.previous", "read.next"))
        if label in links(page)
    ]
    assert to
    for one in to:
        assert {name: one[name][0] for name in query} == query
        assert one[DOCUMENT] == ["harbour-2021"]
    for name, value in query.items():
        assert page.query_params[name] in (value, [value])


def test_a_passage_that_was_not_found_has_no_neighbours(open_page: Open, index: Path) -> None:
    id = passages(index, "harbour-2021")[0].id
    page = open_page("read", document="harbour-2021", passage=id, q="lenses", within="ports-2021")
    assert set(links(page)) == {"Français", WORDS("read.back")}


def test_a_search_that_cannot_be_asked_leaves_the_text_to_be_read(
    open_page: Open, index: Path
) -> None:
    id = passages(index, "harbour-2021")[0].id
    page = open_page("read", document="harbour-2021", passage=id, q="?!", count="0")
    assert WORDS("read.back") in links(page)
    assert '<mark id="passage">' in shown(page)


def test_the_sentence_of_a_hit_stands_out_in_its_text(open_page: Open) -> None:
    page = open_page("", q="Who polished the lenses?")
    address, *_ = re.findall(r'href="(read\?document=[^"]*&amp;passage=[^"]*)"', shown(page))
    query = {name: one for name, (one,) in parse_qs(urlsplit(unescape(address)).query).items()}
    (marked, *_) = re.findall(
        r'<div class="(?:excerpt|passage)"[^>]*>.*?<mark>(.*?)</mark>', shown(page), re.S
    )
    page.query_params.clear()
    page = open_page("read", **query)
    (sentence,) = re.findall(r'<mark[^>]* class="sentence">(.*?)</mark>', shown(page), re.S)
    assert re.sub("<.*?>", "", marked).strip() == sentence.strip()
    assert page.query_params["sentence"] in (query["sentence"], [query["sentence"]])


@pytest.mark.parametrize("sentence", ["9-2", "0-1", "x", "1-99999999", "²-3", ""])
def test_offsets_that_are_not_in_the_passage_are_ignored(
    open_page: Open, index: Path, sentence: str
) -> None:
    id = passages(index, "harbour-2021")[1].id
    html = shown(open_page("read", document="harbour-2021", passage=id, sentence=sentence))
    assert '<mark id="passage">' in html and 'class="sentence"' not in html


def test_who_names_no_text_gets_the_newest_in_their_language(
    open_page: Open, corpus: Path, index: Path
) -> None:
    (corpus / "puertos-2022.txt").unlink()
    build(corpus, index)
    for language, document in (
        ("en", "harbour-2021"),
        ("fr", "ports-2021"),
        ("es", "harbour-2021"),
    ):
        st.cache_resource.clear()
        page = AppTest.from_file(str(SCRIPT), default_timeout=30)
        page._page_hash = calc_hash("read")
        page.query_params["lang"] = language
        page.run()
        assert page.selectbox[0].value == document


# From edition to edition


@pytest.mark.parametrize("language", interfaces())
def test_another_edition_opens_at_the_same_section(
    open_page: Open, corpus: Path, index: Path, language: str
) -> None:
    words = messages_for(language)
    ports = (corpus / "ports-2021.html").read_text("utf-8")
    twin = ports.replace("<h2>Contexte", "<h2>Partie I : Contexte")
    twin = twin.replace("<h2>Groupe des lentilles", "<h2>Partie II : Groupes")
    (corpus / "ports-2021.html").write_text(twin, "utf-8")
    build(corpus, index)
    (lens,) = (p for p in passages(index, "harbour-2021") if "forty lenses" in p.text)
    page = open_page("read", document="harbour-2021", passage=lens.id, lang=language)
    to = links(page)["Français"]
    assert to[DOCUMENT] == ["ports-2021"] and to["from"] == ["harbour-2021"]
    page.query_params.clear()
    page = open_page("read", **{name: value[0] for name, value in to.items() if name != "page"})
    section, english = words.quote("Lens Working Group"), words.name("en")
    assert words("edition.around", section=section, language=english) in shown(page)
    assert 'data-go-to="section-2"' in shown(page)
    assert not page.warning
    back = links(page)["English"]
    assert back[PASSAGE] == [lens.id] and "from" not in back
    page.query_params.clear()
    page = open_page("read", document="ports-2021", **{"from": "harbour-2021"}, section="1")
    assert words(
        "edition.same", section=words.quote("Part I: Background"), language=english
    ) in shown(page)
    assert 'data-go-to="section-1"' in shown(page)


def test_what_has_no_counterpart_is_shown_from_its_beginning(open_page: Open, index: Path) -> None:
    (lens,) = (p for p in passages(index, "harbour-2021") if "forty lenses" in p.text)
    page = open_page("read", document="ports-2021", **{"from": "harbour-2021"}, passage=lens.id)
    said = WORDS("edition.top", section=WORDS.quote("Lens Working Group"), language="English")
    assert said in shown(page)
    assert "data-go-to" not in shown(page)


@pytest.mark.parametrize("edition", ["puertos-2022", "nothing", "ports-2021"])
def test_a_text_that_is_no_other_edition_says_nothing(open_page: Open, edition: str) -> None:
    page = open_page("read", document="ports-2021", **{"from": edition}, section="1")
    assert "“" not in "".join(line for line in shown(page).split("\n") if 'class="said"' in line)
    assert 'data-go-to="section-1"' in shown(page)
