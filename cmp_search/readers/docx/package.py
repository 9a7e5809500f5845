"""The parts of a Word file, and how they refer to each other.

The package is opened here, because python-docx refuses files that Word opens: those in the strict
form of Open XML, templates, and those that name a part that is not there.

1. Check the zip file before anything is unpacked (see `archive`).
2. The main part is the one that the package names, else `word/document.xml`. Names are compared
   without regard to case, and some programs write them with backslashes.
3. The strict form has other names for the same elements; they are replaced by the usual ones.
4. A part is unpacked and parsed when it is asked for.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.errors import DamagedError, FormatError, LimitError, ReadError
from cmp_search.readers.archive import SIGNATURE, check_archive, check_xml

FORMAT = "Word"
BROKEN = (
    *(BadZipFile, ZlibError, EOFError, OSError, NotImplementedError),  # the zip file
    *(AttributeError, KeyError, ValueError, SyntaxError, RecursionError),  # its XML
)
"""What the libraries raise when a package or its XML is damaged."""
_XML = (".xml", ".rels")
"""Suffixes of the parts that are parsed as XML."""
_OLE = b"\xd0\xcf\x11\xe0"
_MAX_DEPTH = 256
"""How deep the XML parser lets elements be nested; a table in a table has about 20 levels."""
_TOO_DEEP = "Excessive depth"
_TYPES = "[Content_Types].xml"
_MEDIA = {
    "htm": "text/html",
    "html": "text/html",
    "xhtml": "application/xhtml+xml",
    "mht": "message/rfc822",
    "txt": "text/plain",
}
"""Media types of the files that a package may include."""
_USUAL_MAIN = "word/document.xml"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_CORE = "core-properties"


class Relation(NamedTuple):
    """A reference to another part: its id, the last word of its type, and the part's name."""

    id: str
    kind: str
    target: str


class Package:
    """A Word file."""

    def __init__(self, data: bytes) -> None:
        """Open a file (steps 1 and 2).

        Raises:
            FormatError: the bytes are no Word document.
            DamagedError: it is broken, or a password locks it.
            LimitError: it unpacks to too much.
        """
        if data.startswith(_OLE):
            raise DamagedError("docx_locked_or_old")
        if not data.startswith(SIGNATURE):
            raise FormatError("format_not", format=FORMAT)
        self._archive = ZipFile(BytesIO(data))
        self._names = {_folded(name): name for name in self._archive.namelist()}
        check_archive(self._archive, FORMAT)
        mains = [part for part in Part(self, "").related("officeDocument") if part.is_word]
        if not mains and _USUAL_MAIN not in self._names:
            raise FormatError("format_not", format=FORMAT)
        check_xml(self._archive, FORMAT, _XML)
        self.main = mains[0] if mains else Part(self, _USUAL_MAIN)

    def __contains__(self, name: str) -> bool:
        return _folded(name) in self._names

    def read(self, name: str) -> bytes:
        """The bytes of an entry."""
        return self._archive.read(self._names[_folded(name)])

    def said(self, name: str) -> str:
        """What the file says about itself under a name of Dublin Core, such as "title"."""
        for part in Part(self, "").related(_CORE):
            for element in part.root.iter(_DUBLIN_CORE + name):
                return element.text or ""
        return ""


@dataclass(frozen=True)
class Part:
    """One part of a package; the package itself has an empty name."""

    package: Package
    name: str

    @cached_property
    def blob(self) -> bytes:
        """Its bytes."""
        return self.package.read(self.name)

    @cached_property
    def root(self) -> Element:
        """Its XML, in the usual names (step 3)."""
        root: Element = parse_xml(_STRICT.sub(_USUAL, self.blob))
        return root

    @property
    def is_word(self) -> bool:
        """Whether it is in the folder of Word's parts, unlike a part of a spreadsheet."""
        return _folded(self.name).startswith("word/") or self.root.tag == qn("w:document")

    @property
    def media_type(self) -> str:
        """What the package says that it is, or else what its suffix says."""
        listed = Part(self.package, _TYPES)
        types = list(listed.root.iterchildren("*")) if _TYPES in self.package else []
        stated = {_folded(one.get("PartName", ""))[1:]: one.get("ContentType", "") for one in types}
        by_suffix = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in types}
        suffix = self.name.rpartition(".")[2].lower()
        known = stated.get(_folded(self.name)) or by_suffix.get(suffix) or _MEDIA.get(suffix, "")
        return known.partition(";")[0].strip().lower()

    @cached_property
    def relations(self) -> list[Relation]:
        """Its references to parts that are there."""
        folder, name = posixpath.split(self.name)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        found = []
        if listed not in self.package:
            return []
        for one in parse_xml(self.package.read(listed)).iterchildren("*"):
            path = posixpath.join("/", folder, one.get("Target", "").replace("\\", "/"))
            target = posixpath.normpath(path)[1:]
            if one.get("TargetMode") != "External" and target in self.package:
                kind = one.get("Type", "").rpartition("/")[2]
                found.append(Relation(one.get("Id", ""), kind, target))
        return found

    def related(self, kind: str) -> "Iterator[Part]":
        """The parts that it refers to for one reason."""
        return (Part(self.package, one.target) for one in self.relations if one.kind == kind)

    def target(self, id: str) -> "Part | None":
        """The part that a reference in its text is to."""
        found = (one for one in self.relations if one.id == id)
        return next((Part(self.package, one.target) for one in found), None)


def broken(error: Exception) -> ReadError:
    """What to say about a package that could not be read, by what a library raised."""
    if _TOO_DEEP in str(error):
        return LimitError("docx_nested", most=_MAX_DEPTH)
    return DamagedError("format_broken", format=FORMAT, reason=error)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lower()
