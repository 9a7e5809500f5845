"""Rich text as the runs of a Word paragraph. All words are text: none is a field or markup."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from cmp_search.citations.rich_text import RichText, Run

_REGIONS = {"en": "en-CA", "fr": "fr-CA", "es": "es-MX"}
"""The languages of the Partnership as its two countries write them."""


def word_language(code: str) -> str:
    """The name of a language in Word, with the country whose spelling is meant."""
    return _REGIONS.get(code, code)


def element(name: str, **attributes: str) -> Element:
    """An element of WordprocessingML with attributes of the same namespace."""
    made: Element = OxmlElement(
        f"w:{name}", {qn(f"w:{key}"): value for key, value in attributes.items()}
    )
    return made


def append_words(paragraph: Element, rich: RichText, part: Part, language: str = "") -> None:
    """Append rich text to a paragraph of a part; `language` is that of runs that have none."""
    for run in rich:
        made = _run(run, run.language or language)
        if run.link:
            target = part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = OxmlElement("w:hyperlink", {qn("r:id"): target})
            link.append(made)
            made = link
        paragraph.append(made)


def _run(run: Run, language: str) -> Element:
    made = element("r")
    looks = element("rPr")
    if run.link:
        looks.append(element("rStyle", val="Hyperlink"))
    if run.italic:
        looks.append(element("i"))
    if language:
        looks.append(element("lang", val=word_language(language)))
    if len(looks):
        made.append(looks)
    for number, line in enumerate(run.text.split("\n")):
        if number:
            made.append(element("br"))
        for place, words in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if words:
                made.append(_text(words))
    return made


def _text(words: str) -> Element:
    made = element("t")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = words
    return made
