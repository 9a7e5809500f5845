"""The same section in another edition: certainly the same, or reported as enclosing it."""

from hypothesis import given
from hypothesis import strategies as st

from cmp_search.citations.counterpart import Counterpart, Match, counterpart, heading_at
from cmp_search.documents.document import BlockKind, Document
from tests.sample import Piece, heading, make_document, paragraph

levels = st.lists(st.integers(1, 4), min_size=1, max_size=15)
"""The outline of a text, heading by heading."""


def text(levels: list[int], word: str, names: list[str] | None = None) -> Document:
    """A text with an outline, one word throughout, and names that occur in one section each."""
    pieces: list[Piece] = []
    for i, level in enumerate(levels):
        pieces += [
            heading(f"{word} {word}", level),
            paragraph(f"{word} {names[i]}" if names else word),
        ]
    return make_document(pieces)


def named(*parts: tuple[str, int, str]) -> Document:
    pieces: list[Piece] = []
    for words, level, body in parts:
        pieces += [heading(words, level), paragraph(body)]
    return make_document(pieces)


@given(levels)
def test_equal_outlines_match_everywhere(levels: list[int]) -> None:
    one, other = text(levels, "lens"), text(levels, "lente")
    for number in range(len(levels) + 1):
        assert counterpart(one, number, other) == Counterpart(number, Match.SAME)


@given(levels, levels)
def test_a_counterpart_is_mutual(one: list[int], other: list[int]) -> None:
    mine, theirs = text(one, "lens"), text(other, "lente")
    for number in range(len(one) + 1):
        found = counterpart(mine, number, theirs)
        assert (found.heading == 0) == (found.match is Match.TOP or number == 0)
        if found.match is Match.SAME:
            assert counterpart(theirs, found.heading, mine) == Counterpart(number, Match.SAME)


@given(levels, st.data())
def test_neighbours_of_a_missing_section_are_not_taken_for_it(
    levels: list[int], data: st.DataObject
) -> None:
    numbered = [heading(f"{i}. x", level) for i, level in enumerate(levels, 1)]
    gone = data.draw(st.integers(0, len(levels) - 1))
    one = make_document([piece for h in numbered for piece in (h, paragraph("a"))])
    rest = [h for i, h in enumerate(numbered) if i != gone]
    other = make_document([piece for h in rest for piece in (h, paragraph("b"))])
    heads = [other.slice(b) for b in other.blocks if b.kind is BlockKind.HEADING]
    for number in range(1, len(levels) + 1):
        found = counterpart(one, number, other)
        if found.match is Match.SAME:
            assert heads[found.heading - 1] == f"{number}. x"
        assert not (number == gone + 1 and found.match is Match.SAME)


@given(st.permutations(range(5)))
def test_siblings_in_another_order_are_never_the_wrong_ones(order: list[int]) -> None:
    names = [f"Name{i} Port{i} 20{i}0" for i in range(5)]
    one, other = text([1] * 5, "lens", names), text([1] * 5, "lente", [names[i] for i in order])
    for number in range(1, 6):
        found = counterpart(one, number, other)
        stays = order[number - 1] == number - 1
        assert found == Counterpart(number if stays else 0, Match.SAME if stays else Match.TOP)


def test_numbers_are_read_in_every_language() -> None:
    english = named(("Part I: Past", 1, "a"), ("Part III: Groups", 1, "b"), ("Lenses", 2, "c"))
    spanish = named(
        ("Parte I: Antes", 1, "a"),
        ("Parte II: Ahora", 1, "a"),
        ("Parte III: Grupos", 1, "b"),
        ("Lentes", 2, "c"),
        ("Pan", 2, "d"),
    )
    assert counterpart(english, 1, spanish) == Counterpart(1, Match.SAME)
    assert counterpart(english, 2, spanish) == Counterpart(3, Match.SAME)
    assert counterpart(english, 3, spanish) == Counterpart(3, Match.AROUND)
    assert counterpart(spanish, 2, english) == Counterpart(0, Match.TOP)


def test_the_heading_above_an_offset() -> None:
    document = named(("One", 1, "a"), ("Two", 2, "b"))
    assert heading_at(document, document.text.index("b")) == 2
    assert heading_at(document, document.text.index("a")) == 1
    assert heading_at(make_document([paragraph("a"), heading("One", 1)]), 0) == 0
