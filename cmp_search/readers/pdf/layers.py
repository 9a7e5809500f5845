"""The layers of a PDF (its "optional content"), of which some may be switched off.

pypdf tells which are off; PDFium tells the layer that a text object is marked with, and draws the
page without those that are off.
"""

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import create_string_object
from pypdfium2 import raw

from cmp_search.readers.pdf.broken import BROKEN
from cmp_search.readers.pdf.glyphs import Handle

_LAYER = "OC\0".encode("utf-16-le")
_LONGEST = 512
"""Bytes of the name of a layer."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Whether layers are switched off, and the names that only such layers have."""

    are_off: bool = False
    names: frozenset[str] = frozenset()

    def hides(self, drawing: int) -> bool:
        """Whether an object, given by its address, is in a layer with such a name."""
        handle = ctypes.cast(drawing, raw.FPDF_PAGEOBJECT)
        return any(name in self.names for name in _layer_names(handle))


def layers_of(reader: PdfReader | None) -> Layers:
    """The layers of a file that are off when it is opened."""
    with suppress(*BROKEN):
        properties: Any = reader and reader.root_object.get("/OCProperties")
        if properties:
            return _layers(properties.get_object())
    return Layers()


def _layers(properties: Mapping[str, Any]) -> Layers:
    usual = properties["/D"].get_object()
    states = {_key(one): usual.get("/BaseState") != "/OFF" for one in properties["/OCGs"]}
    for state, is_on in (("/ON", True), ("/OFF", False)):
        states |= {_key(one): is_on for one in usual.get(state, ())}
    names = {_key(one): str(one.get_object().get("/Name", "")) for one in properties["/OCGs"]}
    shown = {names.get(key) for key, is_on in states.items() if is_on}
    hidden = {names.get(key, "") for key, is_on in states.items() if not is_on}
    return Layers(not all(states.values()), frozenset(hidden - shown - {""}))


def _key(reference: Any) -> int:  # noqa: ANN401
    return int(getattr(reference, "idnum", 0)) or id(reference)


def _layer_names(drawing: Handle) -> Iterator[str]:
    """The names of the layers that an object is marked with."""
    for i in range(max(raw.FPDFPageObj_CountMarks(drawing), 0)):
        mark = raw.FPDFPageObj_GetMark(drawing, i)
        size, place = ctypes.c_ulong(), ctypes.create_string_buffer(_LONGEST)
        raw.FPDFPageObjMark_GetName(
            mark, ctypes.cast(place, ctypes.POINTER(ctypes.c_ushort)), _LONGEST, size
        )
        if place.raw[: size.value] == _LAYER:
            yield _name(mark)


def _name(mark: Handle) -> str:
    """The name in a mark, which PDFium gives as it is written, in either of PDF's encodings."""
    size, place = ctypes.c_ulong(), (ctypes.c_ubyte * _LONGEST)()
    raw.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", place, _LONGEST, size)
    return str(create_string_object(bytes(place[: size.value])))
