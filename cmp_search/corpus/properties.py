"""Properties: what a file says about itself beside its text.

1. PDF: the document information. Word: `docProps/core.xml`. HTML: the language of the page and its
   `meta` elements. Markdown: the front matter. Plain text has none.
2. They are read in a sandbox, as the text is, and a file whose properties cannot be read has none:
   nothing depends on them but what is proposed when it is added (see `proposal`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from pydantic import TypeAdapter

from cmp_search.errors import DamagedError, ReadError
from cmp_search.language.normalisation import clean_and_trim, one_line
from cmp_search.readers.archive import check_archive, check_xml
from cmp_search.readers.formats import format_of
from cmp_search.readers.sandbox.process import Sandbox

MAX_LENGTH = 300
"""Characters of a property; a longer one is no title and no name."""
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TITLES = ("dcterms.title", "dc.title", "citation_title", "title")
_BODIES = (
    "dcterms.publisher", "dcterms.creator", "dc.publisher", "dc.creator", "publisher",
    "citation_author_institution", "institution", "og:site_name", "author", "creator",
)  # fmt: skip
_DATES = (
    "dcterms.issued", "dc.date.issued", "citation_publication_date", "article:published_time",
    "dcterms.date", "dc.date", "date", "issued", "dcterms.modified",
)  # fmt: skip
_LANGUAGES = ("dcterms.language", "dc.language", "language", "lang")
_CORE = {"title": "title", "creator": "author", "modified": "date", "language": "lang"}
"""The elements of a Word file's core properties, and the names that they have here."""

_TEMPLATE_DATE = "2013-12-23T23:15:00Z"
"""What python-docx leaves in every file that it makes: when its template was made."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself; all may be empty. `language` is a tag such as "fr-CA"."""

    title: str = ""
    issuing_body: str = ""
    date: Date | None = None
    language: str = ""


_PROPERTIES = TypeAdapter(Properties)


def read_properties(suffix: str, data: bytes) -> Properties:
    """The properties of a file with this suffix and these bytes; none if they cannot be read."""
    try:
        result = _SANDBOX.do(format_of(suffix).module, data)
    except ReadError:
        return Properties()
    return _PROPERTIES.validate_json(result)


def properties(module: str, data: bytes) -> bytes:
    """The work of the sandbox: a reader's module and the bytes of a file in, the properties out.

    Raises:
        ReadError: they cannot be read.
    """
    read = _READERS.get(module.rpartition(".")[2])
    try:
        found = read(data) if read else Properties()
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise DamagedError("file_unreadable", reason=error) from error
    return _PROPERTIES.dump_json(
        replace(
            found,
            title=_plain(found.title),
            issuing_body=_plain(found.issuing_body),
            language=_plain(found.language),
        )
    )


_SANDBOX = Sandbox(f"{__name__}:{properties.__name__}")


def _of_pdf(data: bytes) -> Properties:
    from pypdf import PdfReader

    information = PdfReader(BytesIO(data)).metadata
    if information is None:
        return Properties()
    date = information.creation_date
    return Properties(
        information.title or "", information.author or "", date.date() if date else None
    )


def _of_docx(data: bytes) -> Properties:
    with ZipFile(BytesIO(data)) as archive:
        check_archive(archive, "Word")
        check_xml(archive, "Word", ("docprops/core.xml",))
        root = ElementTree.fromstring(archive.read("docProps/core.xml"))
    named = ((element.tag.rpartition("}")[2], element.text or "") for element in root)
    stated = {_CORE[name]: text for name, text in named if name in _CORE}
    if stated.get("date") == _TEMPLATE_DATE:
        del stated["date"]
    return _from_names(stated)


def _of_html(data: bytes) -> Properties:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(data)
    root = page.css_first("html")
    names = {"lang": (root.attributes.get("lang") if root else None) or ""}
    for element in page.css("meta"):
        attributes = element.attributes
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        names.setdefault(name, attributes.get("content") or "")
    return _from_names(names)


def _of_markdown(data: bytes) -> Properties:
    from cmp_search.readers.markdown.front_matter import front_matter

    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return _from_names(front_matter(text).values)


_READERS: dict[str, Callable[[bytes], Properties]] = {
    "pdf": _of_pdf,
    "docx": _of_docx,
    "html": _of_html,
    "markdown": _of_markdown,
}


def _from_names(named: Mapping[str, str]) -> Properties:
    """Properties by the names that web pages give them, the best name first."""

    def first(names: Iterable[str]) -> str:
        return next((named[name] for name in names if named.get(name, "").strip()), "")

    return Properties(first(_TITLES), first(_BODIES), _day(first(_DATES)), first(_LANGUAGES))


def _day(text: str) -> Date | None:
    """The day at the start of a date and time in ISO 8601."""
    found = _ISO_DAY.match(text.strip())
    try:
        return Date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def _plain(text: str) -> str:
    """A property on one line; nothing if it is too long to be one."""
    text = one_line(clean_and_trim(text))
    return text if len(text) <= MAX_LENGTH else ""
