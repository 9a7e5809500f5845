"""Columns are found by the gutter between them, whatever the order of drawing."""

import pytest
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from cmp_search.documents.document import BlockKind

from ..looking import texts
from .canvas import SENTENCE, read

Order = list[tuple[float, float, str]]


def column(word: str, x: float, count: int = 12, width: float = 190) -> Order:
    """The lines of a column, each with its place."""
    text = " ".join(
        f"The {word} number {i} stands on its own rock in the sea." for i in range(count)
    )
    lines = simpleSplit(text, "Helvetica", 10, width)
    return [(x, 700 - 12 * i, line) for i, line in enumerate(lines)]


def by_row(*columns: Order) -> Order:
    return sorted((line for one in columns for line in one), key=lambda line: (-line[1], line[0]))


def page(lines: Order, head: str = "", foot: str = "") -> list[str]:
    """The blocks of a page with some lines, and one over its whole width above and below."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 730, head)
        for x, y, line in lines:
            canvas.drawString(x, y, line)
        canvas.drawString(72, 300, foot)

    return texts(read(draw))


LEFT, RIGHT = column("tower", 72), column("lamp", 290)


@pytest.mark.parametrize(
    "lines",
    [LEFT + RIGHT, RIGHT + LEFT, by_row(LEFT, RIGHT), sorted(LEFT + RIGHT)],
    ids=["one after the other", "the right one first", "row by row", "upwards"],
)
def test_two_columns(lines: Order) -> None:
    head, foot = f"{SENTENCE} {SENTENCE[:20]}", f"{SENTENCE} It is so."
    left, right = (" ".join(line for _, _, line in side) for side in (LEFT, RIGHT))
    assert page(lines, head, foot) == [head, left, right, foot]


def test_three_columns_row_by_row() -> None:
    columns = [column(word, x, 8, 130) for word, x in (("tower", 72), ("lamp", 225), ("wick", 378))]
    wanted = [" ".join(line for _, _, line in side) for side in columns]
    assert page(by_row(*columns)) == wanted


def test_columns_of_two_lines() -> None:
    left = [
        (72.0, 700.0, "On the left: the name of the tower, its height"),
        (72.0, 688.0, "and its age."),
    ]
    right = [
        (330.0, 700.0, "On the right: the names of the keepers,"),
        (330.0, 688.0, "and the oil used."),
    ]
    assert page(by_row(left, right)) == [
        "On the left: the name of the tower, its height and its age.",
        "On the right: the names of the keepers, and the oil used.",
    ]


def test_a_short_line_of_a_ragged_column_ends_no_paragraph() -> None:
    lines = [
        "The keepers of the sea",
        "tell of it. Extraordinarily",
        "tall waves came by in",
        "the night and at noon.",
    ]
    ragged = [(72.0, 700.0 - 12 * i, line) for i, line in enumerate(lines)]
    others = column("lamp", 290, 3)
    assert page(ragged + others, head=SENTENCE)[1] == " ".join(lines)


def test_a_table_is_read_by_rows() -> None:
    rows = [
        ("Ayr", "1840", "white"),
        ("Bell Rock", "1810", "white and red"),
        ("Cove", "1871", "grey"),
    ]
    lines = [
        (x, 700.0 - 14 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((72.0, 200.0, 320.0), row, strict=True)
    ]

    def draw(canvas: Canvas) -> None:
        for x, y, cell in lines:
            canvas.drawString(x, y, cell)

    assert texts(read(draw), BlockKind.ROW) == [" | ".join(row) for row in rows]


def test_cells_of_several_lines_drawn_one_after_the_other_stay_whole() -> None:
    def cell(x: float, y: float, text: str) -> Order:
        return [
            (x, y - 12 * i, line) for i, line in enumerate(simpleSplit(text, "Helvetica", 10, 180))
        ]

    english = [
        f"Article {i}. The keeper of the tower lights the lamp at dusk each day." for i in (1, 2, 3)
    ]
    french = [f"Article {i}. Le gardien de la tour allume la lampe chaque soir." for i in (1, 2, 3)]
    lines: Order = []
    for i, (left, right) in enumerate(zip(english, french, strict=True)):
        lines += cell(72, 700 - 60 * i, left) + cell(300, 700 - 60 * i, right)
    read_text = " ".join(page(lines))
    assert [read_text.find(text) >= 0 for text in english + french] == [True] * 6
    assert read_text.index(french[0]) < read_text.index(english[1])


def test_cells_of_a_table_below_columns_stay_whole() -> None:
    cells = [
        (72.0, 494.0, "North"),
        (150.0, 500.0, "Open from May to October, and"),
        (150.0, 488.0, "then from dusk to dawn."),
        (420.0, 494.0, "Twelve"),
    ]
    read_text = " ".join(page([*LEFT[:8], *RIGHT[:8], *cells]))
    assert "Open from May to October, and then from dusk to dawn." in read_text


def test_a_table_across_columns_ends_them() -> None:
    rows = [("Port", "Lamps", "Keepers"), ("Ayr", "12", "4"), ("Cove", "9", "31")]
    cells: Order = [
        (x, 560.0 - 14 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((72.0, 230.0, 410.0), row, strict=True)
    ]
    lower = [(x, y - 190, line) for x, y, line in column("wick", 72, 6) + column("flame", 290, 6)]
    blocks = page(by_row(LEFT[:8], RIGHT[:8], cells, lower))
    words = " ".join(blocks)
    assert "Ayr | 12 | 4" in blocks
    order = ["tower number 5", "lamp number 0", "Ayr", "wick number 0", "wick number 5", "flame"]
    assert [words.index(one) for one in order] == sorted(map(words.index, order))


def test_a_column_much_shorter_than_the_other_drawn_row_by_row() -> None:
    wanted = [" ".join(line for _, _, line in side) for side in (LEFT, RIGHT[:3])]
    assert page(by_row(LEFT, RIGHT[:3])) == wanted


HEAD = "Of wicks"


def headed(*parts: Order) -> list[str]:
    """The blocks of a page with a large line among those of columns."""

    def draw(canvas: Canvas) -> None:
        for x, y, line in (line for part in parts for line in part):
            canvas.setFont("Helvetica", 15 if line == HEAD else 10)
            canvas.drawString(x, y, line)

    return texts(read(draw))


def lowered(lines: Order, by: float) -> Order:
    return [(x, y - by, line) for x, y, line in lines]


def test_a_heading_of_what_both_columns_go_on_with_ends_those_above_it() -> None:
    lower = [lowered(column(word, x, 8), 220) for word, x in (("wick", 72), ("flame", 290))]
    upper = column("tower", 72, 6), column("lamp", 290, 6)
    blocks = headed(by_row(*upper), [(72, 500, HEAD)], by_row(*lower))
    sides = [" ".join(line for _, _, line in side) for side in (*upper, *lower)]
    assert blocks == [*sides[:2], HEAD, *sides[2:]]


def test_a_heading_in_the_left_column_ends_no_other_column() -> None:
    lower = lowered(column("wick", 72, 5), 150)
    blocks = headed(by_row(LEFT[:8], [(72, 580, HEAD)], lower, RIGHT))
    sides = [" ".join(line for _, _, line in side) for side in (LEFT[:8], lower, RIGHT)]
    assert blocks == [sides[0], HEAD, *sides[1:]]
