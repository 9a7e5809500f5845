"""Words of plain text that are broken at the end of a line, as in "har-" and "bour".

1. A word goes on if its line ends in one hyphen and the next one begins in lower case.
2. The hyphen goes if the whole word occurs without it. Where a converter broke the lines, it also
   goes unless the word has another hyphen, or occurs with this one. Otherwise it stays, as in
   "co-chair".
3. The rest of the word moves up to its first line.
"""

import re

_BROKEN = re.compile(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]{1,40}(?:[-\u2010’'][^\W\d_]{1,40}){0,4})[-\u2010]\n[ \t]*"
    r"(?P<tail>[^\W\d_]{1,40})(?P<rest>[^\s]*)[ \t]*\n?"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def without_broken_words(text: str, *, converted: bool) -> str:
    """The text with its broken words put together; it must have line feeds as line ends."""
    if not _BROKEN.search(text):
        return text
    words = set(_WORD.findall(text.casefold()))

    def whole(found: re.Match[str]) -> str:
        head, tail = found["head"], found["tail"]
        if not tail[0].islower():
            return found[0]
        first = re.split(r"[’']", head)[-1].casefold()
        soft = converted and "-" not in first and f"{first}-{tail}" not in words
        hyphen = "" if soft or first + tail in words else "-"
        return f"{head}{hyphen}{tail}{found['rest']}\n"

    return _BROKEN.sub(whole, text)
