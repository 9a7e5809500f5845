"""Questions that ask for an amount, and texts that state one, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.search.amount import Amount, asked_for, states

ASKED = {
    Amount.MONEY: [
        "What is the yearly budget of the lighthouse?",
        "How much will the new dredger cost?",
        "How much money went to the bakers?",
        "How much does a keeper earn?",
        "Combien coûtera la nouvelle drague ?",
        "Combien gagne un gardien par heure ?",
        "Quel montant la ville a-t-elle accordé au phare ?",
        "Quel est le budget du port ?",
        "¿Cuánto gana por hora un farero?",
        "¿Cuánto dinero ha invertido la cofradía?",
        "¿Cuál es el presupuesto del puerto?",
        "¿Qué monto recibió el faro?",
    ],
    Amount.PER_CENT: [
        "By what percentage must the fleet shrink?",
        "Quel pourcentage des filets est réparé ?",
        "¿Qué porcentaje de las redes se repara?",
    ],
    Amount.NUMBER: [
        "How many lenses were polished?",
        "How long did the storm last?",
        "What maximum speed limit applies in the bay?",
        "Combien de lentilles a-t-on polies ?",
        "Quel nombre de gardiens faut-il ?",
        "¿Cuántos faros hay?",
        "¿Cuántas redes se remiendan al año?",
    ],
    Amount.DATE: [
        "When was the lens replaced?",
        "lens replaced when",
        "lens replaced when and where?",
        "lentille remplacée quand et où",
        "cambio del lente cuándo",
        "Where and when did the keepers meet?",
        "In what year was the pier built?",
        "Quand la lentille a-t-elle été remplacée ?",
        "En quelle année la jetée fut-elle construite ?",
        "¿Cuándo se cambió la lente?",
        "¿En qué año se construyó el muelle?",
    ],
    None: [
        "Who polished the lenses?",
        "What did the keepers agree on?",
        "Could a storm cost the keepers their jobs?",
        "What value do the bakers add?",
        "What happens when the fog comes?",
        "Sur quoi comptent les gardiens quand la brume arrive ?",
        "Quels thèmes ont été abordés ?",
        "¿Qué hacen los fareros cuando llega la niebla?",
        "valor de la pesca",
    ],
}


@pytest.mark.parametrize(
    ("question", "kind"), [(question, kind) for kind, asked in ASKED.items() for question in asked]
)
def test_a_question_asks_for_an_amount_by_its_words(question: str, kind: Amount | None) -> None:
    assert asked_for(question) is kind


STATED = {
    Amount.MONEY: (
        ["It cost $40.", "40 pesos a day", "two million dollars", "12 000 €", "CAD 3.5 million"],
        ["It was dear.", "dollars and pesos", "Forty lenses.", "In 2019, dollars were short."],
    ),
    Amount.PER_CENT: (
        ["by 40 %", "40% of all", "forty per cent", "el veinte por ciento", "dix pour cent"],
        ["forty of them", "a century", "40"],
    ),
    Amount.NUMBER: (
        ["Forty lenses.", "40 lenses", "vingt lentilles", "mil faros", "1.5 million", "a 75 day"],
        [
            "Many lenses.",
            "in 2019",
            "In 1990 and 2020 it rained.",
            "May 29-30, 2012",
            "le 27 mai 2010",
            "el 3 de mayo de 2019",
            "1. The lens",
            "iv) The lens",
            "Section-4 keepers",
        ],
    ),
    Amount.DATE: (
        ["in 2019", "on 3 May", "en febrero", "le 27 août", "1874"],
        ["soon", "40 lenses", "in the year of the storm"],
    ),
}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (kind, text, expected)
        for kind, examples in STATED.items()
        for expected, texts in zip((True, False), examples, strict=True)
        for text in texts
    ],
)
def test_a_text_states_an_amount_of_a_kind(kind: Amount, text: str, expected: bool) -> None:
    assert states(kind, text) is expected


@given(st.text(max_size=200), st.sampled_from(Amount))
def test_no_text_breaks_it(text: str, kind: Amount) -> None:
    assert asked_for(text) in (None, *Amount)
    assert states(kind, text) in (True, False)


@given(st.integers(0, 10**9), st.sampled_from(["lenses {}", "{} %", "they paid {} pesos"]))
def test_any_figure_but_a_year_is_a_number(number: int, text: str) -> None:
    is_year = 1800 <= number <= 2099
    assert states(Amount.NUMBER, text.format(number)) is not is_year
