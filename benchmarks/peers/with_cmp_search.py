"""This tool, for warm questions: an open index, asked again and again."""

from pathlib import Path
from typing import Any

from common import main

from cmp_search.encoders import DEFAULT_MODEL, open_encoder
from cmp_search.index.build import build_index
from cmp_search.search.searcher import open_searcher


def build(folder: Path, model: str) -> None:
    build_index(folder / "corpus", str(folder / "cmp_search"), open_encoder(), DEFAULT_MODEL)


def load(folder: Path, model: str) -> Any:
    return open_searcher(str(folder / "cmp_search"))


def ask(searcher: Any, question: str) -> str:
    return str(searcher.ask(question).hits[0].passage.text)


main(build, load, ask)
