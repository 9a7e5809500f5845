"""Letters to words: where the blanks are, and the letters as they are typed.

1. A blank stands where a gap is clearly wider than the gaps between most letters of the run, so
   that neither letters set apart nor kerned ones are words of their own. A blank that was drawn is
   one if there is any gap.
2. An accent that is drawn over a letter becomes part of it.
3. Characters are normalised: ligatures become letters, unusual spaces plain ones, bullets of symbol
   fonts "•".
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from cmp_search.language.normalisation import clean, one_line
from cmp_search.readers.pdf.glyphs import Glyph, Spaced

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_BULLETS = dict.fromkeys("\x7f\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf02d●▪■◦‣∙◆➢", "•")
_NORMALISED = str.maketrans({**_LIGATURES, **_BULLETS, "\u200b": "", "\u2060": ""})
_NO_LETTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]\d]*$")
_SOFT_HYPHEN = re.compile("\xad(?=\\S)")
ACCENTS = {
    "\u00b4": "\u0301", "`": "\u0300", "\u02c6": "\u0302", "^": "\u0302", "\u00a8": "\u0308",
    "\u02dc": "\u0303", "~": "\u0303", "\u00b8": "\u0327", "\u02c7": "\u030c", "\u02da": "\u030a",
    "\u00af": "\u0304", "\u02d8": "\u0306", "\u02d9": "\u0307", "\u02dd": "\u030b",
    **{chr(code): chr(code) for code in (*range(0x300, 0x30D), 0x327, 0x328)},
}  # fmt: skip
"""Accents that fonts draw by themselves, and the marks that combine with a letter."""
_DOTLESS = {"ı": "i", "ȷ": "j"}
_GAP = 0.16
"""The least gap between words, as a share of the size of the type."""
_DRAWN_GAP = 0.06
_LETTERS = 5
"""The least number of gaps that show how letters are set, unless all are even."""
_EVEN = 0.08
_SET_APART = 0.3
"""What even gaps within a short word differ, and are wide, at most."""


def normalise(text: str) -> str:
    """Text as it is typed: no ligatures, unusual spaces or private characters of one font."""
    text = _NO_LETTER.sub("", text.translate(_NORMALISED))
    return one_line(clean(_SOFT_HYPHEN.sub("", text)))


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends at the end of a line."""
    return bool(_ENDS_SENTENCE.search(text))


def words_of(glyphs: Sequence[Glyph], size: float) -> str:
    """Glyphs from left to right with the blanks between them."""
    glyphs = _accented(glyphs)
    gaps = list(_gaps(glyphs))
    usual = _usual(glyphs, gaps, size)
    least = (usual + _GAP * size, usual + _DRAWN_GAP * size, -math.inf)  # By `Spaced`.
    text = [glyphs[0].text] if glyphs else []
    for (_, _, letter, spaced), gap in zip(glyphs[1:], gaps, strict=True):
        text.append(" " + letter if gap > least[spaced] else letter)
    return "".join(text)


def set_apart(glyphs: Sequence[Glyph], size: float) -> float:
    """By how much letters are set apart; 0 if they are not."""
    usual = _usual(glyphs, list(_gaps(glyphs)), size)
    return usual if usual > _GAP * size else 0.0


def _gaps(glyphs: Sequence[Glyph]) -> Iterator[float]:
    """The gaps between glyphs, in whichever direction they are read."""
    for (start, end, _, _), (left, right, _, _) in pairwise(glyphs):
        yield start - right if left < start else left - end


def _usual(glyphs: Sequence[Glyph], gaps: Sequence[float], size: float) -> float:
    """Step 1: the gap between most letters; 0 where too few show it, or figures stand apart."""
    letters = sum(glyph.text.isalpha() for glyph in glyphs)
    if len(gaps) < _LETTERS:
        even = bool(gaps) and letters == len(glyphs) and max(gaps) - min(gaps) < _EVEN * size
        return min(gaps) if even and min(gaps) < _SET_APART * size else 0.0
    usual = median(gaps)
    return 0.0 if usual > _GAP * size and letters < 0.8 * len(glyphs) else usual


def _accented(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Step 2."""
    if ACCENTS.keys().isdisjoint([glyph.text for glyph in glyphs]):
        return list(glyphs)
    made: list[Glyph] = []
    mark: Glyph | None = None
    for glyph in glyphs:
        if glyph.text in ACCENTS:
            if made and _is_over(glyph, made[-1]):
                made[-1] = _composed(made[-1], glyph, made[-1].spaced)
            elif mark is None:
                mark = glyph
                continue
            else:
                made.append(glyph)
        elif mark is not None and _is_over(mark, glyph):
            made.append(_composed(glyph, mark, max(mark.spaced, glyph.spaced)))
            mark = None
        else:
            made += [glyph] if mark is None else [mark, glyph]
            mark = None
    return made if mark is None else [*made, mark]


def _is_over(mark: Glyph, letter: Glyph) -> bool:
    """Whether a mark stands over (or under) a letter, so that the two are one."""
    shared = min(mark.right, letter.right) - max(mark.left, letter.left)
    least = min(mark.right - mark.left, letter.right - letter.left)
    return letter.text[-1:].isalpha() and shared > 0.5 * least


def _composed(letter: Glyph, mark: Glyph, spaced: Spaced) -> Glyph:
    text = _DOTLESS.get(letter.text, letter.text) + ACCENTS[mark.text]
    return letter._replace(text=unicodedata.normalize("NFC", text), spaced=spaced)
