"""Haystack: its in-memory document store, saved to a file, with its sentence-transformers parts."""

from pathlib import Path
from typing import Any

from common import main, passages
from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


def build(folder: Path, model: str) -> None:
    embedder = SentenceTransformersDocumentEmbedder(
        model=model, prefix="passage: ", normalize_embeddings=True, progress_bar=False
    )
    embedder.warm_up()
    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    documents = [Document(id=p["id"], content=p["text"]) for p in passages(folder)]
    store.write_documents(embedder.run(documents)["documents"])
    store.save_to_disk(str(folder / "haystack.json"))


def load(folder: Path, model: str) -> Any:
    store = InMemoryDocumentStore.load_from_disk(str(folder / "haystack.json"))
    embedder = SentenceTransformersTextEmbedder(
        model=model, prefix="query: ", normalize_embeddings=True, progress_bar=False
    )
    embedder.warm_up()
    return embedder, InMemoryEmbeddingRetriever(store, top_k=10)


def ask(loaded: Any, question: str) -> str:
    embedder, retriever = loaded
    vector = embedder.run(question)["embedding"]
    return str(retriever.run(query_embedding=vector)["documents"][0].content)


main(build, load, ask)
