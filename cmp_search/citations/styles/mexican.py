"""The Mexican official form: all steps in full words, always in Spanish.

Body, title in italics, date, headings in «», artículo, fracción, inciso, párrafo and página in
full, "disponible en" the address. It is how decrees and official letters of the federal
administration refer to a provision ("artículo 22, fracción III, inciso a), párrafo 2"), and so it
is Spanish in a note of any language. The short form names the footnote that has the full one.
Source: Secretaría de Gobernación, Manual de técnica legislativa, on references to provisions.
"""

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.citations.rich_text import RichText
from cmp_search.citations.styles import parts

_SPANISH = "es"
_FORMS: parts.Forms = {
    PinpointKind.ARTICLE: ("artículo {at}", "artículos {at}"),
    PinpointKind.FRACTION: ("fracción {at}", "fracciones {at}"),
    PinpointKind.LETTER: ("inciso {at})", "incisos {at})"),
    PinpointKind.PARAGRAPH: ("párrafo {at}", "párrafos {at}"),
    PinpointKind.ITEM: ("punto {at}", "puntos {at}"),
    PinpointKind.PAGE: ("página {at}", "páginas {at}"),
}


def full(citation: Citation, language: str, accessed: str) -> RichText:
    """The citation in full; `accessed` is the date on which it was read, in ISO 8601, or empty."""
    body = f"{citation.issuing_body}, " if citation.issuing_body else ""
    date = f", {date}" if (date := parts.dated(citation, _SPANISH)) else ""
    behind = f"{date}{_place(citation)}"
    if not citation.url:
        return parts.runs(body, parts.title(citation), f"{behind}.")
    day = parts.in_words(accessed, _SPANISH)
    read = f" (consultado el {day})" if day else ""
    address = (", disponible en ", parts.address(citation), f"{read}.")
    return parts.runs(body, parts.title(citation), behind, *address)


def short(citation: Citation, language: str, footnote: int) -> RichText:
    """The form for a text that an earlier footnote cites in full."""
    behind = f", citado en la nota {footnote}{_place(citation)}."
    return parts.runs(parts.title(citation), behind)


def _place(citation: Citation) -> str:
    quoted = parts.headings(citation)
    steps = [f"«{quoted}»"] if quoted else []
    steps += parts.numbered(citation, _FORMS, tuple(_FORMS))
    return "".join(f", {step}" for step in steps) + parts.remarks(citation, _SPANISH)
