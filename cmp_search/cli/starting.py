"""The command that makes a folder to begin with."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cmp_search.cli.json_errors import with_json_errors
from cmp_search.cli.options import JsonOption, ModelOption, library_of
from cmp_search.cli.saying import say


@with_json_errors
def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="A new folder, or one without corpus and index."),
    ],
    model: ModelOption = None,
    json: JsonOption = False,
) -> None:
    """Make a folder with the texts that ship and their index, and say what to do next."""
    from cmp_search.cli.building import build_and_report
    from cmp_search.corpus.starting import start
    from cmp_search.settings import DEFAULTS

    corpus = start(folder)
    index = folder / DEFAULTS["index"]
    done = {"folder": str(folder), "corpus": str(corpus), "index": str(index)}
    build_and_report(library_of(corpus, str(index), model), as_json=json, done=done)
    if not json:
        _say_what_next(folder, model)


def _say_what_next(folder: Path, model: str | None) -> None:
    """Say how to ask; each question needs the model that the index was built with."""
    option = f" --model {shlex.quote(model)}" if model else ""
    say(
        f"Next:  cd {shlex.quote(str(folder))}\n"
        f'       cmp-search ask "Who co-chairs the Forestry Working Group?"{option}\n'
        "       cmp-search serve                opens the app in a browser\n"
        "       cmp-search add FILE             adds a text of your own"
    )
