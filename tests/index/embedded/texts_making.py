"""Documents with their passages, as they are stored in the texts of an index."""

from dataclasses import replace
from datetime import date

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.deriving import Derived, derived_of
from cmp_search.index.embedded.texts import Texts
from cmp_search.index.embedding import document_inputs, input_key
from tests.sample import heading, make_document, paragraph

SMALL = PassageSettings(6, 8, 0)


def cut(document: Document) -> list[Passage]:
    """The passages of a document, few words each."""
    return list(passages(document, FakeEncoder().count_tokens, SMALL))


def keys(document: Document) -> tuple[list[bytes], list[bytes]]:
    """The keys of what is embedded of a document."""
    of_passages, of_sentences = document_inputs(document, cut(document))
    return [*map(input_key, of_passages)], [*map(input_key, of_sentences)]


def parts(document: Document) -> tuple[list[Passage], list[bytes], list[bytes], Derived]:
    """What is stored with a document."""
    return cut(document), *keys(document), derived_of(document, cut(document))


def document(id: str, text: str, language: str = "en", year: int = 2021) -> Document:
    """A document of one section."""
    doc = make_document([heading("Fog", 1), paragraph(text)], language, id)
    return replace(doc, entry=replace(doc.entry, date=date(year, 6, 1)))


THREE = [
    document("one", "The lens was polished by Ottoline Quickwater."),
    document("two", "Les lentilles brillent. Quickwater est venue.", "fr"),
    document("tres", "El faro de Quickwater brilla.", "es", 2022),
]


def documents_of(texts: Texts, numbers: list[int]) -> list[str]:
    """The ids of the documents of some passages."""
    return sorted({passage.document for passage in texts.passages(numbers).values()})
