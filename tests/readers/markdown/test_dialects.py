"""What dialects of Markdown write, read as their programs show it."""

import pytest

from cmp_search.documents.document import BlockKind, Omission

from ..looking import kinds, omitted, texts, tree
from .reading import read


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("See [[Oil|the oil]] and [[Wicks#Flat]].", "See the oil and Wicks."),
        ("A [[1]](#n) lamp.", "A [1] lamp."),
        ("The ==north== lamp, H~2~O and m^2^.", "The north lamp, H2O and m2."),
        ("[All lamps]{.underline} burn.", "All lamps burn."),
        ("The lamp burns. ^a1b2c3", "The lamp burns."),
        ("> [!NOTE] Oil\n> It burns.", "Oil\nIt burns."),
        ("- [x] trimmed", "☒ trimmed"),
        ("- [ ] lit", "☐ lit"),
        ("Lamp\n:   It burns.", "Lamp: It burns."),
        ("Write `{{< toc >}}` and `[[x]]`.", "Write {{< toc >}} and [[x]]."),
        ("```\n:::tip\n```", ":::tip"),
    ],
)
def test_marks_of_dialects_are_read_as_shown(written: str, shown: str) -> None:
    assert read(written).text == shown


@pytest.mark.parametrize(
    "source",
    [
        "Lamps.\n\n{{< contents of it >}}",
        "{% include oil.md %}\n\nLamps.",
        "Lamps.\n\n\\newpage\n",
    ],
)
def test_commands_are_no_words(source: str) -> None:
    extract = read(source)
    assert extract.text == "Lamps."
    assert not omitted(extract)


def test_comments_are_left_out_and_counted() -> None:
    extract = read("Lamps.%% not yet %%")
    assert extract.text == "Lamps."
    assert omitted(extract) == {Omission.COMMENTS: 2}


def test_boxes_keep_their_title_and_text() -> None:
    tip = ":::tip Oil\n\nIt burns.\n\n:::\n\n"
    extract = read(f'{tip}!!! note "Wicks"\n    They are flat.\n\nEnd.')
    assert texts(extract) == ["Oil", "It burns.", "Wicks", "They are flat.", "End."]


def test_details_are_sections_if_little_text_follows_them() -> None:
    details = "".join(
        f"<details>\n<summary>{name}</summary>\n\nIt burns.\n\n</details>\n\n"
        for name in ("Oil", "Wicks")
    )
    assert [path for path, _ in tree(read(f"# Lamps\n\n{details}End."))] == ["Oil", "Wicks"]
    followed = read(f"# Lamps\n\n{details}{'And so on. ' * 20}")
    assert "heading" not in "".join(kinds(followed))


GRID = """
+-------+--------+
| Port  | Lamps  |
+=======+========+
| North | 4 and  |
|       | **5**  |
+-------+--------+
| South | 6      |
+-------+--------+
"""
SIMPLE = """
  Port      Lamps
  ------- -------
  North     4
  South     6

  : Lamps by port
"""
SEVERAL_LINES = """
-----------------
Port      Lamps
          lit
--------- -------
North     4

South     6 and
          7
-----------------
"""


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (GRID, ["Port: North | Lamps: 4 and 5", "Port: South | Lamps: 6"]),
        (SIMPLE, ["Port: North | Lamps: 4", "Port: South | Lamps: 6"]),
        (SEVERAL_LINES, ["Port: North | Lamps lit: 4", "Port: South | Lamps lit: 6 and 7"]),
    ],
)
def test_drawn_tables_have_rows(table: str, rows: list[str]) -> None:
    extract = read(f"# Lamps\n{table}\nEnd.")
    assert texts(extract, BlockKind.ROW) == rows
    assert texts(extract)[-1] == "End."


@pytest.mark.parametrize(
    "table",
    [
        "+---+---+\n| a | b |\n+---+---+\n| spans |\n+---+---+",
        "Port Lamps\n---- -----\nNorthern 4",
        "Oil\n------\nIt burns.",
    ],
)
def test_other_drawings_stay(table: str) -> None:
    assert texts(read(f"# Lamps\n\n{table}"), BlockKind.ROW) == []
