"""What the reader makes of a recognised PDF."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from cmp_search.documents.document import Flaw, Quality
from cmp_search.documents.recognition import PROPERTY, RecognisedPage
from tests.readers.direct import read_extract
from tests.readers.pdf_making import pdf, stacked

PAGES = (
    stacked("The keeper of the light climbs the tower twice a night."),
    stacked("In winter the lamp is trimmed before dusk, and again at four."),
)


def quality(stated: str) -> Quality:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(*PAGES))))
    writer.add_metadata({PROPERTY: stated})
    buffer = BytesIO()
    writer.write(buffer)
    return read_extract(".pdf", buffer.getvalue()).quality


def test_the_recognised_pages_are_known() -> None:
    found = quality("2:96")
    assert found.recognised == (RecognisedPage(2, 96),)
    assert found.warnings == ()


def test_uncertain_pages_are_a_flaw() -> None:
    found = quality("1:40 2:96")
    assert found.warnings == (Flaw.UNCERTAIN_RECOGNITION,)
    assert found.uncertain_pages == (1,)
