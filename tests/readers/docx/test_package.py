import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx.document import Document as WordDocument

from cmp_search.errors import FormatError
from cmp_search.readers.docx import reader
from tests.raising import raises_code

from .. import docx_making as making
from ..looking import kinds

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture
def data() -> bytes:
    document: WordDocument = making.new()
    document.core_properties.title = "Vineyard Diary"
    making.number(document.add_heading("Spring", 1), making.add_list(document, ("decimal", "%1.")))
    document.add_paragraph("The vines wake in March.")
    return making.saved(document)


READ = ["heading1: 1. Spring", "paragraph: The vines wake in March."]


def rewritten(data: bytes, pattern: str, new: str, names: str = ".", rename: str = "") -> bytes:
    """The same package, with a pattern replaced in its XML parts and, if asked, in their names."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as copy:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith((".xml", ".rels")) and re.search(names, name):
                content = re.sub(pattern.encode(), new.encode(), content)
            copy.writestr(re.sub(pattern, new, name) if rename else name, content)
    return buffer.getvalue()


def test_the_strict_form(data: bytes) -> None:
    strict = rewritten(
        data, r"http://schemas.openxmlformats.org/(\w+)/2006/", r"http://purl.oclc.org/ooxml/\1/"
    )
    assert kinds(reader.read(strict)) == READ


@pytest.mark.parametrize(
    "media_type",
    [
        f"{_WORD}.template.main",
        "application/vnd.ms-word.document.macroEnabled.main",
        "application/vnd.ms-word.template.macroEnabledTemplate.main",
    ],
)
def test_templates_and_files_with_macros(data: bytes, media_type: str) -> None:
    extract = reader.read(rewritten(data, rf"{_WORD}.document.main", media_type))
    assert kinds(extract) == READ
    assert extract.title == "Vineyard Diary"


def test_the_main_part_may_have_another_name(data: bytes) -> None:
    assert (
        kinds(reader.read(rewritten(data, r"document\.xml", "document2.xml", rename="x"))) == READ
    )


def test_names_with_backslashes_and_in_other_case(data: bytes) -> None:
    other = rewritten(data, "word/", r"Word\\", names="^_rels|Content")
    assert kinds(reader.read(other)) == READ


def test_a_reference_to_a_part_that_is_not_there(data: bytes) -> None:
    lost = (
        '<Relationship Id="rId99" Target="../NULL" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/image"/></Relationships>'
    )
    assert (
        kinds(reader.read(rewritten(data, "</Relationships>", lost, names="document.xml.rels")))
        == READ
    )


def test_without_properties(data: bytes) -> None:
    extract = reader.read(rewritten(data, "docProps/core.xml", "docProps/none.xml", names="_rels"))
    assert (extract.title, kinds(extract)) == ("", READ)


def test_without_references_the_usual_main_part_is_read(data: bytes) -> None:
    bare = making.repacked(data, _rels__rels=b"<x/>")
    assert kinds(reader.read(bare)) == READ


def test_a_spreadsheet_is_refused(data: bytes) -> None:
    sheet = rewritten(data, "word/document.xml", "xl/workbook.xml", rename="x")
    whole = rewritten(sheet, "w:document(?=[ >])", "workbook", names="xl/")
    with raises_code(FormatError, "format_not", format="Word"):
        reader.read(whole)


def test_comments_in_the_lists_of_parts(data: bytes) -> None:
    noted = rewritten(
        data, "</(Relationships|Types)>", r"<!-- kept --></\1>", names="rels$|Content"
    )
    assert kinds(reader.read(noted)) == READ
