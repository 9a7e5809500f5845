"""Forms: content that a PDF stores separately and draws onto a page, as by `/Form Do`.

1. pypdf reads the text of a form as if the form were a page of its own. Its place on the page is
   tracked here: the form's own matrix, then the one in force where it is drawn.
2. A form may draw others. A stack holds those that are being drawn; a form that pypdf abandons is
   removed together with the form that drew it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Operands = Sequence[Any]
Visitor = Callable[[Any, Any, Any, Any], None]
_BROKEN = (AttributeError, KeyError, IndexError, TypeError, ValueError)


def product(m: Sequence[float], n: Sequence[float]) -> Matrix:
    """Two transformations, one after the other."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


@dataclass(frozen=True, slots=True)
class _Open:
    """A form that is being drawn: the operands that drew it, its resources, and its place."""

    operands: Operands
    holder: DictionaryObject
    place: Matrix


class Forms:
    """The forms that are being drawn while pypdf goes through a page."""

    def __init__(self, page: PageObject) -> None:
        """Begin with the page itself."""
        self._open = [_Open((), page, IDENTITY)]

    @property
    def place(self) -> Matrix:
        """The place of the innermost form on the page."""
        return self._open[-1].place

    def visitors(self) -> tuple[Visitor, Visitor] | tuple[None, None]:
        """What pypdf calls before and after each operation; nothing if the page draws no form."""
        page = self._open[0].holder
        if any(_form(page, name) for name in _drawable(page)):
            return self._before, self._after
        return None, None

    def _before(
        self, operator: bytes, operands: Operands, cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        if operator != b"Do":
            return
        outer, form = self._open[-1], None
        with suppress(*_BROKEN):
            form = _form(outer.holder, operands[0])
        place = outer.place
        if form is not None:
            with suppress(*_BROKEN):
                own = [float(value) for value in form.get("/Matrix", IDENTITY)]
                place = product(product(own, cm), outer.place)
        self._open.append(_Open(operands, form or outer.holder, place))

    def _after(
        self, operator: bytes, operands: Operands, cm: Sequence[float], tm: Sequence[float]
    ) -> None:
        if operator == b"Do" and any(one.operands is operands for one in self._open):
            while self._open.pop().operands is not operands:
                pass


def _drawable(holder: DictionaryObject) -> DictionaryObject:
    """The named objects that a page or form may draw."""
    for name in ("/Resources", "/XObject"):
        inner = holder.get(name)
        value = None if inner is None else inner.get_object()
        if not isinstance(value, DictionaryObject):
            return DictionaryObject()
        holder = value
    return holder


def _form(holder: DictionaryObject, name: str) -> DictionaryObject | None:
    """The object of a name, if it is a form."""
    reference = _drawable(holder).get(name)
    value = reference.get_object() if reference is not None else None
    if isinstance(value, DictionaryObject) and value.get("/Subtype") == "/Form":
        return value
    return None
