"""However a corpus has changed, its index is the one that a first build would make."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_search.index.embedded import engine
from tests.index.building import build

NAMES = ("a.txt", "b.md", "a-digest.txt")
CATALOGUE = '[[document]]\nid = "a-digest"\ndigest_of = "a"\n[[document]]\nid = "a"\n'
TEXTS = (
    None,
    "One lens was polished. Two were not.",
    "# Fog\n\nOne lens was polished. Two were not.\n\n# Oil\n\nSunflowers grew tall.",
    "# Oil\n\nSunflowers grew tall. One lens was polished.",
)
edits = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS)), min_size=1, max_size=6)


def contents(index: Path) -> list[Any]:
    """All that a generation contains, without the numbers its rows happen to have."""
    generation = engine.open(str(index))
    texts = generation.texts
    found: list[Any] = [generation.manifest.fingerprint]
    for entry in texts.entries():
        numbers = texts.passage_numbers(entry.id)
        passages = texts.passages(numbers)
        found.append(texts.document(entry.id))
        for number in numbers:
            sentence_numbers = texts.sentence_numbers([number])
            found += [passages[number], generation.passage_vectors.vectors([number]).tolist()]
            found += [generation.sentence_vectors.vectors(sentence_numbers).tolist()]
    found += [len(generation.passage_vectors), len(generation.sentence_vectors)]
    found.append(sorted(texts.rows("SELECT term, doc, cnt FROM vocabulary")))
    texts.close()
    return found


@settings(max_examples=15)
@given(edits)
def test_many_small_builds_equal_one(steps: list[tuple[str, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "index"
        corpus.mkdir()
        (corpus / "catalogue.toml").write_text(CATALOGUE, "utf-8")
        (corpus / "always.txt").write_text("This text is always here.", "utf-8")
        for name, text in steps:
            (corpus / name).unlink(missing_ok=True)
            if text is not None:
                (corpus / name).write_text(text, "utf-8")
            build(corpus, index)
        build(corpus, Path(folder) / "fresh")
        assert contents(index) == contents(Path(folder) / "fresh")
