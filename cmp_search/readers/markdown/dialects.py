r"""What dialects of Markdown write that CommonMark would show as it stands.

1. Comments ("%%…%%") are left out, and noted. Commands to a program that makes pages of the text
   ("{{< toc >}}", "{% include … %}", "\newpage") are no words.
2. Links of notebooks ("[[Page|words]]"), marked, raised and lowered words, spans and attributes of
   Pandoc keep their words alone; the names of blocks ("^a1b2c3") go.
3. The opening of a box ("> [!NOTE]", ":::tip", '!!! note "Title"') leaves its title, if it has one.
4. A definition (": …" below its term) follows its term, as on a web page. A box to be ticked is a
   sign.
5. Tables that are drawn become those of GitHub (see `drawn_tables`).
6. The summaries of several details are headings, unless more text follows than they have.
7. Code, fenced or within a line, is left as it is.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from cmp_search.documents.document import Omission
from cmp_search.readers.markdown.drawn_tables import redrawn

_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)")
_KEPT = re.compile("\x02(\\d{1,9})\x03")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"(?<![\w%])%%.{1,2000}?%%(?![\w%])", re.S)
_COMMAND = re.compile(
    r"\{\{[<%].{1,500}?[%>]\}\}|\{%.{1,500}?%\}"
    r"|^\\(?:newpage|pagebreak|clearpage|tableofcontents)\b.*$",
    re.M,
)
_REPLACED = (
    (re.compile(r"!\[\[[^\[\]\n]*\]\]"), ""),
    (re.compile(r"\[\[[^\[\]\n|]*\|([^\[\]\n]+)\]\](?!\()"), r"\1"),
    (re.compile(r"\[\[(?!_?toc_?\]|\d)([^\[\]\n|#]+)(?:#[^\[\]\n|]*)?\]\](?!\()", re.I), r"\1"),
    (re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]*[^\s=])==(?![=\w])"), r"\1"),
    (re.compile(r"(?<=[\w)])(?<!~)~(\w{1,10})~(?!~)"), r"\1"),
    (re.compile(r"(?<=[\w)])\^(\w{1,10})\^"), r"\1"),
    (re.compile(r"(?<!\])\[((?:[^\[\]\n]|\\\])*)\]\{[.#][^{}\n]*\}"), r"\1"),
    (re.compile(r"(?<=\))\{[^{}\n]*=[^{}\n]*\}"), ""),
    (re.compile(r"[ \t]\^(?=[\w-]*[a-z])[a-z0-9-]{4,40}[ \t]*$", re.M), ""),
    (re.compile(r"^([ \t]*(?:>[ \t]*)+)\[!\w+\][+-]?[ \t]*(.*)$", re.M), r"\1\2"),
    (
        re.compile(r"^ {0,3}:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]*)[ \t]*(.{0,200}?)[ \t:]*$", re.M),
        r"\n\1\n",
    ),
    (re.compile(r"(?<=\|\n\n):[ \t]{1,3}(?=\S)"), ""),
    (re.compile(r"^([^\s|+#>][^\n]*[^\s|])\n\n?:[ \t]{1,3}(?=\S)", re.M), r"\1: "),
    (re.compile(r"^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)\[[xX]\](?=[ \t])", re.M), r"\1☒"),
    (re.compile(r"^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)\[ \](?=[ \t])", re.M), r"\1☐"),
    (re.compile(r"^<(?:div|section|aside)\b[^<>\n]*\bmarkdown=[^<>\n]*>[ \t]*$", re.M), "\n"),
    (re.compile(r"^(</(?:div|section|aside)>[ \t]*)$", re.M), r"\n\1"),
)
_BOX = re.compile(r'(?:!!!|\?\?\?\+?)[ \t]+[\w-]+(?:[ \t]+"(.*)")?[ \t]*')
_SUMMARY = re.compile(r"<summary(?=[\s>])(?![^<>]*class)", re.I)
_HEADING = re.compile(r"^(?:#{1,6}[ \t]|<h[1-6])", re.M | re.I)
_SEVERAL = 2
_INDENT = re.compile(r" {4}|\t")


def in_plain_markdown(text: str) -> tuple[str, list[tuple[Omission, str]]]:
    """The text without the marks of dialects, and what is left out of it, with the reasons."""
    omitted: list[tuple[Omission, str]] = []
    parts: list[str] = []
    for is_code, lines in groupby(_fenced(text), key=lambda line: line[1]):
        part = "\n".join(line for line, _ in lines)
        parts.append(part if is_code else _plain(part, omitted))
    return "\n".join(parts), omitted


def _fenced(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is one of fenced code (step 7)."""
    fence = ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        yield line, bool(fence or opened)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]


def _plain(text: str, omitted: list[tuple[Omission, str]]) -> str:
    """Steps 1 to 6, with the code within lines set aside."""
    codes: list[str] = []

    def aside(code: re.Match[str]) -> str:
        codes.append(code[0])
        return f"\x02{len(codes) - 1}\x03"

    text = _CODE.sub(aside, text.replace("\x02", ""))
    omitted += [(Omission.COMMENTS, words) for words in _COMMENT.findall(text)]
    text = _COMMAND.sub("", _COMMENT.sub("", text))
    for found, replacement in _REPLACED:
        text = found.sub(replacement, text)
    text = _headed("\n".join(redrawn(list(_unboxed(text.split("\n"))))))
    return _KEPT.sub(lambda kept: codes[int(kept[1])], text)


def _headed(text: str) -> str:
    """The text with the summaries of details as headings (step 6)."""
    places = [found.start() for found in _SUMMARY.finditer(text)]
    end = text.lower().rfind("</details>")
    if len(places) < _SEVERAL or end < places[-1]:
        return text
    after = _HEADING.split(text[end + len("</details>") :], maxsplit=1)[0]
    if len(after.strip()) > end - places[0]:
        return text
    return _SUMMARY.sub(r'\g<0> class="heading"', text)


def _unboxed(lines: list[str]) -> Iterator[str]:
    """The lines, those of boxes with their title and without their indentation (step 3)."""
    boxed = False
    for line in lines:
        if opened := _BOX.fullmatch(line):
            boxed = True
            yield from (opened[1] or "", "")
        elif boxed and _INDENT.match(line):
            yield _INDENT.sub("", line, count=1)
        else:
            boxed = boxed and not line.strip()
            yield line
