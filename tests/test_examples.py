"""Every example and first question lands: green, the right passage first, its sentence marked.

With the default model and the texts that ship, as a newcomer has them.
"""

import re
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
FIRST = {
    "en": {
        "What is CMP?": "launched the CMP in 2004, as a bilateral initiative",
        "Who are the co-chairs of the Environment Working Group?": "Lucie Desforges",
        "Who are the co-chairs of the Forestry Working Group?": "Jeff Waring",
        "Where was the meeting of 27–28 November 2019 held?": "held in Mexico City on November",
        "What does ECCC stand for?": "Environment and Climate Change Canada (ECCC)",
    },
    "fr": {
        "CMP\u00a0: de quoi s’agit-il?": "launched the CMP in 2004, as a bilateral initiative",
        "Environment Working Group\u00a0: qui en assure la coprésidence?": "Lucie Desforges",
        "Forestry Working Group\u00a0: qui en assure la coprésidence?": "Taryn Sánchez Montesinos",
        "Où s’est tenue la réunion des 27 et 28 novembre 2019?": "held in Mexico City on November",
        "Que signifie le sigle ECCC?": "Environment and Climate Change Canada (ECCC)",
    },
    "es": {
        "¿Qué es CMP?": "launched the CMP in 2004, as a bilateral initiative",
        "¿Quiénes copresiden el Environment Working Group?": "Lucie Desforges",
        "¿Quiénes copresiden el Forestry Working Group?": "Jeff Waring",
        "¿Dónde se celebró la reunión del 27 y 28 de noviembre de 2019?": (
            "held in Mexico City on November"
        ),
        "¿Qué significa la sigla ECCC?": "Environment and Climate Change Canada (ECCC)",
    },
}
"""The same of the first questions of Start here, in each language of the interface."""


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
    for language in interfaces():
        pages = [one.read_text("utf-8") for one in (CHECKOUT / "docs" / language).glob("*.md")]
        asked = set(re.findall(r'^cmp-search ask "([^"]*)"', "\n".join(pages), re.MULTILINE))
        assert asked and asked <= set(messages_for(language).lines("ask.examples"))


@pytest.mark.parametrize("question", SAID)
def test_an_example_lands(library: Library, question: str) -> None:
    answer = library.ask(question)
    assert answer.confidence.level is Level.ANSWERED
    assert SAID[question] in answer.hits[0].best_sentence_text.replace("\u202f", "\u00a0")


@pytest.mark.parametrize("acronym", ["TLCAN", "PCM", "AMC"])
@pytest.mark.parametrize("language", interfaces())
def test_a_bare_acronym_is_one_hit_in_the_interface_s_language(
    library: Library, acronym: str, language: str
) -> None:
    first = library.ask(acronym, language=language).hits[0]
    also = {one.language for one in first.also}
    assert (first.language, {first.language} | also) == (language, {"en", "fr", "es"})


@pytest.mark.parametrize("language", interfaces())
def test_every_first_question_lands(library: Library, language: str) -> None:
    asked = [one.text for one in library.guide(language).questions]
    assert asked == list(FIRST[language])
    for question, said in FIRST[language].items():
        answer = library.ask(question, language=language)
        assert answer.confidence.level is Level.ANSWERED, question
        assert answer.facts and answer.hits[0].states_fact, question
        assert said in answer.hits[0].best_sentence_text, question
