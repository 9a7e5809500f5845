"""The list of formats that can be read.

To add a format, write a module with `read(data: bytes) -> Extract` and add a line to `FORMATS`. The
line decides which files are read, which types `fetch` asks for, what the app calls them, and with
which libraries' versions an index counts as up to date.
"""

from dataclasses import dataclass

from cmp_search.errors import FormatError
from cmp_search.readers import archive


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    `name` is the same in every language; plain text, which each language calls something else,
    has none. `module` has its reader. The first of the `suffixes` is given to fetched files.
    `libraries` are the distributions that shape what its reader makes of a file. `signature` is how
    every file begins, if the format defines that.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    signature: bytes = b""


_READERS = "cmp_search.readers"
_OOXML = "application/vnd.openxmlformats-officedocument"
FORMATS = (
    Format(
        "PDF",
        f"{_READERS}.pdf",
        (".pdf",),
        ("application/pdf",),
        ("pypdf", "pypdfium2"),
        b"%PDF-",
    ),
    Format(
        "Word",
        f"{_READERS}.docx",
        (".docx", ".docm", ".dotx", ".dotm"),
        (
            f"{_OOXML}.wordprocessingml.document",
            f"{_OOXML}.wordprocessingml.template",
            "application/vnd.ms-word.document.macroenabled.12",
            "application/vnd.ms-word.template.macroenabled.12",
        ),
        ("python-docx", "lxml"),  # python-docx parses with lxml.
        archive.SIGNATURE,
    ),
    Format(
        "HTML",
        f"{_READERS}.html",
        (".html", ".htm", ".xhtml", ".aspx"),
        ("text/html", "application/xhtml+xml"),
        ("selectolax",),
    ),
    Format(
        "Markdown",
        f"{_READERS}.markdown",
        (".md", ".markdown"),
        ("text/markdown",),
        ("markdown-it-py",),
    ),
    Format("", f"{_READERS}.text", (".txt", ".text"), ("text/plain",)),
)


def format_of(suffix: str) -> Format:
    """The format of the files with a suffix, in any case.

    Raises:
        FormatError: no format has this suffix, or there is none.
    """
    for format in FORMATS:
        if suffix.lower() in format.suffixes:
            return format
    if not suffix:
        raise FormatError("suffix_missing", known=suffixes())
    raise FormatError("suffix_unknown", suffix=suffix, known=suffixes())


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats."""
    return tuple(suffix for format in FORMATS for suffix in format.suffixes)


def suffixes_by_type() -> dict[str, str]:
    """The suffix for fetched files, by media type."""
    return {type: format.suffixes[0] for format in FORMATS for type in format.media_types}


def libraries() -> frozenset[str]:
    """The distributions that shape what the readers make."""
    return frozenset(name for format in FORMATS for name in format.libraries)


def format_names() -> str:
    """The names of all formats but plain text, for a sentence: "PDF, Word, …"."""
    return ", ".join(format.name for format in FORMATS if format.name)


def signatures() -> tuple[bytes, ...]:
    """The first bytes of all formats that define them."""
    return tuple(format.signature for format in FORMATS if format.signature)
