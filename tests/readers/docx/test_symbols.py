import pytest

from cmp_search.readers.docx.symbols import in_font, symbol


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", 0xF0B3, "≥"),
        ("Symbol", 0x61, "α"),
        ("Symbol", 0xF0B0, "°"),
        ("Symbol", 0xF0E5, "∑"),
        ("Wingdings", 0xF0E0, "→"),
        ("Wingdings", 0xF0FE, "☑"),
        ("wingdings ", 0xF0A8, "☐"),
        ("Wingdings", 0xF08C, "❶"),
        ("Wingdings 2", 0xF050, "✓"),
        ("Wingdings 3", 0xF022, "→"),
        ("Webdings", 0xF061, "✔"),
        ("MS Gothic", 0x2612, "☒"),
        ("Wingdings", 0xF0FF, "\ufffd"),
        ("Cellar Signs", 0xF041, "\ufffd"),
        ("Arial", 0xD800, "\ufffd"),
        ("Arial", 0, "\ufffd"),
    ],
)
def test_codes_become_what_they_show(font: str, code: int, sign: str) -> None:
    assert symbol(font, code) == sign


def test_only_symbol_fonts_change_words() -> None:
    assert in_font("Arial", "a b") == "a b"
    assert in_font("Symbol", "a \uf062") == "α β"
    assert in_font("Symbol", "π") == "π"
