import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_search.verification.quotation_marks import marked

SIGNS = "“”„\"«»‹›‘’' \n5saé.,("


def quoted(text: str) -> list[str]:
    return [text[start + 1 : end] for start, end in marked(text).pairs]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("It says “the tide turns” twice.", ["the tide turns"]),
        ('It says "the tide turns" twice.', ["the tide turns"]),
        ("It says ‘the tide turns’ twice.", ["the tide turns"]),
        ("It says 'the tide turns' twice.", ["the tide turns"]),
        ("Il dit « la marée tourne ».", [" la marée tourne "]),
        ("Dice «la marea cambia».", ["la marea cambia"]),
        ("Il dit ‹la marée tourne›.", ["la marée tourne"]),
        ("Er sagt „die Flut kommt“ und geht.", ["die Flut kommt"]),
        ("Er sagt „die Flut kommt” und geht.", ["die Flut kommt"]),
        ("”Both closing” as some type.", ["Both closing"]),
        ("“Both opening“ as others do.", ["Both opening"]),
        (
            '“Curly to straight" and "straight to curly”.',
            ["Curly to straight", "straight to curly"],
        ),
        (
            '("In brackets")—"between dashes"—"at the end."',
            ["In brackets", "between dashes", "at the end."],
        ),
        ('" Des blancs " autour.', [" Des blancs "]),
        ('He "says [so]" and "[the] rest" and "…more".', ["says [so]", "[the] rest", "…more"]),
        ("¿Dijo “sí”? ¡«No»!", ["sí", "No"]),
    ],
)
def test_each_kind_of_mark(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        (
            "“outer ‘inner’ and “same kind” outer” and “next”",
            ["outer ‘inner’ and “same kind” outer", "next"],
        ),
        ("« dehors “dedans” et « même » dehors »", [" dehors “dedans” et « même » dehors "]),
        ('"outer "inner" outer"', ['outer "inner" outer']),
        ("‘He said “yes” to it’", ["He said “yes” to it"]),
        ("'He said \"yes\" to it'", ['He said "yes" to it']),
    ],
)
def test_inner_quotations_are_part_of_the_outer_one(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


@pytest.mark.parametrize(
    "text",
    [
        "l'accord d’État qu'il a",
        "Mexico's and the ministers' and James’ plans",
        "the ’90s, the '90s and the ‘90s",
        "’Tis the workers’ own; 'tis 'em",
        "rock 'n' roll",
        'a pipe of 5" and a man of 6\' 2"',
        "l‘accord",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text: str) -> None:
    found = marked(text)
    assert not found.pairs
    assert not found.unclosed


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("‘the workers’ rights are kept’ here", ["the workers’ rights are kept"]),
        ("'the workers' rights are kept' here", ["the workers' rights are kept"]),
        ("‘l’accord d’État’", ["l’accord d’État"]),
        ("“the workers’ plan” and the ‘em", ["the workers’ plan"]),
        (
            '"the 5" pipe is here" and "in 2019" and "in 2020"',
            ['the 5" pipe is here', "in 2019", "in 2020"],
        ),
    ],
)
def test_apostrophes_and_inches_within_quotations(text: str, quotations: list[str]) -> None:
    assert quoted(text) == quotations


def test_a_missing_mark_costs_its_own_quotation_only() -> None:
    found = marked("“never closed, he says. Then “good words” and » then « bien » fin")
    assert [one.at for one in found.unclosed] == [0]
    assert [one.at for one in found.unopened] == [46]
    assert len(found.pairs) == 2


def test_marks_at_the_start_of_lines_open_anew() -> None:
    text = "« mots un\n» mots deux\n« mots trois »"
    found = marked(text)
    assert found.pairs == ((0, len(text) - 1),)
    assert found.reopening == {10, 22}


@given(st.text(SIGNS, max_size=60))
def test_pairs_are_ordered_marks_that_do_not_overlap(text: str) -> None:
    ends = [at for pair in marked(text).pairs for at in pair]
    assert ends == sorted(set(ends))
    assert all(text[at] in "“”„\"«»‹›‘’'" for at in ends)
