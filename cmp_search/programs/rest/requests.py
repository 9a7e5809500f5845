"""What programs send: bodies and parameters, with what the specification says of them.

A body has no field and an address no parameter that is not known, so that a filter that is misspelt
is noticed; in a body, no value is taken for one of another type.
"""

from typing import Annotated

from fastapi import Path, Query, Request
from fastapi.routing import APIRoute
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from cmp_search.citations.styles import Style
from cmp_search.errors import RequestError
from cmp_search.index.filters import Filters
from cmp_search.locales import interfaces
from cmp_search.search.question import MAX_CHARACTERS
from cmp_search.search.searcher import DEFAULT_COUNT, MAX_COUNT

SUFFIXES = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""The types of drafts, each with the suffix of the format that reads it."""
MOST_QUOTED, MOST_CITED = 20_000, 2_000
"""Characters of a quotation, and of what is cited for it."""
MOST_SHOWN = 100
"""Characters that are told of the name of a field, which may be the program's own."""
A_WORD = r"[^\W_]"
"""The pattern of a text with a letter or digit."""


def _whole(value: object) -> object:
    """A number without a fraction as a whole one: JSON knows no difference between 3.0 and 3."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _known(language: str) -> str:
    if language not in interfaces():
        raise ValueError(f"write one of {', '.join(interfaces())}")
    return language


WHOLE = BeforeValidator(_whole)
Language = Annotated[
    str, AfterValidator(_known), Field(json_schema_extra={"enum": list(interfaces())})
]
"""A language of the interface."""

DocumentId = Annotated[
    str, Path(description="The id of a text.", max_length=200, examples=["jap-2010-digest.en"])
]
SectionNumber = Annotated[
    int,
    Path(
        description="The number of its heading, from 1; 0 is what stands before the first.",
        ge=0,
        le=1_000_000,
        examples=[2],
    ),
]
PassageId = Annotated[
    str,
    Path(
        description="The id of a passage, as an answer has it.",
        max_length=250,
        examples=["cmp-2019-digest:269270f3bb47"],
    ),
]
SpokenIn = Annotated[Language, Query(description="The language of citations and messages.")]
EditionIn = Annotated[
    str,
    Query(
        alias="in",
        description="The code of the language of the other edition.",
        pattern="^[a-z]{2,3}$",
        examples=["fr"],
    ),
]
InStyle = Annotated[Style, Query(description="The style of the citation.")]


class Body(BaseModel):
    """A body in JSON."""

    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


class Question(Body):
    """A question, and of which texts it is asked."""

    question: Annotated[
        str,
        Field(
            # Only said: the library has its own errors for what is empty or too long.
            json_schema_extra={"pattern": A_WORD, "maxLength": MAX_CHARACTERS},
            examples=["Who co-chairs the Forestry Working Group?"],
        ),
    ]
    """A question or a few words, in any language of the texts."""
    documents: Annotated[list[str], Field(max_length=1_000)] = []
    """Only these texts, by their ids; all if empty."""
    languages: Annotated[list[str], Field(max_length=20, examples=[["en", "fr"]])] = []
    """Only texts in these languages; all if empty."""
    years: Annotated[list[Annotated[int, Field(ge=1, le=9999), WHOLE]], Field(max_length=100)] = []
    """Only texts of these years; all if empty."""
    count: Annotated[int, Field(ge=1, le=MAX_COUNT), WHOLE] = DEFAULT_COUNT
    """How many passages, at most."""
    language: Language = "en"
    """The language of citations and messages."""

    @property
    def filters(self) -> Filters:
        """Of which texts it is asked."""
        return Filters(tuple(self.documents), tuple(self.languages), tuple(self.years))


class Quotation(Body):
    """Words that something quotes, and what it cites for them."""

    quotation: Annotated[
        str,
        Field(
            pattern=A_WORD,
            max_length=MOST_QUOTED,
            examples=[
                "The introduction recalls two cases of cooperation between Canada and Mexico."
            ],
        ),
    ]
    """The words, without quotation marks; what is left out is […]."""
    citation: Annotated[str, Field(max_length=MOST_CITED)] = ""
    """The footnote, as it is written; empty if there is none."""
    language: Language = "en"
    """The language of citations and messages."""


async def known_alone(request: Request) -> None:
    """Refuse a parameter that the operation does not have.

    Raises:
        RequestError: there is one.
    """
    route: APIRoute = request.scope["route"]
    known = {one.alias for one in route.dependant.query_params}
    unknown = next((name for name in request.query_params if name not in known), None)
    if unknown is not None:
        raise RequestError("request_invalid", field=unknown[:MOST_SHOWN], reason="Not known")


def suffix_of(request: Request) -> str:
    """The suffix of the format that reads the draft which a body is.

    Raises:
        RequestError: its type is that of no draft.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in SUFFIXES:
        raise RequestError("request_type", type=kind, known=list(SUFFIXES))
    return SUFFIXES[kind]
