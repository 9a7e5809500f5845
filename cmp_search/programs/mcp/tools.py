"""The five tools; each is what it takes, what it gives, and how one is made from the other."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from mcp import types as protocol
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from cmp_search.library import Library
from cmp_search.programs.mcp.arguments import (
    Arguments,
    CounterpartArguments,
    DocumentsArguments,
    QuotationArguments,
    SearchArguments,
    SectionArguments,
)
from cmp_search.programs.mcp.checking import verify_quote
from cmp_search.programs.mcp.reading import counterpart, list_documents, read_section
from cmp_search.programs.mcp.results import (
    CheckedWords,
    FoundPassages,
    ListedDocuments,
    MatchingSection,
    SectionPart,
)
from cmp_search.programs.mcp.searching import search_passages
from cmp_search.programs.workers import Workers

READ_ONLY = protocol.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
"""What every tool is: it changes nothing, and reaches nothing but the texts."""
Taken = TypeVar("Taken", bound=Arguments)
Given = Mapping[str, object]
Run = Callable[[Workers, Callable[[], Library], Taken], Awaitable[Given]]
"""How a tool is run by the workers, with the library and its arguments."""


class Untitled(GenerateJsonSchema):
    """Makes schemas without the titles of fields, which would only repeat their names."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True)
class Tool(Generic[Taken]):
    """A tool, as an assistant is told of it and as it is run."""

    name: str
    title: str
    description: str
    takes: type[Taken]
    gives: type[Any]
    run: Run[Taken]

    def described(self) -> protocol.Tool:
        """What an assistant is told of it."""
        return protocol.Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            annotations=READ_ONLY,
            input_schema=self.takes.model_json_schema(schema_generator=Untitled),
            output_schema=TypeAdapter(self.gives).json_schema(
                mode="serialization", schema_generator=Untitled
            ),
        )


def _asking(ask: Callable[[Library, Taken, Callable[[], None]], Given]) -> Run[Taken]:
    """Run what waits for its turn among all questions."""

    async def run(workers: Workers, library: Callable[[], Library], taken: Taken) -> Given:
        return await workers.ask(lambda look: ask(library(), taken, look))

    return run


def _reading(read: Callable[[Library, Taken], Given]) -> Run[Taken]:
    """Run what is done at once."""

    async def run(workers: Workers, library: Callable[[], Library], taken: Taken) -> Given:
        return await workers.work(lambda: read(library(), taken))

    return run


def _comparing(compare: Callable[[Library, Taken], Given]) -> Run[Taken]:
    """Run what goes through all texts, one at a time."""

    async def run(workers: Workers, library: Callable[[], Library], taken: Taken) -> Given:
        return await workers.compare(lambda: compare(library(), taken))

    return run


SEARCH = Tool(
    "search_passages",
    "Search the texts",
    "Find the passages that answer a question, in English, French or Spanish, each with the words "
    "to quote and their citation, and the verdict whether they answer it.",
    SearchArguments,
    FoundPassages,
    _asking(search_passages),
)
READ = Tool(
    "read_section",
    "Read a section",
    "Read a section of a text, to the character, around a passage or from its beginning (section "
    "0); it names its subsections.",
    SectionArguments,
    SectionPart,
    _reading(read_section),
)
LIST = Tool(
    "list_documents",
    "List the texts",
    "List the texts that can be searched, with their ids, dates, languages and editions.",
    DocumentsArguments,
    ListedDocuments,
    _reading(list_documents),
)
COUNTERPART = Tool(
    "counterpart",
    "The same section in another language",
    "Find the section of a text in its edition in another language, to quote the official words "
    "of that rather than a translation.",
    CounterpartArguments,
    MatchingSection,
    _reading(counterpart),
)
VERIFY = Tool(
    "verify_quote",
    "Check a quotation",
    "Check whether words stand in the texts exactly as quoted, and where they are cited from; "
    "if not, how the texts have them.",
    QuotationArguments,
    CheckedWords,
    _comparing(verify_quote),
)
TOOLS: Mapping[str, Tool[Any]] = {
    tool.name: tool for tool in (SEARCH, READ, LIST, COUNTERPART, VERIFY)
}


@cache
def described_tools() -> list[protocol.Tool]:
    """What an assistant is told of all; they are described once, as schemas take time to make."""
    return [tool.described() for tool in TOOLS.values()]
