"""BibTeX, in UTF-8, with what TeX would take for commands escaped.

A body's name and a title are in double braces: the name is one author, the title keeps its letters.
"""

import re
from collections.abc import Iterator, Sequence

from cmp_search.citations.references.reference import Reference

_ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces even where they are escaped.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_SPECIAL = re.compile(r"[\\~^{}&%$#_]")
_NOT_IN_KEY = re.compile(r"[^\w:./+-]")


def bibtex(cited: Sequence[Reference]) -> str:
    """The references as entries, with their ids as keys."""
    return "\n".join(_entry(one) for one in cited)


def _entry(one: Reference) -> str:
    kind = "misc" if one.is_law else "techreport"
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(one))
    return f"@{kind}{{{_NOT_IN_KEY.sub('-', one.id)},\n{fields}\n}}\n"


def _fields(one: Reference) -> Iterator[tuple[str, str]]:
    author = f"{{{_escaped(one.author)}}}" if one.author else ""
    values = (
        ("title", f"{{{_escaped(one.title)}}}"),
        ("author", author),
        ("institution", author if not one.is_law else ""),
        ("year", one.year),
        ("month", str(one.day.month) if one.day else ""),
        ("day", str(one.day.day) if one.day else ""),
        ("language", one.language),
        ("url", _address(one.url)),
        ("urldate", one.accessed),
        ("note", _escaped(one.note)),
    )
    yield from ((name, value) for name, value in values if value)


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], words)


def _address(url: str) -> str:
    """An address is set verbatim; braces, which would end the field, are percent-encoded."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
