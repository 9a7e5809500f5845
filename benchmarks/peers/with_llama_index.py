"""LlamaIndex: its vector index with the Hugging Face embedding, kept in a folder."""

from pathlib import Path
from typing import Any

from common import main, passages
from llama_index.core import Settings, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


def embedding(model: str) -> Any:
    return HuggingFaceEmbedding(
        model, query_instruction="query: ", text_instruction="passage: ", device="cpu"
    )


def build(folder: Path, model: str) -> None:
    Settings.embed_model = embedding(model)
    nodes = [TextNode(id_=p["id"], text=p["text"]) for p in passages(folder)]
    VectorStoreIndex(nodes).storage_context.persist(str(folder / "llama_index"))


def load(folder: Path, model: str) -> Any:
    Settings.embed_model = embedding(model)
    context = StorageContext.from_defaults(persist_dir=str(folder / "llama_index"))
    return load_index_from_storage(context).as_retriever(similarity_top_k=10)


def ask(retriever: Any, question: str) -> str:
    return str(retriever.retrieve(question)[0].node.get_content())


main(build, load, ask)
