"""The runs of a PDF page: pieces of text as they are drawn, with their place and type.

1. pypdf reports the page's text run by run, in the order of drawing; a line feed ends a line.
2. Characters are normalised: ligatures become letters, unusual spaces plain ones, bullets of symbol
   fonts "•".
3. Text in a form is placed where the form is drawn (see `forms`).
4. Text in another direction is turned upright; the run keeps by how much.
"""

import math
import re
from dataclasses import dataclass

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from cmp_search.language.normalisation import clean, one_line
from cmp_search.readers.pdf.forms import Forms, product

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_BULLETS = dict.fromkeys("\x7f\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf02d●▪■◦‣∙◆➢", "•")
_NORMALISED = str.maketrans({**_LIGATURES, **_BULLETS, "\u200b": "", "\u2060": ""})
_NO_LETTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SOFT_HYPHEN = re.compile("\xad(?=\\S)")
_FIXED = re.compile(r"courier|mono|consol|typewriter|TT\d", re.I)
_BOLD = re.compile(r"bold|black|heavy|demi|BX\d|-Bd", re.I)
_LEAST_SIZE = 0.1
"""Points; invisible type of size 0 makes a page searchable, and is read as well."""
_NARROW = frozenset("iljtfrI.,;:!'’|()[] -")
_WIDE = frozenset("mwMW%@—…")


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text as it was drawn; `width` is an estimate, `turn` the direction in quarter turns."""

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool
    turn: int


def normalise(text: str) -> str:
    """Text as it is typed: no ligatures, unusual spaces or private characters of one font."""
    text = _NO_LETTER.sub("", text.translate(_NORMALISED))
    return one_line(clean(_SOFT_HYPHEN.sub("", text)))


def page_runs(page: PageObject) -> list[list[TextRun]]:
    """The runs of each line, in the order of drawing."""
    rows: list[list[TextRun]] = [[]]
    forms = Forms(page)
    fonts: dict[int, tuple[bool, bool]] = {}

    def visit(
        text: str, cm: list[float], tm: list[float], font: DictionaryObject | None, size: float
    ) -> None:
        if font is not None and id(font) not in fonts:
            fonts[id(font)] = _is_bold(font), bool(_FIXED.search(str(font.get("/BaseFont", ""))))
        bold, fixed = fonts.get(id(font), (False, False))
        a, b, c, d, x, y = product(product(tm, cm), forms.place)
        turn = round(math.atan2(b, a) / (math.pi / 2)) % 4
        x, y = ((x, y), (y, -x), (-x, -y), (-y, x))[turn]
        height = max(abs(size) * math.hypot(c, d), _LEAST_SIZE)
        for i, part in enumerate(text.split("\n")):
            if i:
                rows.append([])
            words = part.strip()
            width = 0.6 * len(words) * height if fixed else _width(words, height)
            rows[-1].append(TextRun(part, x, y, width, height, bold, turn))

    before, after = forms.visitors()
    page.extract_text(
        visitor_text=visit, visitor_operand_before=before, visitor_operand_after=after
    )
    return rows


def _is_bold(font: DictionaryObject) -> bool:
    """Whether a font is bold by its name or its weight."""
    if _BOLD.search(str(font.get("/BaseFont", ""))):
        return True
    descriptor = font.get("/FontDescriptor")
    weight = descriptor.get_object().get("/FontWeight", 0) if descriptor is not None else 0
    return isinstance(weight, int | float) and weight >= 600


def _width(text: str, size: float) -> float:
    """The estimated width of text in a proportional font."""
    ems = sum(0.28 if c in _NARROW else 0.75 if c in _WIDE or c.isupper() else 0.5 for c in text)
    return ems * size
