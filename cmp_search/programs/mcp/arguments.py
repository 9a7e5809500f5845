"""What the tools take: each model checks arguments, and the tool's schema is made from it.

The docstring under a field is what an assistant is told of it.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from cmp_search.index.filters import Filters
from cmp_search.locales import DEFAULT, interfaces
from cmp_search.search.question import MAX_CHARACTERS

PASSAGES, MOST_PASSAGES = 5, 20
DOCUMENTS, MOST_DOCUMENTS = 50, 200
LONGEST_QUOTATION = 5_000
"""Characters; a page has half as many."""


def _known(language: str) -> str:
    if language not in interfaces():
        raise ValueError(f"write one of {', '.join(interfaces())}")
    return language


SpokenLanguage = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema({"type": "string", "enum": list(interfaces())}),
]
"""A language in which citations and remarks can be."""


class Arguments(BaseModel):
    """The arguments of a tool."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class SearchArguments(Arguments):
    """A question, and the texts that it is asked of."""

    question: str = Field(json_schema_extra={"minLength": 1, "maxLength": MAX_CHARACTERS})
    """A question, or a few words; a phrase in quotation marks is looked for word by word."""
    documents: tuple[str, ...] = ()
    """Only these texts, by their ids; all if empty."""
    languages: tuple[str, ...] = ()
    """Only texts in these languages, such as en, fr or es; all if empty."""
    years: tuple[int, ...] = ()
    """Only texts of these years; all if empty."""
    count: int = Field(PASSAGES, ge=1, le=MOST_PASSAGES)
    """How many passages, at most."""
    language: SpokenLanguage = DEFAULT
    """Of citations and remarks; passages stay in the language of their text."""

    @property
    def filters(self) -> Filters:
        """What the search is limited to."""
        return Filters(self.documents, self.languages, self.years)


class SectionArguments(Arguments):
    """A section of a text."""

    document: str
    """The id of a text, as search_passages and list_documents give it."""
    section: int = Field(0, ge=0)
    """The number of the section's heading, from 1; 0 for what stands before the first heading."""
    start: int = Field(0, ge=0)
    """Where to go on in the text of a long section: the last answer's continues_at."""
    language: SpokenLanguage = DEFAULT
    """Of the citation and remarks."""


class DocumentsArguments(Arguments):
    """Which texts to list."""

    words: str = ""
    """Only texts that have all of these words in their title, id or issuing body."""
    languages: tuple[str, ...] = ()
    """Only texts in these languages; all if empty."""
    years: tuple[int, ...] = ()
    """Only texts of these years; all if empty."""
    skip: int = Field(0, ge=0)
    """How many to leave out from the beginning of the list, to go on with it."""
    count: int = Field(DOCUMENTS, ge=1, le=MOST_DOCUMENTS)
    """How many, at most."""


class CounterpartArguments(Arguments):
    """A section, and the edition in which the same one is looked for."""

    document: str
    """The id of a text."""
    section: int = Field(ge=0)
    """The number of the section's heading in that text."""
    edition: str = Field(min_length=2, max_length=3)
    """The language of the edition in which the same section is looked for, such as fr."""
    language: SpokenLanguage = DEFAULT
    """Of the citation and remarks."""


class QuotationArguments(Arguments):
    """Words that somebody quotes, and where they are said to be from."""

    quotation: str = Field(min_length=1, max_length=LONGEST_QUOTATION)
    """The words, without the quotation marks around them; what is left out as […]."""
    citation: str = Field("", max_length=MAX_CHARACTERS)
    """What is cited for them, such as a title with section and page; nothing if empty."""
    language: SpokenLanguage = DEFAULT
    """Of the citation and remarks."""
