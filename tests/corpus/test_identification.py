"""Which entry of the catalogue a file is the text of: its own, and none where it only resembles."""

from pathlib import Path

import pytest

from cmp_search.corpus.identification import (
    LIKENESS,
    Identification,
    identify,
    likeness,
    names_and_figures,
    traits_of,
)
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.source import Source
from cmp_search.errors import BreakdownError
from cmp_search.readers import read_document
from cmp_search.readers.sandbox import reading
from tests.conftest import CHECKOUT
from tests.index.poison import PoisonedSandbox
from tests.raising import raises_code
from tests.sample import OFFICIAL

SHIPPED = CHECKOUT / "corpus"
BODIES = {
    "en": "The keepers of both countries met twice, and agreed on all that the annex says.",
    "fr": "Les groupes de travail se sont réunis deux fois pendant cette année de coopération.",
    "es": "Los grupos de trabajo se reunieron dos veces durante el año y así lo cuentan aquí.",
}


def identified(corpus: Path, folder: Path, text: str, name: str = "x.md") -> Identification | None:
    path = folder / name
    path.write_text(text, "utf-8")
    return identify(corpus, read_document(Source(path, "", Entry(id=path.stem))))


@pytest.mark.official
@pytest.mark.parametrize("name", ["cmp-2019.txt", "jap-2010.md"])
def test_each_official_text_finds_its_entry(official: Path, name: str) -> None:
    path, id = official / "corpus" / name, name.partition(".")[0]
    found = identify(SHIPPED, read_document(Source(path, "", Entry(id="download"))))
    assert found and found.entry.id == id and found.title_agrees and found.year_agrees
    assert found.likeness and found.likeness > 0.9


@pytest.mark.official
def test_another_year_of_an_official_text_is_not_it(official: Path, tmp_path: Path) -> None:
    text = (official / "corpus" / "cmp-2019.txt").read_text("utf-8")
    found = identified(SHIPPED, tmp_path, text.replace("2019", "2020"), "x.txt")
    assert found and (found.entry.id, found.likeness) == ("cmp-2020", None)
    assert identified(SHIPPED, tmp_path, text.replace("2019", "2013"), "x.txt") is None


@pytest.mark.official
def test_half_of_an_official_text_is_not_it(official: Path, tmp_path: Path) -> None:
    for name in ("cmp-2019.txt", "jap-2010.md"):
        text = (official / "corpus" / name).read_text("utf-8")
        assert identified(SHIPPED, tmp_path, text[: len(text) // 2], name) is None


@pytest.mark.parametrize("name", ["jap-2010-digest.en.pdf", "jap-2010-digest.fr.docx"])
def test_a_digest_is_itself_and_not_the_text_that_it_stands_in_for(name: str) -> None:
    found = identify(SHIPPED, read_document(Source(SHIPPED / name, "", Entry(id="download"))))
    assert found and found.entry.id == name.rpartition(".")[0] and found.digest is None


@pytest.mark.parametrize(
    ("title", "language", "id"),
    [
        ("Canada-Mexico partnership - 2017 Annual report", "en", "cmp-2017"),
        (
            "Canada-Mexico Partnership: 2018 annual report – Global Affairs",
            "en",
            "cmp-2018",
        ),
        ("ALIANZA MÉXICO-CANADÁ. Informe Anual 2020", "es", "cmp-2020-es"),
        ("Partenariat Canada-Mexique, rapport annuel 2021", "fr", "cmp-2021-fr"),
        ("Canada-Mexico partnership - 2015 Annual report", "en", None),
        ("Canada-Mexico Partnership", "en", None),
        ("Ministers welcome the 2018 annual report of the Canada-Mexico Partnership", "en", None),
        ("Canada-Brazil partnership - 2018 annual report", "en", None),
        ("Tercer Plan de Acción Conjunto México-Canadá 2014-2016", "es", None),
        # This one has a digest, with which the text below has nothing in common.
        ("Canada-Mexico partnership - 2019 annual report", "en", None),
    ],
)
def test_without_a_digest_the_title_decides(
    tmp_path: Path, title: str, language: str, id: str | None
) -> None:
    found = identified(SHIPPED, tmp_path, f"# {title}\n\n{BODIES[language]}\n")
    assert (found and found.entry.id) == id


def test_a_text_like_its_digest_needs_no_title_but_no_other_year(
    corpus: Path, tmp_path: Path
) -> None:
    facts = "In May, Ottoline Quickwater of the Lens Group met 40 keepers in Port Saltmarsh.\n"
    (corpus / "harbour-2020-digest.md").write_text(f"# Short\n\nA digest. {facts}", "utf-8")
    text = f"# Our year\n\nAll was well with the lamps and with the bread that year. {facts}"
    found = identified(corpus, tmp_path, text)
    assert found and (found.entry.id, found.digest) == ("harbour-2020", "harbour-2020-digest")
    assert not found.year_agrees
    assert identified(corpus, tmp_path, text.replace("Our year", "Our 2016")) is None


def test_likeness_is_the_share_of_names_and_figures() -> None:
    first = "In May the Lens Group of Ottoline met 40 keepers."
    assert names_and_figures(first) == {"may", "lens", "group", "ottoline", "40"}
    other = names_and_figures(first.replace("40", "50"))
    assert likeness(names_and_figures(first), other) == 4 / 6 < LIKENESS
    assert likeness(names_and_figures("no names"), names_and_figures("none either")) == 0


def test_what_texts_are_compared_by_is_found_in_the_sandbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kaboomium.md"
    path.write_text("# Kaboomium\n\nThe shed is full of kaboomium, all 40 barrels.\n", "utf-8")
    document = read_document(Source(path, "", Entry(id="x", file=path.name)))
    assert traits_of(document).names == {"40"}
    sandbox = PoisonedSandbox("traits_here")
    monkeypatch.setattr(reading, "SANDBOX", sandbox)
    with raises_code(BreakdownError, "reading_crashed", file="kaboomium.md"):
        identify(SHIPPED, document)
    sandbox.close()


def test_a_corpus_without_catalogue_or_texts_identifies_nothing(tmp_path: Path) -> None:
    assert identified(tmp_path / "none", tmp_path, OFFICIAL) is None
