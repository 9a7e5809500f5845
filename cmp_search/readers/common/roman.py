"""Roman numerals, as on the pages of front matter and in lists."""

_VALUES = {"c": 100, "xc": 90, "l": 50, "xl": 40, "x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}


def as_roman(number: int) -> str:
    """A number in lower-case roman numerals, up to 399; empty if it is below 1."""
    letters = ""
    for name, value in _VALUES.items():
        letters += name * (number // value)
        number %= value
    return letters


def roman_number(word: str) -> int | None:
    """The value of a lower-case roman numeral; None if the word is not a well-formed one."""
    if not word or not set(word) <= _VALUES.keys():
        return None
    values = [_VALUES[letter] for letter in word]
    number = sum(-value if value < max(values[i:]) else value for i, value in enumerate(values))
    return number if as_roman(number) == word else None
