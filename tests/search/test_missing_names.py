"""Which names of a question are missing, and which are only words with a capital."""

import pytest

from cmp_search.search.missing_names import missing_names
from cmp_search.search.question import parse_question
from tests.search.test_demands import hit

TEXT = "The Mining group of the Partnership met."


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("¿Cuándo se reunió el Grupo de Trabajo de Minería?", ("Trabajo",)),
        ("Quand le Groupe des mines du Partenariat s’est-il réuni?", ()),
        ("¿Qué hizo Zurbano, y por qué Zurbano?", ("Zurbano",)),
        ("What did the ALIANZA do with Martinez?", ("ALIANZA", "Martinez")),
        ("¿Qué dice del Transporte?", ("Transporte",)),
    ],
)
def test_a_word_that_the_passages_have_in_another_language_is_no_missing_name(
    question: str, missing: tuple[str, ...]
) -> None:
    assert missing_names(parse_question(question), [hit(TEXT)]) == missing


def test_headings_and_titles_count_too() -> None:
    question = parse_question("¿Cuándo se reunió el Grupo de Trabajo?")
    found = hit("They met.", "Report of the group", section=("Working Groups",))
    assert missing_names(question, [found]) == ()
