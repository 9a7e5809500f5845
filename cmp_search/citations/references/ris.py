"""RIS, which EndNote, Mendeley and RefWorks read.

Source: the RIS format specification; a tag of two characters, two spaces, a hyphen and a space.
"""

from collections.abc import Iterator, Sequence

from cmp_search.citations.references.reference import Reference


def ris(cited: Sequence[Reference]) -> str:
    """The references, each from TY to ER."""
    return "\n".join("\n".join(_lines(one)) + "\n" for one in cited)


def _lines(one: Reference) -> Iterator[str]:
    fields = (
        ("TY", "STAT" if one.is_law else "RPRT"),
        ("ID", one.id),
        ("TI", one.title),
        _author(one.author),
        ("PY", one.year),
        ("DA", one.date.replace("-", "/") if one.day else ""),
        ("LA", one.language),
        ("UR", one.url),
        ("Y2", one.accessed.replace("-", "/")),
        ("N1", one.note),
    )
    yield from (f"{tag}  - {value}" for tag, value in fields if value)
    yield "ER  - "


def _author(name: str) -> tuple[str, str]:
    """A body as the author, with a comma behind it, so that it is not split as a person's name is.

    A comma within the name would split it all the same: then the body is the publisher, which in a
    report is its institution.
    """
    if "," in name:
        return "PB", name
    return "AU", f"{name}," if name else ""
