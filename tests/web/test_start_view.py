"""The tables of Start here: seats, unknowns, history and what meetings are called."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.locales import messages_for
from cmp_search.overview.guide import make_guide
from cmp_search.web.start_rows import GroupRow, StartView
from cmp_search.web.start_view import MOST_RECENT, start_view

TESTS = Path(__file__).parents[1]
Opened = Callable[[str], Index]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Opens an index of a corpus below the tests."""
    indexes: list[Index] = []

    def of(corpus: str) -> Index:
        folder = str(tmp_path_factory.mktemp("index"))
        build_index(TESTS / corpus, folder, FakeEncoder(), "fake")
        indexes.append(open_index(folder))
        return indexes[-1]

    yield of
    for index in indexes:
        index.close()


@pytest.fixture(scope="module")
def reports(opened: Opened) -> Index:
    return opened("overview/partnership")


def view_of(index: Index, language: str = "en") -> StartView:
    messages = messages_for(language)
    return start_view(make_guide(index, messages), messages)


def row(view: StartView, name: str) -> GroupRow:
    return next(one for one in view.groups.rows if one.name.startswith(name))


def people(one: GroupRow) -> list[list[str]]:
    return [[person.name for person in seat.people] for seat in one.seats]


@pytest.mark.parametrize(
    ("language", "sides"),
    [("en", ("Norway", "Peru")), ("fr", ("Norvège", "Pérou")), ("es", ("Noruega", "Perú"))],
)
def test_countries_are_called_as_in_the_reader_s_language(
    reports: Index, language: str, sides: tuple[str, str]
) -> None:
    assert view_of(reports, language).groups.sides == sides


def test_the_partnership_as_a_whole_comes_first_with_its_history(reports: Index) -> None:
    whole = view_of(reports).groups.rows[0]
    assert (whole.name, whole.as_of) == ("The partnership as a whole", "5 December 2022")
    assert people(whole) == [["Ingrid Solberg"], ["Carmen Vargas"]]
    told = [(one.date, one.person.name, one.side) for one in whole.source.history]
    assert told == [
        ("1 December 2021", "Ingrid Solberg", "Norway"),
        ("1 December 2021", "Julio Quispe", "Peru"),
    ]


def test_a_sentence_of_a_digest_is_no_quotation(opened: Opened, tmp_path: Path) -> None:
    corpus = Path(copytree(TESTS / "overview/partnership", tmp_path / "corpus"))
    catalogue = corpus / "catalogue.toml"
    written = catalogue.read_text("utf-8")
    marked = written.replace('id = "npp-2021"', 'id = "npp-2021"\ndigest_of = "official"')
    catalogue.write_text(marked + '\n[[document]]\nid = "official"\n', "utf-8")
    view = view_of(opened(str(corpus)))
    sentences = [one for row in view.groups.rows for one in row.source.sentences]
    sentences += [one for row in view.meetings for one in row.source.sentences]
    quotes = [one.quote for one in (*sentences, *view.definitions) if one.quote]
    marks = {(one.opening, one.closing, one.warning) for one in quotes}
    assert marks == {("“", "”", ""), ("", "", "Digest – a paraphrase, do not quote")}


def test_what_is_not_found_is_said(opened: Opened, tmp_path: Path) -> None:
    mixed = row(view_of(opened("search/partnerships/three")), "Comité mixte")
    assert mixed.nobody == "No co-chair found in these texts"
    assert mixed.source.sentences and not mixed.as_of
    for name in ("catalogue.toml", "npp-2021.md", "npp-2023.md"):
        shutil.copy(TESTS / "overview/partnership" / name, tmp_path)
    norway, peru = row(view_of(opened(str(tmp_path))), "Working Group on Port Safety").seats
    assert (norway.people, norway.missing, peru.missing) == ((), "Not found", "")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Cold Water Fisheries Working Group (CWFWG)"),
        ("fr", "Groupe de travail sur la pêche en eau froide"),
    ],
)
def test_a_group_of_several_languages_is_one_row_called_as_the_reader_s(
    reports: Index, language: str, name: str
) -> None:
    groups = view_of(reports, language).groups
    assert len(groups.rows) == 1 + 3
    (fishing,) = [one for one in groups.rows if one.name == name]
    assert fishing.language == language
    assert people(fishing) == [["Lars Haugen"], ["Miguel Flores"]]
    assert [one.person.name for one in fishing.source.history] == ["Lars Haugen", "Rosa Huamán"]


def test_who_acts_for_no_stated_side_has_a_column(opened: Opened) -> None:
    view = view_of(opened("search/partnerships/atlantic"))
    assert view.groups.sides == ("Senegal", "Uruguay", "Side not stated")
    whole, grants = view.groups.rows[0], row(view, "Subcomité de Becas")
    assert [person.office for person in whole.seats[2].people] == [
        "La secrétaire exécutive du Partenariat"
    ]
    assert people(grants) == [[], [], ["Pablo Rivero"]]
    assert {seat.missing for seat in grants.seats} == {""}


def test_a_name_from_an_older_text_bears_its_date(opened: Opened) -> None:
    view = view_of(opened("search/partnerships/three"))
    dairy = row(view, "Grupo de Trabajo sobre Lechería")
    assert dairy.as_of == "10 December 2022"
    dates = [(person.name, person.as_of) for seat in dairy.seats for person in seat.people]
    assert dates == [("Camila Rojas", ""), ("Hana Walker", "as of 10 December 2020")]


@pytest.mark.parametrize(
    ("known", "said"), [("year = 2020", "Date du texte\u00a0: 2020"), ("", "")]
)
def test_a_date_that_is_a_year_or_unknown_reads_well(
    opened: Opened, tmp_path: Path, known: str, said: str
) -> None:
    corpus = Path(copytree(TESTS / "search/partnerships/three", tmp_path / "corpus"))
    catalogue = corpus / "catalogue.toml"
    written = catalogue.read_text("utf-8")
    catalogue.write_text(written.replace("date = 2020-12-10", known), "utf-8")
    dairy = row(view_of(opened(str(corpus)), "fr"), "Grupo de Trabajo sobre Lechería")
    dates = [(person.name, person.as_of) for seat in dairy.seats for person in seat.people]
    assert dates == [("Camila Rojas", ""), ("Hana Walker", said)]


@pytest.mark.parametrize(("language", "number"), [("fr", "no\u00a05"), ("es", "núm.\u00a05")])
def test_the_number_of_a_meeting_is_in_the_reader_s_language(
    reports: Index, language: str, number: str
) -> None:
    assert view_of(reports, language).meetings[0].number == number


def test_meetings_are_called_as_the_texts_call_them(reports: Index) -> None:
    view = view_of(reports)
    assert [(one.what, one.what_language, one.number) for one in view.meetings][:3] == [
        ("Reunión Plenaria", "es", "no.\u00a05"),
        ("Grupo de Trabajo sobre Ciencia Glaciar", "es", ""),
        ("Réunion annuelle", "fr", "no.\u00a04"),
    ]
    assert view.meetings[6].what == "Cold Water Fisheries Working Group: workshop"
    assert (len(view.meetings), len(view.earlier)) == (MOST_RECENT, 2)
    assert "World Ocean Summit" in [one.what for one in view.events]
