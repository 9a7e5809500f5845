"""Hits: where each comes from and leads, how they are grouped, and the map of them."""

from re import findall

import pytest
from streamlit.testing.v1 import AppTest

from cmp_search.locales import interfaces, messages_for
from tests.web.conftest import shown


def test_citations_are_in_the_language_of_the_app(page: AppTest) -> None:
    page.query_params.update({"lang": "fr", "q": "lenses", "document": "harbour-2021"})
    page.run()
    (cited, *_) = findall(r'<p class="citation">(.*?)</p>', shown(page))
    assert "<span>au para 3</span>" in cited, "the sentence is cited, not its passage"
    assert ">https://fog.example/2021</a>" in cited
    assert '<p class="citation of-passage">' in shown(page)
    assert "<span>aux para 1–6</span>" in shown(page)


def test_a_hit_leads_to_its_place_in_the_document(page: AppTest) -> None:
    page.query_params.update({"q": "lenses", "lang": "fr"})
    page.run()
    links = findall(r'<a class="within" target="_self" href="(read\?document[^"]*)"', shown(page))
    assert links and all(link.startswith("read?document=") for link in links)
    assert all("&amp;passage=" in link and "&amp;lang=fr" in link for link in links)


def test_hits_are_grouped_by_document_and_keep_their_ranks(page: AppTest) -> None:
    page.query_params["q"] = "lenses"
    page.run()
    ranks = [int(rank) for rank in findall(r'<li value="(\d+)">', shown(page))]
    assert ranks == list(range(1, len(ranks) + 1))
    assert '<section class="group">' not in shown(page)
    page.button_group[0].select("documents").run()
    assert not page.exception
    assert page.query_params["view"] in ("documents", ["documents"])
    grouped = [int(rank) for rank in findall(r'<li value="(\d+)">', shown(page))]
    assert sorted(grouped) == ranks
    groups = shown(page).split('<section class="group">')[1:]
    first = [int(findall(r'<li value="(\d+)">', group)[0]) for group in groups]
    assert len(groups) > 1 and first == sorted(first) and first[0] == 1


@pytest.mark.parametrize("language", interfaces())
def test_the_map_is_in_the_address_and_says_the_same_as_a_table(
    page: AppTest, language: str
) -> None:
    page.query_params.update({"q": "lenses", "view": "map", "lang": language})
    page.run()
    assert not page.exception
    assert page.button_group[0].value == ["map"]
    drawn, table = shown(page).split('<section class="map"')[1].split("</section>")[0].split("<det")
    link = r'<a class="within" target="_self" href="([^"]*)"'
    assert sorted(findall(link, drawn)) == sorted(findall(link, table)) != []
    assert len(findall(r"<li value", shown(page))) == sum(
        int(n) for n in findall(r"</td><td>(\d+)</td><td>", table)
    )
    assert messages_for(language)("map.table") in table


def test_a_hit_says_first_where_it_comes_from(page: AppTest) -> None:
    page.query_params.update({"q": "Who polished forty lenses?", "lang": "en"})
    page.run()
    first = shown(page).partition("<article")[2].partition("<mark>")[0]
    assert first.index("Harbour Exchange: report for 2021") < first.index("2021 · ")
    assert first.index("Official") < first.index("Lens Working Group")
    assert "<summary>The whole passage</summary>" in shown(page)


def test_a_digest_says_that_it_is_not_to_be_quoted(page: AppTest) -> None:
    page.query_params.update({"q": "storm", "document": "harbour-2020-digest", "lang": "en"})
    page.run()
    warning = "Digest – a paraphrase, do not quote"
    assert f'<span class="digest">{warning}</span>' in shown(page)
    (quotes,) = set(findall(r'data-quote="([^"]*)" data-remark="([^"]*)"', shown(page))) - {
        ("“|”", "")
    }
    assert quotes == ("|", warning)
