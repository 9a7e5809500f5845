"""What a passage cannot tell by its words: offices, what is to come, and what ends."""

import pytest

from cmp_search.search.question import parse_question
from cmp_search.search.untold import is_untold
from tests.search.making import hit_of


def untold(question: str, text: str, section: tuple[str, ...] = ()) -> bool:
    return is_untold(parse_question(question), hit_of(text, section))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("who's the Chilean foreign minister", "Ana Roe, Council of Foreign Trade", True),
        ("who is the prime minister of Peru", "Ana Roe, Minister of Lamps", True),
        ("Who is the minister of lamps?", "Ana Roe, Assistant Deputy Minister, Lamps", True),
        ("Who is the minister of lamps?", "Ana Roe, Ministry of Lamps", True),
        ("Who is the minister of lamps?", "Ana Roe, Secretary of Lamps", False),
        ("who was the deputy minister", "Ana Roe, Undersecretary of Lamps", False),
        ("Qui est l’ambassadeur du Pérou ?", "Ana Roe, Consul of Peru", True),
        ("Qui est l’ambassadeur du Pérou ?", "Ana Roe, Ambassador of Peru", False),
        ("¿Quién es la secretaria de faros?", "Ana Roe, Secretaría de Faros", True),
        ("¿Quién es la secretaria de faros?", "Ana Roe, secretaria de Faros", False),
        ("¿Cómo se llama el gobernador?", "Ana Roe, gobernadora de Arica", False),
        ("¿Cómo se llama el gobernador?", "Ana Roe, directora de Arica", True),
        ("foreign minister of Chile", "Ana Roe, Council of Foreign Trade", True),
        ("ministre des phares", "Ana Roe, directrice des phares", True),
        ("embajador chileno", "Ana Roe, embajadora de Chile", False),
        ("What did the minister say?", "Lamps are dear.", False),
    ],
)
def test_an_office_is_named(question: str, text: str, expected: bool) -> None:
    assert untold(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("who is the president of Peru", "Canadian Co-Chair: Ana Roe", True),
        ("who is the president of Peru", "Ana Roe, Vice-President of Lamps", True),
        ("who is the president of Peru", "President Ana Roe came.", False),
        ("peruvian president", "Canadian Co-Chair: Ana Roe", True),
        ("¿Quién es la presidenta de México?", "Ana Roe preside la mesa.", True),
        ("qui est le président du groupe des phares", "Co-Chair: Ana Roe", False),
    ],
)
def test_a_president_of_a_country_is_no_chair(question: str, text: str, expected: bool) -> None:
    assert untold(question, text) is expected


def test_a_heading_names_the_office_too() -> None:
    assert not untold("Who is the ambassador of Peru?", "Ana Roe", ("Ambassadors",))


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("When is the next meeting?", "They met in May.", True),
        ("When is the next meeting?", "They will meet in May.", False),
        ("When is the next meeting?", "They met in May. / They will meet again.", True),
        ("next meeting", "In 2019 they met. / They work with the next meeting in view.", True),
        ("the next annual meeting", "The next annual meeting will be in May 2020.", False),
        ("topics of the next meeting", "The next meeting will treat lamps.", False),
        ("next steps for lamps", "The keepers will light more of them.", False),
        ("next steps for lamps", "The keepers lit them.", True),
        ("Quand aura lieu la prochaine réunion?", "La réunion a eu lieu en mai.", True),
        ("prochaine rencontre", "La prochaine rencontre aura lieu en mai.", False),
        ("¿Cuándo será la próxima reunión?", "La próxima reunión será en mayo.", False),
        ("date of the next meeting", "They work with the next meeting in view.", True),
        ("fecha de la próxima reunión", "Se preparan para la próxima reunión.", True),
        ("date prochaine rencontre", "La prochaine rencontre aura lieu en mai.", False),
        ("próxima reunión", "Se preparan para la próxima reunión.", True),
        ("When did they meet?", "They met in May.", False),
    ],
)
def test_what_comes_next_is_not_what_was(question: str, text: str, expected: bool) -> None:
    assert untold(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("when does the lens plan expire", "It was signed on 27 May 2010.", True),
        ("when does the lens plan expire", "The Lens Plan 2010–2012 was signed.", False),
        ("when does it end", "It is in force until 2012.", False),
        ("when does it end", "They are close friends.", True),
        ("Quand le plan prend-il fin ?", "Il a été signé le 27 mai 2010.", True),
        ("Quand le plan prend-il fin ?", "Il prend fin en 2012.", False),
        ("¿Cuándo vence el plan?", "Se firmó en mayo de 2010.", True),
        ("¿Cuándo vence el plan?", "El plan estará vigente hasta 2012.", False),
        ("when was it signed", "It was signed on 27 May 2010.", False),
    ],
)
def test_what_ends_is_not_what_was_signed(question: str, text: str, expected: bool) -> None:
    assert untold(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is the ambassador of Peru to Chile?", "Ana Roe, Ambassador of Chile to Peru", True),
        ("Who is the ambassador of Peru to Chile?", "Ana Roe, Peru’s Ambassador to Chile", False),
        ("qui est l’ambassadeur du Pérou au Chili", "Ana Roe, Chilean Ambassador to Peru", True),
        ("¿Quién es el embajador de Perú en Chile?", "Ana Roe, embajadora peruana en Chile", False),
        ("¿Quién es el embajador de Perú en Chile?", "Ana Roe, embajadora chilena en Perú", True),
        ("Where is the Peruvian embassy?", "The Embassy of Chile in Peru lit lamps.", True),
        ("Who is the ambassador to Chile?", "Ana Roe, the ambassador, thanked Chile.", False),
        ("Who is the ambassador?", "Ana Roe, Ambassador of Chile to Peru", False),
    ],
)
def test_a_post_is_not_that_of_the_other_country(question: str, text: str, expected: bool) -> None:
    assert untold(question, text) is expected


def test_what_is_asked_of_a_thing_is_said_of_it() -> None:
    assert untold("Who pays for the lamps?", "The keepers look for funds.")
