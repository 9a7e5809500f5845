"""Facts where the texts are of several partnerships: whose is meant, and none where it is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.search.searcher import Searcher
from tests.search.making import searcher_of

SEVERAL = {
    "verne-2021.md": """\
# Partenariat Québec–Bavière : bilan 2021

Le Partenariat Québec–Bavière (PQB) est coprésidé par Anne Tremblay, sous-ministre, pour le Québec,
et par Karl Huber, directeur, pour la Bavière.

La 12e réunion du Partenariat s’est tenue à Munich le 4 octobre 2021.
""",
    "andes-2020.md": """\
# Alianza Chile–Perú: informe anual 2020

La Alianza Chile–Perú (ACP) está copresidida por María Soto, subsecretaria, por Chile, y por Juan
Quispe, director, por Perú.

La IV Reunión Plenaria de la Alianza tuvo lugar en Arica el 12 de marzo de 2020.
""",
}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    corpus = tmp_path_factory.mktemp("several")
    for name, text in SEVERAL.items():
        (corpus / name).write_text(text, "utf-8")
    opened = searcher_of(corpus, tmp_path_factory.mktemp("of_several") / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("Qui copréside le Partenariat Québec-Bavière ?", ["Anne Tremblay", "Karl Huber"]),
        ("Qui copréside le PQB pour la Bavière ?", ["Karl Huber"]),
        ("Qui copréside le Partenariat Québec-Bavière pour le Québec ?", ["Anne Tremblay"]),
        ("¿Quién copreside la Alianza?", ["María Soto", "Juan Quispe"]),
        ("Who co-chairs the Chile-Peru Alliance for Peru?", ["Juan Quispe"]),
        ("Who leads the partnership?", []),
        ("Who co-chairs for Chile?", []),
        ("Qui copréside le Partenariat Québec-Bavière pour le Chili ?", []),
    ],
)
def test_which_of_several_partnerships_is_meant(
    several: Searcher, question: str, persons: list[str]
) -> None:
    facts = several.ask(question).facts
    assert [fact.statement.words.split(",")[0] for fact in facts] == persons


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("When was the 12th meeting?", ["4 octobre 2021"]),
        ("¿Cuándo fue la IV reunión de la ACP?", ["12 de marzo de 2020"]),
        ("¿Cuándo fue la 12.ª reunión de la Alianza Chile-Perú?", []),
        ("When was the last meeting?", []),
        ("Quand a eu lieu la dernière réunion du PQB ?", ["4 octobre 2021"]),
    ],
)
def test_whose_meeting_is_meant(several: Searcher, question: str, days: list[str]) -> None:
    facts = several.ask(question).facts
    assert [fact.statement.words.split(", ")[0] for fact in facts] == days


OF_TWO = {
    "acp": """\
# Alianza Chile–Perú: informe

Los mecanismos son el Plan de Reservas Insulares (PRI, o CPP en inglés) y la cumbre de las regiones.
""",
    "qbp": """\
# Québec–Bavaria Partnership: report

The Coastal Parks Plan (CPP) grew in the two regions, where people like parks.
""",
}


def test_the_same_letters_are_another_thing_in_another_partnership(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in OF_TWO.items():
        (corpus / f"{name}.md").write_text(text, "utf-8")
    searcher = searcher_of(corpus, tmp_path / "index")
    answer = searcher.ask("PRI", language="en")
    assert answer.facts and answer.hits[0].passage.document == "acp"
    searcher.close()
