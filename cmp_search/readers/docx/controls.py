"""Content controls and form fields of Word: what they show, and whether they are empty."""

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.readers.docx.numbering import integer, is_on, value

_ASKS = f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"


def is_placeholder(run: Element) -> bool:
    """Whether a run asks for words that nobody has entered; words that somebody has lose its style.

    Programs that fill in a control may forget to say that it is filled.
    """
    return bool(value(run, "w:rPr", "w:rStyle")) and any(
        control.find(_ASKS) is not None for control in run.iterancestors(qn("w:sdt"))
    )


def form_field(mark: Element) -> str:
    """What a check box or a list to choose from shows."""
    data = mark.find(qn("w:ffData"))
    box = None if data is None else data.find(qn("w:checkBox"))
    choices = None if data is None else data.find(qn("w:ddList"))
    if box is not None:
        name = "w:default" if box.find(qn("w:checked")) is None else "w:checked"
        return "☒" if is_on(box, name) else "☐"
    if choices is not None:
        entries = [one.get(qn("w:val"), "") for one in choices.findall(qn("w:listEntry"))]
        place = integer(value(choices, "w:result"), 0)
        return entries[place] if place < len(entries) else ""
    return ""
