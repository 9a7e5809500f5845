import pytest

from cmp_search.search.quantity import states_quantity


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many lighthouses were lit?", "In 1874 they lit forty old lighthouses."),
        ("¿Cuántas cápsulas presentó?", "It presented the four radio capsules."),
        ("Combien de membres ont voté ?", "Twelve members voted."),
        ("Combien d’autres groupes ?", "Six groups met."),
        ("What is the number of the keepers?", "The 20,000 keepers sleep."),
        ("How many people came?", "More than 60 participants came."),
        ("how many came to the pier", "More than 60 participants came."),
        ("Combien ont participé ?", "Douze boulangers."),
        ("cuantos asistieron", "Asistieron 200 fareros."),
        ("How long did it burn?", "It burnt for half a day."),
        ("How long did it burn?", "It burnt for more than 65 years."),
        ("¿Cuánto tiempo ardió?", "Ardió tres semanas."),
        ("What percentage of lamps is lit?", "Some 90% of them."),
        ("How much money did the bakers get?", "They got 40 pesos."),
    ],
)
def test_the_quantity_of_what_is_counted_is_stated(question: str, sentence: str) -> None:
    assert states_quantity(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many lighthouses were lit?", "Lighthouses were lit in 1874, on May 3."),
        ("How many lighthouses were lit?", "In two weeks the keepers lit some of the lighthouses."),
        ("¿Cuántos consulados hay?", "Over 1.5 million Canadians and 200,000 Mexicans come."),
        ("How many people came?", "They met for a day and a half."),
        ("How many people came?", "They came after 65 years, and paid 20 per cent."),
        ("How long did it burn?", "It burnt 40 lamps."),
        ("Combien de personnes sont venues ?", "Vingt pour cent, et 20 % des autres."),
        ("What percentage of lamps is lit?", "Nine lamps are lit."),
        ("When was it lit?", "It was lit in 1874."),
        ("Who lit the four lamps?", "The four lamps were lit."),
    ],
)
def test_another_amount_is_not_the_quantity(question: str, sentence: str) -> None:
    assert not states_quantity(question, sentence)
