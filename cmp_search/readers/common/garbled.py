"""How many characters of a text were lost before it was read, or are not what a reader would see.

1. U+FFFD stands for a character that could not be read.
2. Characters of private use, three or more together, are letters of a font that only it knows; one
   alone may be a bullet. So are the codes of glyphs, such as "(cid:45)".
3. UTF-8 that was read as another encoding and saved again has two or three signs for each accented
   letter, such as "Ã©"; mail that was not decoded has their codes, such as "=C3=A9".
"""

import re

_GARBLED = re.compile(
    "\ufffd|[\ue000-\uf8ff]{3,}|\\(cid:\\d{1,5}\\)|=C3=[89AB][0-9A-F]"
    "|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?<![Â][ «»°©®£§])|â€[^\\s\\w]"
)


def garbled(text: str) -> int:
    """How many characters of a text are none that anybody wrote."""
    return sum(len(found[0]) if found[0][0] >= "\ue000" else 1 for found in _GARBLED.finditer(text))
