"""What is live in what is shown: markup of a text that a browser would obey, and raw controls.

1. HTML is parsed as browsers parse it. Live is whatever carries the mark of hostile words outside
   of words: an attribute or its value, an address that runs, leads elsewhere or loads from there.
2. Markdown is made HTML by a reader of Markdown that lets HTML through, then as 1.
3. In a Word document, live is a field or a relation that has the mark.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from benchmarks.faults.hostile_fields import ELSEWHERE, MARK, RUN

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""What steers a terminal, or hides what words say; but for tabs and line ends."""
OVERRIDES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")
"""What no page or document may have, where words in Arabic keep the signs of their direction."""
LEADING = {"href", "src", "srcset", "action", "formaction", "xlink:href", "data", "poster", "style"}
LEADING |= {"srcdoc", "background", "cite", "ping"}
RUNNING = ("script", "iframe", "object", "embed", "style", "base", "meta", "link", "form", "svg")
_SCHEME = re.compile(r"\s*(javascript|vbscript|data)\s*:", re.IGNORECASE)
_FIELD = re.compile(r"<w:(?:instrText|fldSimple|altChunk|object|control)\b.*?>[^<]*", re.DOTALL)


def live_html(html: str) -> Iterator[str]:
    """Step 1."""
    for node in LexborHTMLParser(html).css("*"):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        if MARK in attributes or any(
            name.startswith("on") and RUN in value for name, value in attributes.items()
        ):
            yield f"<{node.tag}> has its mark"
        if node.tag in RUNNING and RUN in (node.text(deep=True) or ""):
            yield f"<{node.tag}> has its script"
        for name in LEADING & attributes.keys():
            aim = "".join(one for one in attributes[name] if one > " ")
            if _SCHEME.match(aim) or ELSEWHERE in aim.partition("?")[0]:
                yield f"<{node.tag} {name}> leads to {attributes[name][:40]!r}"


def live_markdown(words: str, *, html: bool = True) -> Iterator[str]:
    """Step 2; some readers let no HTML through."""
    yield from live_html(MarkdownIt("gfm-like", {"html": html, "linkify": False}).render(words))


def live_word(data: bytes) -> Iterator[str]:
    """Step 3."""
    with ZipFile(BytesIO(data)) as file:
        for name in file.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = file.read(name).decode()
            places = [part] if name.endswith(".rels") else _FIELD.findall(part)
            if any(mark in place for place in places for mark in (MARK, ELSEWHERE, RUN, "DDE")):
                yield f"{name} has its mark"


def controls(words: str, kind: re.Pattern[str] = CONTROLS) -> Iterator[str]:
    """Raw control characters and escapes, and those that turn the direction of words."""
    if found := kind.search(words):
        around = words[max(0, found.start() - 20) : found.end() + 10]
        yield f"{found[0]!r} in {around!r}"
