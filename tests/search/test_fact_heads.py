"""Who heads something, however many are asked for and however politely."""

import pytest

from cmp_search.search.searcher import Searcher

BOTH = ("Velvet Rosemberg Fuentes", "Yiota Kokkinos")


@pytest.mark.parametrize(
    ("question", "persons"),
    [
        ("qui sont les deux coprésidents du groupe sur l'énergie", BOTH),
        ("who are the two co-chairs of the energy group", BOTH),
        ("¿quiénes son ambos copresidentes del grupo de energía?", BOTH),
        ("Pouvez-vous me dire qui copréside le groupe de l’énergie ?", BOTH),
        ("Do you know who the energy co-chairs are?", BOTH),
        ("¿Puedes decirme quién copreside el grupo de energía?", BOTH),
        ("les coprésidents canadien et mexicain du groupe énergie", BOTH),
        ("who are the Canadian and Mexican co-chairs of the energy group", BOTH),
        ("who is the Canadian co-chair of the energy group", BOTH[1:]),
        ("who are the Mexican and German co-chairs of the energy group", ()),
        ("two energy co-chairs left the fog", ()),
    ],
)
def test_all_whom_a_question_asks_for_are_named(
    digests: Searcher, question: str, persons: tuple[str, ...]
) -> None:
    facts = digests.ask(question).facts
    assert tuple(fact.statement.words.split(", ")[0] for fact in facts) == persons
