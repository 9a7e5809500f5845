"""What a passage does not say of the thing that a question is about."""

import pytest

from cmp_search.search.question import parse_question
from cmp_search.search.unsaid import is_unsaid
from tests.search.making import hit_of


def unsaid(question: str, text: str, language: str = "en") -> bool:
    return is_unsaid(parse_question(question), hit_of(text, language=language))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("who funds the lighthouse", "The keepers will seek funding for lenses.", True),
        ("who funds the lighthouse", "The town pays for the lighthouse.", False),
        ("who funds the lighthouse", "The lighthouse is old. / The town pays for it.", False),
        ("who funds the lighthouse", "The town pays. / The lighthouse is old.", True),
        ("Who invested in Peruvian lamps?", "A bank put money into Peruvian oil.", True),
        ("Who paid for the lamps of 1874?", "The town gave $20 for lamps.", False),
        ("Qui finance le phare ?", "La ville cherche des fonds pour ses lampes.", True),
        ("Qui finance le phare ?", "La ville paie le phare.", False),
        ("¿Quién paga las lámparas?", "El pueblo invirtió en lentes.", True),
        ("¿Quién paga las lámparas?", "El pueblo invirtió en lámparas.", False),
        ("Who manages the funds?", "The keepers polish lenses.", False),
    ],
)
def test_who_pays_for_a_thing(question: str, text: str, expected: bool) -> None:
    assert unsaid(question, text) is expected


def test_a_passage_in_another_language_shares_fewer_words() -> None:
    question = "Who paid for the forest lamps and lenses?"
    assert not unsaid(question, "La ciudad pagó las becas forestales.", "es")
    assert unsaid(question, "The town paid for the forest.")
    assert unsaid(question, "La ciudad pagó las becas.", "es")


@pytest.mark.parametrize("question", ["who pays for it?", "qui paie ?", "¿quién lo paga?"])
def test_of_no_thing_nothing_is_said(question: str) -> None:
    assert unsaid(question, "The town pays for the lighthouse.")


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How much did the lamps cost?", "The lenses cost $20.", True),
        ("How much did the lamps cost?", "The lamps cost $20.", False),
        ("How much did Peru invest?", "Peru invested $20 million.", False),
        ("How much did Peru invest?", "Chile invested $20 million.", True),
        ("Combien coûte le phare ?", "Le phare est cher.", True),
    ],
)
def test_what_a_thing_costs(question: str, text: str, expected: bool) -> None:
    assert unsaid(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who decides on new lamps?", "New lamps are dear.", True),
        ("Who decides on new lamps?", "The keepers agreed on new lamps.", False),
        ("Qui nomme les gardiens ?", "Les gardiens polissent les lentilles.", True),
        ("Qui nomme les gardiens ?", "La ville a désigné les gardiens.", False),
        ("¿Quién aprueba el presupuesto?", "El presupuesto es pequeño.", True),
        ("¿Quién aprueba el presupuesto?", "El consejo aprobó el presupuesto.", False),
    ],
)
def test_who_decides_on_a_thing(question: str, text: str, expected: bool) -> None:
    assert unsaid(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("By when must the lamps be lit?", "The lamps were lit on 3 May 1874.", True),
        ("By when must the lamps be lit?", "The lamps will be lit in May 2030.", False),
        ("Avant quand faut-il éteindre les lampes ?", "Les lampes datent de 1874.", True),
        ("Pour quand sont prévues les lampes ?", "Les lampes seront prêtes en 2030.", False),
        ("¿Hasta cuándo arden las lámparas?", "Las lámparas arden hasta mayo.", False),
        ("fecha límite para las lámparas", "Las lámparas son de 1874.", True),
    ],
)
def test_by_when_a_thing_must_be_done(question: str, text: str, expected: bool) -> None:
    assert unsaid(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Does Peru need visas for Chileans?", "Jobs for Chileans are not taken up.", True),
        ("Does Peru need visas for Chileans?", "Peru requires visas.", False),
        ("Can Chileans own lamps?", "Lamps are dear.", True),
        ("Can Chileans own lamps?", "Foreigners are allowed to have lamps.", False),
        ("Can lamps save oil?", "They burn less.", False),
        ("Faut-il un permis pour les phares ?", "Les phares sont vieux.", True),
        ("Est-il permis de monter au phare ?", "Nul n’est autorisé à monter.", False),
        ("¿Es obligatorio el seguro?", "Los guardianes tienen faros.", True),
        ("¿Necesitan visa los chilenos?", "Los chilenos deben tener visa.", False),
        ("What do keepers need?", "They polish lenses.", False),
        ("¿Qué deben pulir?", "Los faros son viejos.", False),
    ],
)
def test_whether_a_thing_is_required_or_allowed(question: str, text: str, expected: bool) -> None:
    assert unsaid(question, text) is expected
