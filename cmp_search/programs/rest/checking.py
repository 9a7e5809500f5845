"""The operations that hold quotations against the texts: those of a draft, and a single one.

A draft is sent as it is, as a body of its type. It is read in a sandbox, in its own process.
"""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from cmp_search.api.shapes.verification import VerificationJson
from cmp_search.api.verification import verification_json
from cmp_search.programs.rest.requests import SUFFIXES, Quotation, SpokenIn, suffix_of
from cmp_search.programs.rest.served import Here

router = APIRouter(prefix="/verify", tags=["verify"])
EXAMPLE = "The plan recalls “two cases of cooperation between Canada and Mexico”."
DRAFT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The draft: text, Markdown, HTML or DOCX.",
        "content": {
            kind: {"schema": {"type": "string"}, "example": EXAMPLE}
            if kind.startswith("text/")
            else {"schema": {"type": "string", "format": "binary"}}
            for kind in SUFFIXES
        },
    }
}
"""The body of `verify`, which FastAPI does not see, in the specification."""


@router.post(
    "",
    response_model=VerificationJson,
    summary="Check each quotation of a draft",
    openapi_extra=DRAFT,
)
async def verify(request: Request, here: Here, language: SpokenIn = "en") -> Response:
    """Whether each stands in the texts, to the letter, and where its footnote says it does."""
    name = f"draft{suffix_of(request)}"
    data = await request.body()

    def work() -> VerificationJson:
        return verification_json(here.library().verify_draft(data, name), language)

    return await here.compare(work)


@router.post("/quotation", response_model=VerificationJson, summary="Check one quotation")
async def verify_quotation(asked: Quotation, here: Here) -> Response:
    """Whether words stand in the texts, to the letter, and where a citation says they do."""

    def work() -> VerificationJson:
        found = here.library().check_quotation(asked.quotation, asked.citation)
        return verification_json(found, asked.language)

    return await here.compare(work)
