"""Every example of app and README lands: green, the right passage first, its sentence marked.

With the default model and the texts that ship, as a newcomer has them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search.library import Library
from cmp_search.locales import interfaces, messages_for
from cmp_search.search.answer import Level
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.slow

SAID = {
    "Who co-chairs the Forestry Working Group for Mexico?": "Taryn Sánchez Montesinos",
    "Where was the annual meeting of 2004 held?": "Ottawa",
    "When did the Mining Working Group meet?": "October 21, 2019",
    "How many seasonal workers come to Canada?": "20,000",
    "In what year was the Joint Action Plan signed?": "27 May 2010",
    "Qui assure la coprésidence mexicaine du Groupe de travail sur les forêts?": (
        "Taryn Sánchez Montesinos"
    ),
    "Quels sont les huit groupes de travail du Partenariat?": "The eight groups",
    "Combien de travailleurs viennent au Canada dans le cadre du programme agricole?": (
        "20\u00a0000"
    ),
    "Où s’est tenue la réunion annuelle de 2004?": "Ottawa",
    "En quelle année le Plan d’action conjoint a-t-il été signé?": "27\u00a0mai 2010",
    "¿Quién ocupa la copresidencia mexicana del Grupo de Trabajo Forestal?": (
        "Taryn Sánchez Montesinos"
    ),
    "¿Cuándo se reunió el Grupo de Trabajo de Minería?": "October 21, 2019",
    "¿Cuántos trabajadores viajan a Canadá mediante el programa agrícola?": "20,000",
    "¿Dónde se celebró la reunión anual de 2004?": "Ottawa",
    "¿En qué año se firmó el Plan de Acción Conjunto?": "27 de mayo de 2010",
    "¿Quién copreside el grupo de trabajo forestal por México?": "Taryn Sánchez Montesinos",
}
"""What the marked sentence of each question's first passage says."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(CHECKOUT / "corpus", tmp_path_factory.mktemp("examples") / "index") as opened:
        opened.build()
        yield opened


def test_every_example_is_here() -> None:
    shown = [q for one in interfaces() for q in messages_for(one).lines("ask.examples")]
    assert set(shown) <= SAID.keys()
    readme = Path(CHECKOUT / "README.md").read_text("utf-8")
    assert {q for q in SAID if q not in shown} == {q for q in SAID if f'Q="{q}"' in readme}


@pytest.mark.parametrize("question", SAID)
def test_an_example_lands(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.confidence.level is Level.ANSWERED
    assert SAID[question] in answer.hits[0].best_sentence_text.replace("\u202f", "\u00a0")
