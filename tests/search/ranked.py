"""A corpus, and what of it a question is given."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.base import Index
from cmp_search.index.build import build_index
from cmp_search.index.engines import open_index
from cmp_search.index.filters import Filters
from cmp_search.search.document_facts import gather_facts
from cmp_search.search.query_terms import query_terms
from cmp_search.search.question import parse_question
from cmp_search.search.ranking import Ranked, rank
from tests.search.making import ONE_EACH

ENCODER = FakeEncoder()
NONE = Filters()


def vector(text: str) -> Vectors:
    return np.asarray(ENCODER.encode_questions([text])[0])


def ranked(generation: Index, text: str, filters: Filters = NONE, count: int = 100) -> list[Ranked]:
    question = parse_question(text)
    terms = query_terms(generation, question.words)
    facts = gather_facts(generation.entries())
    return rank(generation, facts, question, terms, vector(question.text), filters, count)


def corpus_of(folder: Path, texts: dict[str, list[str]], **entries: dict[str, str | int]) -> Index:
    """An index of English documents, each paragraph of which is a passage.

    `entries` are fields of the catalogue, by document.
    """
    (folder / "corpus").mkdir()
    catalogue = []
    for name, paragraphs in texts.items():
        (folder / "corpus" / f"{name}.md").write_text("\n\n".join(paragraphs), "utf-8")
        fields: dict[str, Any] = {"id": name, "language": "en", **entries.get(name, {})}
        catalogue += ["[[document]]", *(f"{key} = {json.dumps(v)}" for key, v in fields.items())]
    (folder / "corpus" / "catalogue.toml").write_text("\n".join(catalogue), "utf-8")
    build_index(folder / "corpus", str(folder / "index"), ENCODER, "fake", settings=ONE_EACH)
    return open_index(str(folder / "index"))
