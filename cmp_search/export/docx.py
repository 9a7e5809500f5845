"""Word: heading styles, languages, real footnotes, and the same bytes each time.

1. python-docx's template gives the package; its styles and settings are replaced by our own, and
   whatever else is in it (a thumbnail, properties of its author, a theme) is left out.
2. Each paragraph has a style, and the language of its words: for spelling and for screen readers.
3. The zip file is written anew, with one date for every file in it. Nothing says when or by whom.
"""

from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Inches

from cmp_search.export.footnotes import add_footnotes, mark
from cmp_search.export.manuscript import Manuscript, Paragraph, ParagraphKind
from cmp_search.export.word_runs import append_words, element, word_language

_STYLES = {
    ParagraphKind.TITLE: "Title",
    ParagraphKind.HEADING: "Heading1",
    ParagraphKind.ANNEX: "Heading1",
    ParagraphKind.SUBHEADING: "Heading2",
    ParagraphKind.OWN_WORDS: "Normal",
    ParagraphKind.QUOTATION: "Quote",
    ParagraphKind.PARAPHRASE: "Paraphrase",
    ParagraphKind.EXCERPT: "Excerpt",
    ParagraphKind.DETAIL: "Detail",
}
_KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}
_KEPT_OF_PACKAGE = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
"""Characters that python-docx lets a property have."""


def write_docx(manuscript: Manuscript) -> bytes:
    """The manuscript as a Word file, byte for byte the same each time."""
    document = _blank(manuscript.language)
    _set_properties(document, manuscript)
    _set_page(document)
    # python-docx's `add_paragraph` looks at all paragraphs before, to find its place.
    end = document.sections[0]._sectPr
    for paragraph in manuscript.paragraphs:
        end.addprevious(_paragraph(paragraph, document))
    if manuscript.footnotes:
        add_footnotes(document, manuscript.footnotes)
    return _saved(document)


def _blank(language: str) -> WordDocument:
    """Step 1."""
    document = Document()
    part = document.part
    for id, relation in list(part.rels.items()):
        if relation.reltype not in _KEPT:
            part.rels.pop(id)
    rels = part.package.rels
    for id, relation in list(rels.items()):
        if relation.reltype not in _KEPT_OF_PACKAGE:
            rels.pop(id)
    _replace(document.styles.element, "word_styles.xml", language)
    _replace(document.settings.element, "word_settings.xml", language)
    return document


def _replace(root: Element, resource: str, language: str) -> None:
    """Give an element the content of one of our files, in a language."""
    ours = parse_xml(files("cmp_search.export").joinpath(resource).read_bytes())
    for named in ours.iter(qn("w:lang"), qn("w:themeFontLang")):
        named.set(qn("w:val"), word_language(language))
    root.clear()
    root.extend(list(ours))


def _set_properties(document: WordDocument, manuscript: Manuscript) -> None:
    """Title and language; nothing of the template's."""
    properties = document.core_properties
    document.part.package.core_properties._element.clear()
    properties.title = manuscript.title[:_LONGEST_PROPERTY]
    properties.language = word_language(manuscript.language)


def _set_page(document: WordDocument) -> None:
    """Letter, with margins of an inch, and the number of the page in its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    foot = section.footer.paragraphs[0]._p
    for place, instruction in enumerate(("PAGE", "NUMPAGES")):
        if place:
            foot.append(_shown(" / "))
        field = element("fldSimple", instr=instruction)
        field.append(_shown("1"))
        foot.append(field)


def _shown(text: str) -> Element:
    run, words = element("r"), element("t")
    words.set(qn("xml:space"), "preserve")
    words.text = text
    run.append(words)
    return run


def _paragraph(paragraph: Paragraph, document: WordDocument) -> Element:
    """Step 2."""
    made, properties = element("p"), element("pPr")
    properties.append(element("pStyle", val=_STYLES[paragraph.kind]))
    if paragraph.kind is ParagraphKind.ANNEX:
        properties.append(element("pageBreakBefore"))
    made.append(properties)
    append_words(made, paragraph.words, document.part, paragraph.language)
    if paragraph.footnote:
        made.append(mark(paragraph.footnote))
    return made


def _saved(document: WordDocument) -> bytes:
    """Step 3."""
    written, again = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(again, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _ZIP_DATE)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return again.getvalue()
