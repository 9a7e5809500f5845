"""Files of other formats that a Word document includes, diagrams and charts.

1. An included file (`altChunk`) is read by the reader of its format: a web page, plain text or
   another Word document, or a web page in a mail message. Documents that include documents are
   read up to a depth, so that none can include itself without end. Other formats, such as RTF, are
   not read; that is noted, and a flaw of the text, as nobody can tell how many words are missing.
2. A diagram (SmartArt) has its words in a part of its own: points in a tree, each a paragraph.
3. So has a chart: its titles, and the names of its series and categories.
"""

import email.policy
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from email import message_from_bytes

from docx.oxml.ns import qn

from cmp_search.errors import ReadError
from cmp_search.readers.docx.package import BROKEN, Part
from cmp_search.readers.extract import Extract

_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PARENT = "parOf"
_WORDS = ("node", "asst", "doc")
"""The types of points that have words; the others are about their form."""
_MAX_DEPTH = 3
_depth: ContextVar[int] = ContextVar("_depth", default=0)


def included(part: Part) -> Extract | None:
    """What an included file says, None if its format or content cannot be read (step 1)."""
    read = _reader(part)
    if read is None or _depth.get() >= _MAX_DEPTH:
        return None
    token = _depth.set(_depth.get() + 1)
    try:
        return read(part.blob)
    except (ReadError, LookupError, *BROKEN):
        return None
    finally:
        _depth.reset(token)


def _reader(part: Part) -> Callable[[bytes], Extract] | None:
    from cmp_search.readers import html, text
    from cmp_search.readers.docx import reader

    media_type = part.media_type
    if media_type in ("text/html", "application/xhtml+xml"):
        return html.read
    if media_type in ("message/rfc822", "multipart/related", "application/x-mimearchive"):
        return lambda data: html.read(_page(data))
    if media_type == "text/plain":
        return text.read
    return reader.read if media_type.endswith((".main+xml", ".document")) else None


def _page(data: bytes) -> bytes:
    """The web page in a mail message, in UTF-8."""
    message = message_from_bytes(data, policy=email.policy.default)
    page = message.get_body(("html", "plain"))
    content = page.get_content() if page is not None else ""
    return content.encode() if isinstance(content, str) else b""


def drawn(part: Part) -> Iterator[str]:
    """The words of a diagram or chart, paragraph by paragraph (steps 2 and 3)."""
    return _chart(part) if part.root.tag == f"{_CHART}chartSpace" else _diagram(part)


def _chart(part: Part) -> Iterator[str]:
    """Step 3."""
    for paragraph in part.root.iter(qn("a:p")):
        yield "".join(run.text or "" for run in paragraph.iter(qn("a:t")))
    caches = part.root.iter(f"{_CHART}strCache")
    names = (value.text or "" for cache in caches for value in cache.iter(f"{_CHART}v"))
    yield ", ".join(dict.fromkeys(names))


def _diagram(part: Part) -> Iterator[str]:
    """The words of each point of a diagram, parents before children (step 2)."""
    below: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in part.root.iter(f"{_DGM}cxn"):
        if link.get("type", _PARENT) == _PARENT:
            order = link.get("srcOrd", "0")
            place = int(order) if order.isdecimal() else 0
            below[link.get("srcId", "")].append((place, link.get("destId", "")))
    points = {
        point.get("modelId", ""): "\n".join(
            "".join(run.text or "" for run in paragraph.iter(qn("a:t")))
            for paragraph in point.iter(qn("a:p"))
        )
        for point in part.root.iter(f"{_DGM}pt")
        if point.get("type", "node") in _WORDS
    }
    children = {child for links in below.values() for _, child in links}
    left = sorted(reversed(points), key=lambda id: id not in children)
    while left:
        id = left.pop()
        words = points.pop(id, None)
        if words is not None:
            yield words
            left += [child for _, child in sorted(below[id], reverse=True)]
