"""Letters to words: where the blanks are, and the letters as they are typed.

1. A blank stands where a gap is clearly wider than the gaps between most letters of the run, so
   that neither letters set apart nor kerned ones are words of their own. A blank that was drawn is
   one if there is any gap.
2. An accent that is drawn over a letter becomes part of it.
3. Characters are normalised: ligatures become letters, unusual spaces plain ones, bullets of symbol
   fonts "•".
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import sub
from statistics import median

from cmp_search.language.normalisation import clean, one_line
from cmp_search.readers.pdf.glyphs import Glyph, Glyphs, Spaced

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_BULLETS = dict.fromkeys("\x7f\uf0b7\uf0a7\uf0d8\uf076\uf0a8\uf02d●▪■◦‣∙◆➢", "•")
_NORMALISED = str.maketrans({**_LIGATURES, **_BULLETS, "\u200b": "", "\u2060": ""})
_NO_LETTER = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_UNUSUAL = re.compile("[^ -~¡-¬®-ſ–—‘’“”…]")
"""What normalising may change, apart from blanks: not the letters of most texts."""
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]\d]*$")
_SOFT_HYPHEN = re.compile("\xad(?=\\S)")
ACCENTS = {
    "\u00b4": "\u0301", "`": "\u0300", "\u02c6": "\u0302", "^": "\u0302", "\u00a8": "\u0308",
    "\u02dc": "\u0303", "~": "\u0303", "\u00b8": "\u0327", "\u02c7": "\u030c", "\u02da": "\u030a",
    "\u00af": "\u0304", "\u02d8": "\u0306", "\u02d9": "\u0307", "\u02dd": "\u030b",
    **{chr(code): chr(code) for code in (*range(0x300, 0x30D), 0x327, 0x328)},
}  # fmt: skip
"""Accents that fonts draw by themselves, and the marks that combine with a letter."""
_ACCENT = re.compile(f"[{re.escape(''.join(ACCENTS))}]")
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
    if not _UNUSUAL.search(text):
        return one_line(text)
    text = _NO_LETTER.sub("", text.translate(_NORMALISED))
    return one_line(clean(_SOFT_HYPHEN.sub("", text)))


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends at the end of a line."""
    return bool(_ENDS_SENTENCE.search(text))


def words_of(glyphs: Glyphs, size: float) -> str:
    """Glyphs from left to right with the blanks between them."""
    text = "".join(glyphs.letters)
    if _ACCENT.search(text):
        glyphs = Glyphs.of(_accented(glyphs))
        text = "".join(glyphs.letters)
    gaps, spaced = _gaps(glyphs), glyphs.spaced
    usual = _usual(glyphs.letters, gaps, size)
    least, drawn = usual + _GAP * size, usual + _DRAWN_GAP * size
    starts = [i for i, gap in enumerate(gaps, 1) if gap > drawn and (gap > least or spaced[i])]
    if Spaced.YES in spaced:
        certain = {i for i, one in enumerate(spaced) if i and one == Spaced.YES}
        starts = sorted(certain.union(starts))
    if len(text) == len(glyphs.letters):
        words = [text[i:k] for i, k in pairwise([0, *starts, len(text)])]
    else:
        parts = pairwise([0, *starts, len(glyphs.letters)])
        words = ["".join(glyphs.letters[i:k]) for i, k in parts]
    return " ".join(words)


def set_apart(glyphs: Glyphs, size: float) -> float:
    """By how much letters are set apart; 0 if they are not."""
    usual = _usual(glyphs.letters, _gaps(glyphs), size)
    return usual if usual > _GAP * size else 0.0


def _gaps(glyphs: Glyphs) -> list[float]:
    """The gaps between glyphs, in whichever direction they are read."""
    lefts, rights = glyphs.lefts, glyphs.rights
    if lefts == sorted(lefts):
        return list(map(sub, lefts[1:], rights))
    return [
        start - right if left < start else left - end
        for start, end, left, right in zip(lefts, rights, lefts[1:], rights[1:], strict=False)
    ]


def _usual(letters: Sequence[str], gaps: Sequence[float], size: float) -> float:
    """Step 1: the gap between most letters; 0 where too few show it, or figures stand apart."""
    if not gaps:
        return 0.0
    if len(gaps) < _LETTERS:
        least = min(gaps)
        even = max(gaps) - least < _EVEN * size and least < _SET_APART * size
        return least if even and all(map(str.isalpha, letters)) else 0.0
    usual = median(gaps)
    if usual > _GAP * size and sum(map(str.isalpha, letters)) < 0.8 * len(letters):
        return 0.0
    return usual


def _accented(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Step 2."""
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
