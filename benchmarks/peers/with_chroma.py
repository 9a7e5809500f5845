"""Chroma: a persistent collection with vectors of sentence-transformers."""

from pathlib import Path
from typing import Any

import chromadb
from common import main, passages
from sentence_transformers import SentenceTransformer


def client(folder: Path) -> Any:
    settings = chromadb.Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(str(folder / "chroma"), settings)


def build(folder: Path, model: str) -> None:
    texts = passages(folder)
    encoder = SentenceTransformer(model, device="cpu")
    vectors = encoder.encode(["passage: " + p["text"] for p in texts], normalize_embeddings=True)
    collection = client(folder).create_collection("passages", metadata={"hnsw:space": "ip"})
    collection.add(
        ids=[p["id"] for p in texts],
        embeddings=vectors.tolist(),
        documents=[p["text"] for p in texts],
    )


def load(folder: Path, model: str) -> Any:
    return client(folder).get_collection("passages"), SentenceTransformer(model, device="cpu")


def ask(loaded: Any, question: str) -> str:
    collection, encoder = loaded
    vector = encoder.encode(["query: " + question], normalize_embeddings=True)
    return str(collection.query(query_embeddings=vector.tolist(), n_results=10)["documents"][0][0])


main(build, load, ask)
