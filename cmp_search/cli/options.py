"""The options that commands share, and the settings that they make."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cmp_search.settings import Settings

CorpusOption = Annotated[
    Path | None, typer.Option(help="Folder of the texts.", show_default="corpus")
]
IndexOption = Annotated[
    Path | None, typer.Option(help="Folder of the index.", show_default="index")
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        help="Embedding model: a sentence-transformers name or folder.",
        show_default="multilingual-e5-small",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, as docs/json.md describes.")]


def settings_of(corpus: Path | None, index: Path | None, model: str | None = None) -> "Settings":
    """What was given, else what the environment says, else the defaults."""
    from cmp_search.settings import Settings

    said = Settings()
    return Settings(corpus or said.corpus, index or said.index, model or said.model)
