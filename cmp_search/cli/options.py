"""The options that commands share, and the library they refer to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.language.detection import TEXT_LANGUAGES

if TYPE_CHECKING:
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


def _whole(text: str, wish: str) -> int:
    if not text.strip().isdecimal():
        raise typer.BadParameter(wish)
    return int(text)


def _count(text: str) -> int:
    wish = f"write a whole number from 1 to {MOST}"
    number = _whole(text, wish)
    if not 1 <= number <= MOST:
        raise typer.BadParameter(wish)
    return number


def _year(text: str) -> int:
    return _whole(text, "write a whole number, such as 2019")


CountOption = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        parser=_count,
        metavar="N",
        help=f"How many passages; else {COUNT}, or {COUNT_IN_JSON} with --json.",
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
        help="How long to wait for another command that changes the index; else until it has "
        "ended.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, see docs/json.md.")]


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
