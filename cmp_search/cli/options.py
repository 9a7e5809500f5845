"""The options that commands share, and the library they refer to."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.language.detection import TEXT_LANGUAGES

if TYPE_CHECKING:
    from cmp_search.index.filters import Filters
    from cmp_search.library import Library

CorpusOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="The texts; else $CMP_SEARCH_CORPUS, ./corpus, or the checkout's."
    ),
]
IndexOption = Annotated[
    str | None,
    typer.Option(
        metavar="FOLDER", help="The index; else $CMP_SEARCH_INDEX, ./index, or the checkout's."
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Embedding model: a sentence-transformers name or folder; else $CMP_SEARCH_MODEL or "
        "multilingual-e5-small.",
    ),
]
ReaderOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Reader of the first passages: auto, none, or a cross-encoder's name or folder; else "
        "$CMP_SEARCH_READER or auto.",
    ),
]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The document's id, as `status` lists it.")
]
PassageArgument = Annotated[
    str, typer.Argument(metavar="PASSAGE", help="The passage's id, as `ask` shows it.")
]
DocumentsOption = Annotated[
    list[str] | None,
    typer.Option("--document", metavar="ID", help="Only this document; may be repeated."),
]
LanguagesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help=f"Only texts in this language ({', '.join(TEXT_LANGUAGES)}); may be repeated.",
    ),
]
COUNT, MOST = 5, 100
"""Passages that people are shown, unless they say how many, and the most that can be asked for."""
COUNT_IN_JSON = 10
"""Passages that programs are given, unless they say how many."""


def whole_to(most: int) -> Callable[[str | int], int]:
    """A parser of an option that takes a whole number from 1 to the most."""

    def parse(text: str | int) -> int:
        if str(text).strip().isdecimal() and 1 <= int(text) <= most:
            return int(text)
        raise typer.BadParameter(f"write a whole number from 1 to {most}")

    return parse


def _year(text: str) -> int:
    if not text.strip().isdecimal():
        raise typer.BadParameter("write a whole number, such as 2019")
    return int(text)


CountOption = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        parser=whole_to(MOST),
        metavar="N",
        help=f"How many passages; by default {COUNT}, or {COUNT_IN_JSON} with --json.",
    ),
]
YearsOption = Annotated[
    list[int] | None,
    typer.Option(
        "--year", parser=_year, metavar="YEAR", help="Only texts of this year; may be repeated."
    ),
]
WaitOption = Annotated[
    float | None,
    typer.Option(
        min=0,
        metavar="SECONDS",
        help="How long to wait for another command that changes the index; by default until it has "
        "ended.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, see docs/json.md.")]


def filters_of(
    documents: list[str] | None, languages: list[str] | None, years: list[int] | None
) -> "Filters":
    """The filters that a command was given."""
    from cmp_search.index.filters import Filters

    return Filters(tuple(documents or ()), tuple(languages or ()), tuple(years or ()))


def library_of(
    corpus: Path | None,
    index: str | None,
    model: str | None = None,
    reader: str | None = None,
    wait: float | None = None,
) -> "Library":
    """The library with these folders and models; the environment or the defaults give the rest.

    `wait` is how many seconds it waits for others who change the index, without limit if None.
    """
    from cmp_search.audit import Via
    from cmp_search.cli.building import say_who
    from cmp_search.documents.lock import Waiting
    from cmp_search.library import Library
    from cmp_search.settings import Settings, index_beside

    settings = Settings()
    library = Library(
        corpus or settings.corpus,
        index or index_beside(corpus),
        model or settings.model,
        reader or settings.reader,
        waiting=Waiting(wait, say_who),
    )
    return library.acting_for(library.who, Via.COMMAND)
