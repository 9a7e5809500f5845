"""The characters of Word's symbol fonts, which have codes of their own.

A symbol font has its signs at the codes of ordinary letters, which Word stores from U+F000 on.
Signs that have no common equivalent are left unknown.
"""

_PRIVATE = 0xF000
_LAST = 0xFF
_LETTERS = range(0x20, 0xD800)
"""Codes that stand for themselves."""
_UNKNOWN = "\ufffd"
_NOTHING = "\0"

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼" + _NOTHING * 33 + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪" + _NOTHING + "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
"""Symbol, from code 0x20 on."""
_WINGDINGS = {
    **dict(zip(range(0x22, 0x24), "✂✁", strict=True)),
    **dict(zip(range(0x28, 0x2A), "☎✆", strict=True)),
    0x2A: "✉",
    0x36: "⌛",
    0x3E: "✇",
    0x3F: "✍",
    0x41: "✌",
    **dict(zip(range(0x43, 0x4A), "👍👎☜☞☝☟✋", strict=True)),
    0x4A: "☺",
    0x4B: "😐",
    0x4C: "☹",
    0x4E: "☠",
    0x51: "✈",
    0x52: "☼",
    0x54: "❄",
    **dict(zip(range(0x56, 0x5C), "✞✝✠✡☪☯", strict=True)),
    **dict(zip(range(0x5E, 0x6A), "♈♉♊♋♌♍♎♏♐♑♒♓", strict=True)),
    **dict(zip(range(0x6C, 0x7B), "●❍■□❐❑❒⬧⧫◆❖⬥⌧⮹⌘", strict=True)),
    0x7D: "“",
    0x7E: "”",
    **dict(zip(range(0x80, 0x96), "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    **dict(zip(range(0x9E, 0xA2), "·•▪○", strict=True)),
    0xA4: "◉",
    0xA5: "◎",
    0xA7: "▪",
    0xA8: "☐",
    **dict(zip(range(0xAA, 0xB0), "✦★✶✴✹✵", strict=True)),
    **dict(zip(range(0xB5, 0xC3), "✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛", strict=True)),
    **dict(zip(range(0xD5, 0xD7), "⌫⌦", strict=True)),
    0xD8: "➢",
    0xDC: "➲",
    **dict(zip(range(0xDF, 0xE9), "←→↑↓↖↗↙↘⬅➔", strict=True)),
    **dict(zip(range(0xE9, 0xEF), "⬆⬇⬉⬈⬋⬊", strict=True)),
    **dict(zip(range(0xEF, 0xF5), "⇦⇨⇧⇩⬄⇳", strict=True)),
    **dict(zip(range(0xFB, 0xFF), "✗✓☒☑", strict=True)),
}
_WINGDINGS_2 = {
    **dict(zip(range(0x4F, 0x55), "✗✓☒☑☒☒", strict=True)),
    0x97: "●",
    0xA2: "■",
    0xA3: "☐",
}
_WINGDINGS_3 = {
    **dict(zip(range(0x21, 0x29), "←→↑↓↖↗↙↘", strict=True)),
    **dict(zip(range(0x70, 0x78), "▲▼△▽◀▶◁▷", strict=True)),
    0x7D: "▶",
    0x84: "◀",
    0x86: "▶",
}
_WEBDINGS = {**dict(zip(range(0x33, 0x37), "◀▶▲▼", strict=True)), 0x61: "✔", 0x63: "☐", 0x67: "■"}
_FONTS = {
    "symbol": {code: sign for code, sign in enumerate(_SYMBOL, 0x20) if sign != _NOTHING},
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}


def symbol(font: str, code: int) -> str:
    """The character that a font shows for a code, U+FFFD if it is not known."""
    signs = _FONTS.get(font.strip().lower(), {})
    if signs and (code <= _LAST or code >= _PRIVATE):
        return signs.get(code % _PRIVATE, _UNKNOWN)
    return chr(code) if code in _LETTERS else _UNKNOWN


def in_font(font: str, text: str) -> str:
    """A text as a font shows it; only symbol fonts change it."""
    if font.strip().lower() not in _FONTS:
        return text
    return "".join(sign if sign.isspace() else symbol(font, ord(sign)) for sign in text)
