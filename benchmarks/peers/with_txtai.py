"""txtai: its embeddings database with content."""

from pathlib import Path
from typing import Any

from common import main, passages
from txtai import Embeddings


def build(folder: Path, model: str) -> None:
    embeddings = Embeddings(
        path=model, content=True, instructions={"query": "query: ", "data": "passage: "}, gpu=False
    )
    embeddings.index((p["id"], p["text"], None) for p in passages(folder))
    embeddings.save(str(folder / "txtai"))


def load(folder: Path, model: str) -> Any:
    embeddings = Embeddings()
    embeddings.load(str(folder / "txtai"))
    return embeddings


def ask(embeddings: Any, question: str) -> str:
    return str(embeddings.search(question, 10)[0]["text"])


main(build, load, ask)
