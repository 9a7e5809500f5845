"""Signs that are not seen but steer what is: which they are, and what becomes of them.

1. Controls move the cursor, colour or hide: C0 but tab and line feed, delete, C1, lone surrogates,
   annotations, tags, and what no file of XML can hold.
2. Directions turn the order of what is shown: embeddings, overrides, isolates and their ends, and
   the marks that only say which way a word runs.
3. All else stays, seen or not, since words need it: joiners (Persian words, emoji), soft hyphens,
   blanks of any width, variation selectors. None of them steers anything.

What becomes of 1 and 2 depends on where words go. On a terminal, and in a line of an error or a
log, each sign is one U+FFFD (`harmless`, `harmless_line`). In JSON, on the screen or in a file,
each is an escape, so that not a character is lost (`escaped`). In an exported note, controls are
U+FFFD, overrides are dropped, and directions that are opened are closed (`printable`). For a
reference manager, controls are U+FFFD, and directions are dropped (`undirected`). On a page of the
app, controls and overrides are U+FFFD, one for one, so that places in a text stay what they are
(`on_a_page`). `text ID` is to the character in a file or a pipe, and harmless on a screen.
"""

import re

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
_OVERRIDES = "\u202d\u202e"
_OPENED = {
    **dict.fromkeys("\u202a\u202b", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""What opens a direction without an override, and what closes it."""
_MARKS = "\u061c\u200e\u200f\u206a-\u206f"
STEERING = f"{_CONTROLS}{_MARKS}\u202a-\u202e\u2066-\u2069"
"""All of them, as the inside of a class of a pattern."""
_CONTROL, _OVERRIDE = re.compile(f"[{_CONTROLS}]"), re.compile(f"[{_OVERRIDES}]")
_NOT_ON_A_PAGE = re.compile(f"[{_CONTROLS}{_OVERRIDES}]")
_DIRECTION = re.compile("[\u202a-\u202c\u2066-\u2069]")
_DIRECTED = re.compile(f"[{_MARKS}\u202a-\u202e\u2066-\u2069]")
_HARMFUL = re.compile(f"[{STEERING}]")
_NOT_ON_A_LINE = re.compile(f"[{STEERING}\t\n\u2028\u2029]")
_ESCAPED = re.compile(f"[{STEERING}\u2028\u2029]")
_REPLACED = "\N{REPLACEMENT CHARACTER}"


def harmless(words: str) -> str:
    """Words that anyone may have written, with nothing that steers a terminal or hides words."""
    return _HARMFUL.sub(_REPLACED, words)


def harmless_line(words: str) -> str:
    """The same on one line."""
    return _NOT_ON_A_LINE.sub(_REPLACED, words)


def escaped(json: str) -> str:
    """JSON with escapes in place of what steers; it means the same, to the character."""
    return _ESCAPED.sub(_escape, json) if _ESCAPED.search(json) else json


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def without_overrides(text: str) -> str:
    """Words without what shows letters in another order than they have."""
    return _OVERRIDE.sub("", text)


def on_a_page(text: str) -> str:
    """Words that a browser shows in the order which they have, as many as they were."""
    return _NOT_ON_A_PAGE.sub(_REPLACED, text)


def printable(text: str) -> str:
    """Words as any file can hold them, which leave what follows them as it is."""
    text = _CONTROL.sub(_REPLACED, without_overrides(text))
    opened: list[str] = []
    for sign in _DIRECTION.findall(text):
        if sign in _OPENED:
            opened.append(_OPENED[sign])
        elif opened and opened[-1] == sign:
            opened.pop()
    return text + "".join(reversed(opened))


def undirected(text: str) -> str:
    """Words as any file can hold them, without directions."""
    return _CONTROL.sub(_REPLACED, _DIRECTED.sub("", text))
