from dataclasses import replace

import pytest

from cmp_search.citations.rich_text import plain, web_link
from cmp_search.citations.styles.plain import full, short
from tests.export.making import citation

FULL = {
    "en": (
        "Institute of Fog, Harbour Exchange: report for 2021 (1 June 2021), "
        "Part II: Groups › Lens Working Group, paras 2–3, p. xii [PDF 14], "
        "https://harbour.example/harbour-2021?a=1&b=2 (accessed 29 November 2026)."
    ),
    "fr": (
        "Institute of Fog, Harbour Exchange: report for 2021 (1er juin 2021), "
        "Part II: Groups › Lens Working Group, aux para 2–3, à la p. xii [PDF 14], "
        "https://harbour.example/harbour-2021?a=1&b=2 (consulté le 29 novembre 2026)."
    ),
    "es": (
        "Institute of Fog, Harbour Exchange: report for 2021 (1 de junio de 2021), "
        "Part II: Groups › Lens Working Group, párrs. 2–3, p. xii [PDF 14], "
        "https://harbour.example/harbour-2021?a=1&b=2 (consultado el 29 de noviembre de 2026)."
    ),
}
SHORT = {
    "en": "Harbour Exchange: report for 2021, above note 3, Part II: Groups › Lens Working Group, ",
    "fr": "Harbour Exchange: report for 2021, supra note 3, Part II: Groups › Lens Working Group, ",
    "es": "Harbour Exchange: report for 2021, véase la nota 3, Part II: Groups › Lens Working "
    "Group, ",
}


@pytest.mark.parametrize("language", FULL)
def test_a_citation_in_full_and_in_short(language: str) -> None:
    assert plain(full(citation(), language, "2026-11-29")) == FULL[language]
    rest = {
        "en": "paras 2–3, p. xii [PDF 14].",
        "fr": "aux para 2–3, à la p. xii [PDF 14].",
        "es": "párrs. 2–3, p. xii [PDF 14].",
    }
    assert plain(short(citation(), language, 3)) == SHORT[language] + rest[language]


def test_it_is_set_with_a_title_in_italics_a_link_and_languages() -> None:
    runs = full(citation(language="fr"), "en", "2026-11-29")
    assert [run.text for run in runs if run.italic] == ["Harbour Exchange: report for 2021"]
    assert [run.text for run in runs if run.link] == [
        "https://harbour.example/harbour-2021?a=1&b=2"
    ]
    assert [run.text for run in runs if run.language] == [
        "Institute of Fog",
        "Harbour Exchange: report for 2021",
        "Part II: Groups › Lens Working Group",
    ]
    assert {run.language for run in runs} == {"", "fr"}


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(citation(issuing_body="", date="", url=""), pinpoint=())
    assert plain(full(bare, "en", "")) == "Harbour Exchange: report for 2021."
    assert plain(full(bare, "en", "2026-11-29")) == (
        "Harbour Exchange: report for 2021, accessed 29 November 2026."
    )
    dated = replace(bare, date="spring 2021", recognised=True, url="https://a.example")
    assert plain(full(dated, "en", "")) == (
        "Harbour Exchange: report for 2021 (spring 2021), [recognised text], https://a.example."
    )


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    runs = full(citation(url="javascript:alert(1)"), "en", "")
    assert "javascript:alert(1)" in plain(runs) and not any(run.link for run in runs)
    assert web_link("https://a.example/b c") == web_link("ftp://a.example") == ""
    assert web_link("HTTPS://a.example/ñ?<%20>") == "HTTPS://a.example/%C3%B1?%3C%20%3E"
