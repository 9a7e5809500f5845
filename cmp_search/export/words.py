"""Words as every format can write them.

1. Any kind of line break is a line feed, with no blanks around it and never two in a row: a format
   would take an empty line for the end of the paragraph.
2. What is not seen but steers what is, or what XML cannot hold, is dealt with (see `unseen`). Texts
   of the index have little of it; what a writer pasted, or a file that was tampered with, may.
"""

import re
from dataclasses import replace

from cmp_search.citations.rich_text import RichText, Run, web_link
from cmp_search.language.unseen import printable, without_overrides

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def lines(text: str) -> str:
    """Words with line feeds as their line breaks."""
    stripped = (line.strip() for line in _lines(text))
    return printable("\n".join(filter(None, stripped)))


def line(text: str) -> str:
    """Words on one line, with the blanks at their ends."""
    return printable(" ".join(_lines(text)))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of the writer's own words, which empty lines divide."""
    parts = map(lines, _EMPTY_LINE.split("\n".join(_lines(text))))
    return [part for part in parts if part]


def one_line(rich: RichText) -> RichText:
    """Rich text on one line, with links into the web only, without runs that have no words."""
    runs = (
        replace(run, text=line(run.text), link=web_link(run.link), language=language(run.language))
        for run in rich
    )
    return tuple(run for run in runs if run.text)


def language(code: str) -> str:
    """A language's code, or nothing if it is none."""
    return code if _LANGUAGE.fullmatch(code) else ""


def words(text: str, code: str = "") -> Run:
    """A run of words on one line, in a language."""
    return Run(line(text), language=language(code))


def _lines(text: str) -> list[str]:
    """Step 1, after overrides, which might hide that a line is empty."""
    return _BREAK.split(without_overrides(text))
