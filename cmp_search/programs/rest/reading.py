"""The operations that read texts: which there are, one as a whole, its sections, a passage.

All of an answer is from the generation that is open.
"""

from fastapi import APIRouter
from starlette.responses import Response

from cmp_search.api.documents import document_detail_json, document_json
from cmp_search.api.notes import cited_json
from cmp_search.api.reading import (
    counterpart_json,
    documents_json,
    passage_json,
    section_json,
)
from cmp_search.api.shapes.documents import DocumentDetailJson, DocumentsJson, TextJson
from cmp_search.api.shapes.quotes import CitedJson, PassageJson
from cmp_search.api.shapes.sections import CounterpartJson, SectionTextJson
from cmp_search.citations.styles import Style
from cmp_search.index.status import document_detail
from cmp_search.programs.rest.requests import (
    DocumentId,
    EditionIn,
    InStyle,
    PassageId,
    SectionNumber,
    SpokenIn,
)
from cmp_search.programs.rest.served import Here

router = APIRouter(tags=["read"])


@router.get("/documents", response_model=DocumentsJson, summary="List the documents")
async def documents(here: Here, language: SpokenIn = "en") -> Response:
    """Those of the index, by id, and which generation of it that is.

    All fields but the caveats are of what `status --json` prints.
    """
    return await here.read(lambda: documents_json(here.library().documents(), language))


@router.get(
    "/documents/{document}", response_model=DocumentDetailJson, summary="Describe a document"
)
async def outline(document: DocumentId, here: Here) -> Response:
    """How well it could be read, and its sections in reading order, with their numbers."""
    return await here.read(
        lambda: document_detail_json(document_detail(here.library().index(), document))
    )


@router.get("/documents/{document}/text", response_model=TextJson, summary="Read a document")
async def text(document: DocumentId, here: Here) -> Response:
    """The canonical text, which all offsets refer to, with its blocks and pages."""
    return await here.read(lambda: document_json(here.library().index().document(document)))


@router.get(
    "/documents/{document}/sections/{number}",
    response_model=SectionTextJson,
    summary="Read a section",
)
async def section(
    document: DocumentId, number: SectionNumber, here: Here, language: SpokenIn = "en"
) -> Response:
    """Its words to the character, without those of subsections, its passages and its citation."""
    return await here.read(lambda: section_json(here.library().section(document, number), language))


@router.get(
    "/documents/{document}/sections/{number}/counterpart",
    response_model=CounterpartJson,
    summary="Read the same section in another language",
)
async def counterpart(
    document: DocumentId,
    number: SectionNumber,
    here: Here,
    edition: EditionIn,
    language: SpokenIn = "en",
) -> Response:
    """The section of the edition in a language that matches one by its place in the outline."""
    return await here.read(
        lambda: counterpart_json(here.library().counterpart(document, number, edition), language)
    )


@router.get("/passages/{passage}", response_model=PassageJson, summary="Read a passage")
async def passage(passage: PassageId, here: Here, language: SpokenIn = "en") -> Response:
    """Its words to the character, its place and its citation."""
    return await here.read(lambda: passage_json(here.library().passage(passage), language))


@router.get("/passages/{passage}/citation", response_model=CitedJson, summary="Cite a passage")
async def citation(
    passage: PassageId, here: Here, style: InStyle = Style.PLAIN, language: SpokenIn = "en"
) -> Response:
    """Its citation in a style."""
    return await here.read(lambda: cited_json(here.library().notes.quote(passage), style, language))
