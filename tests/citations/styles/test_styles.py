"""The examples of docs/citing.md, and what holds in every style."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from cmp_search.citations.citation import Citation
from cmp_search.citations.rich_text import RichText, plain
from cmp_search.citations.styles import apa, mcgill, mexican
from tests.citations.cited import LAW, REPORT

ACCESSED = "2026-11-29"
STYLES = (apa, mcgill, mexican)
IN_ENGLISH = (mcgill,)
"""Styles that are in English for readers of Spanish."""
FULL = [
    (
        apa, "en", REPORT,
        "Institute of Fog. (2021, June 1). Report for 2021 (Part II › Lenses, paras. 3–4, "
        "p. xii [PDF 14]). Retrieved November 29, 2026, from https://fog.example/a?b=c",
    ),
    (
        apa, "fr", REPORT,
        "Institute of Fog. (2021, 1er juin). Report for 2021 (Part II › Lenses, paragr. 3–4, "
        "p. xii [PDF 14]). Consulté le 29 novembre 2026, à l’adresse https://fog.example/a?b=c",
    ),
    (
        apa, "es", LAW,
        "Congreso de Niebla. (2014). Ley de Nieblas (art. 22, frac. III, inc. a, pp. 3–4 [PDF]).",
    ),
    (
        mcgill, "en", REPORT,
        "Institute of Fog, Report for 2021 (1 June 2021), “Part II › Lenses” at xii [PDF 14], "
        "paras 3–4, online: <https://fog.example/a?b=c> (accessed 29 November 2026).",
    ),
    (
        mcgill, "fr", REPORT,
        "Institute of Fog, Report for 2021 (1er juin 2021), «\u202fPart II › Lenses\u202f» à la "
        "p xii [PDF 14], aux para 3–4, en ligne\u00a0: <https://fog.example/a?b=c> (consulté le "
        "29 novembre 2026).",
    ),
    (
        mcgill, "es", LAW,
        "Congreso de Niebla, Ley de Nieblas (2014), art 22, frac III, subpara a at 3–4 [PDF].",
    ),
    (
        mexican, "es", LAW,
        "Congreso de Niebla, Ley de Nieblas, 2014, artículo 22, fracción III, inciso a), páginas "
        "3–4 [PDF].",
    ),
    (
        mexican, "en", REPORT,
        "Institute of Fog, Report for 2021, 1 de junio de 2021, «Part II › Lenses», párrafos 3–4, "
        "página xii [PDF 14], disponible en https://fog.example/a?b=c (consultado el 29 de "
        "noviembre de 2026).",
    ),
]  # fmt: skip
SHORT = [
    (apa, "en", "(Institute of Fog, 2021, Part II › Lenses, paras. 3–4, p. xii [PDF 14])."),
    (
        mcgill, "en",
        "Report for 2021, supra note 7, “Part II › Lenses” at xii [PDF 14], paras 3–4.",
    ),
    (
        mcgill, "fr",
        "Report for 2021, supra note 7, «\u202fPart II › Lenses\u202f» à la p xii [PDF 14], aux "
        "para 3–4.",
    ),
    (
        mexican, "es",
        "Report for 2021, citado en la nota 7, «Part II › Lenses», párrafos 3–4, página xii "
        "[PDF 14].",
    ),
]  # fmt: skip


def test_docs_show_just_these() -> None:
    page = Path(__file__).parents[3].joinpath("docs/citing.md").read_text("utf-8")
    shown = re.findall(r"^\| [A-Z][^|]*\| (.+) \|$", page, re.M)
    examples = [written for *_, written in FULL] + [written for *_, written in SHORT]
    assert sorted(words.replace("*", "") for words in shown) == sorted(
        re.sub("[\u00a0\u202f]", " ", written) for written in examples
    )


@pytest.mark.parametrize(("style", "language", "citation", "written"), FULL)
def test_in_full(style: ModuleType, language: str, citation: Citation, written: str) -> None:
    assert plain(style.full(citation, language, ACCESSED)) == written


@pytest.mark.parametrize(("style", "language", "written"), SHORT)
def test_in_short(style: ModuleType, language: str, written: str) -> None:
    assert plain(style.short(REPORT, language, 7)) == written


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["en", "fr", "es", "pt"])
def test_title_is_italic_in_its_language_and_address_a_link(
    style: ModuleType, language: str
) -> None:
    rich = style.full(REPORT, language, ACCESSED)
    assert [run.text for run in rich if run.italic] == [REPORT.title]
    assert [run.language for run in rich if run.italic] == ["en"]
    assert [run.link for run in rich if run.link] == [REPORT.url]


@pytest.mark.parametrize("style", STYLES)
def test_recognised_words_are_said_to_be(style: ModuleType) -> None:
    citation = replace(LAW, recognised=True)
    remark = "[recognised text]" if style in IN_ENGLISH else "[texto reconocido]"
    assert remark in plain(style.full(citation, "es", ACCESSED))
    assert remark in plain(style.short(citation, "es", 1))


@pytest.mark.parametrize("style", STYLES)
def test_what_is_not_known_leaves_no_gap(style: ModuleType) -> None:
    """A text of which only the title is known."""
    bare = replace(LAW, issuing_body="", year=None, pinpoint=())
    written: list[Callable[[], RichText]] = [
        lambda: style.full(bare, "es", ACCESSED),
        lambda: style.short(bare, "es", 2),
    ]
    for write in written:
        words = plain(write())
        assert "Ley de Nieblas" in words
        assert not any(gap in words for gap in ("  ", " ,", ", ,", "()", ",,", " .", ".."))


def test_pages_with_the_same_label_are_one_range() -> None:
    step = replace(REPORT.pinpoint[-1], first="1", last="1", pdf=(3, 9))
    citation = replace(REPORT, pinpoint=(step,))
    assert "pp. 1 [PDF 3–9]" in plain(apa.full(citation, "en", ACCESSED))
