"""The options that commands share, and the library they refer to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cmp_search.language.detection import TEXT_LANGUAGES

if TYPE_CHECKING:
    from cmp_search.library import Library

CorpusOption = Annotated[
    Path | None, typer.Option(help="Folder of the texts.", show_default="corpus")
]
IndexOption = Annotated[str | None, typer.Option(help="Folder of the index.", show_default="index")]
ModelOption = Annotated[
    str | None,
    typer.Option(
        help="Embedding model: a sentence-transformers name or folder.",
        show_default="multilingual-e5-small",
    ),
]
ReaderOption = Annotated[
    str | None,
    typer.Option(
        help="Reader of the first passages: auto, none, or a cross-encoder's name or folder.",
        show_default="auto",
    ),
]
DocumentsOption = Annotated[
    list[str] | None, typer.Option("--document", help="Only this document; may be repeated.")
]
LanguagesOption = Annotated[
    list[str] | None,
    typer.Option("--language", help=f"Only texts in this language ({', '.join(TEXT_LANGUAGES)})."),
]
YearsOption = Annotated[list[int] | None, typer.Option("--year", help="Only texts of this year.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, see docs/json.md.")]


def library_of(
    corpus: Path | None, index: str | None, model: str | None = None, reader: str | None = None
) -> "Library":
    """The library with these folders and models; the environment or the defaults give the rest."""
    from cmp_search.library import Library
    from cmp_search.settings import Settings

    settings = Settings()
    return Library(
        corpus or settings.corpus,
        index or settings.index,
        model or settings.model,
        reader or settings.reader,
    )
