"""What tests of engines publish: small documents, and what is recorded with them."""

from cmp_search.index.builder import EncodedDocument
from cmp_search.index.calibration import Calibration, KindRates
from cmp_search.index.encoding import DocumentEncoder
from cmp_search.index.manifest import Origin
from cmp_search.index.plan import Plan, RebuildCode, RebuildReason
from cmp_search.index.record import make_record
from tests.index.oracle import ENCODER, SETTINGS
from tests.sample import make_document, paragraph

RECORD = make_record(ENCODER.identity, "fake", SETTINGS, {}, ())
GO_ON = Plan(keeps_vectors=True)
"""Continue from the previous generation."""
CALIBRATION = Calibration(
    created="2021-06-01T12:00:00+00:00",
    encoder=ENCODER.identity,
    confidence="key",
    related=0.25,
    answered=0.75,
    rates=(KindRates("answerable", "", 40, 0.05, 0.7),),
)
REBUILD = RebuildReason(RebuildCode.PASSAGE_SETTINGS)


def encoded(id: str, text: str) -> EncodedDocument:
    """A document of one paragraph, as a build encodes it."""
    document = make_document([paragraph(text)], id=id)
    documents = DocumentEncoder(ENCODER, SETTINGS, lambda *_: {})
    return documents.encode(document, document.entry, lambda *_: None)


HERE = Origin("/corpus", "/index")
LENS = encoded("lens", "One lens was polished. Two were not.")
OARS = encoded("oars", "The oars are of ash.")
