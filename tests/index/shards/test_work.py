"""What a worker does, here without Dask."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source, file_hash
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import WorkersError
from cmp_search.index.encoding import DocumentEncoder, KeyedTexts, Unread
from cmp_search.index.shards.work import Cut, Recipe, cut, cut_in, encode, vectors_in
from cmp_search.index.shards.workers import recipe_of
from tests.raising import raises_code


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "log.md"
    path.write_text("# Log\n\nThe ship carried rope. It sank off the coast. Nobody was hurt.")
    return Source(path, file_hash(path), Entry(id="log"))


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    return recipe_of(tmp_path, "index", FakeEncoder(), "fake", PassageSettings())


def done(source: Source, recipe: Recipe) -> Cut:
    found = cut(source, recipe)
    assert isinstance(found, Cut)
    return found


def test_shards_have_what_one_process_computes(source: Source, recipe: Recipe) -> None:
    alone = DocumentEncoder(FakeEncoder(), PassageSettings(), lambda _, __: {})
    expected = alone.prepare(source, lambda _, __: None)
    assert not isinstance(expected, Unread)
    found = done(source, recipe)
    name = encode(found.name, (*found.passage_keys, *found.sentence_keys), recipe)
    document, rows = recipe.store.read(found.name), recipe.store.read(name)
    assert document and rows
    texts = KeyedTexts(cut_in(document))
    vectors = dict(zip(texts.besides(()), vectors_in(rows), strict=True))
    encoded = texts.encoded(vectors, FakeEncoder().identity.dimension)
    for part in ("document", "source_entry", "passages", "derived", "sentence_keys"):
        assert getattr(encoded, part) == getattr(expected, part)
    assert np.array_equal(encoded.passage_vectors, expected.passage_vectors)
    assert np.array_equal(encoded.sentence_vectors, expected.sentence_vectors)


def test_what_is_in_the_store_is_not_done_again(
    source: Source, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = done(source, recipe)
    vectors = encode(found.name, found.sentence_keys, recipe)
    for name in ("read_and_cut", "encode_texts"):
        monkeypatch.delattr(f"cmp_search.index.shards.work.{name}")
    assert done(source, recipe) == found
    assert encode(found.name, found.sentence_keys, recipe) == vectors


def test_shards_are_named_by_all_that_they_depend_on(source: Source, recipe: Recipe) -> None:
    entry = replace(source, entry=replace(source.entry, title="Another"))
    names = [done(source, recipe).name, done(entry, recipe).name]
    smaller = replace(recipe, settings=replace(recipe.settings, many=120))
    names.append(done(source, smaller).name)
    source.path.write_text(source.path.read_text() + " So they say.")
    names.append(done(source, recipe).name)
    assert len(set(names)) == len(names)


def test_a_file_that_cannot_be_read_is_told_with_its_hash(source: Source, recipe: Recipe) -> None:
    source.path.write_text("")
    found = cut(source, recipe)
    assert isinstance(found, Unread)
    assert found.source.sha256 == file_hash(source.path) != source.sha256
    assert found.error.parameters["file"] == "log.md"


@pytest.mark.parametrize("other", [{"versions": "other"}, {"probes": ("AAAA",)}])
def test_a_worker_that_differs_refuses(
    source: Source, recipe: Recipe, other: dict[str, object]
) -> None:
    with raises_code(WorkersError, "workers_differ", model="fake"):
        cut(source, replace(recipe, **other))  # type: ignore[arg-type]


def test_without_the_shard_of_a_text_nothing_is_encoded(source: Source, recipe: Recipe) -> None:
    found = done(source, recipe)
    recipe.store.clear()
    assert recipe.store.read(encode(found.name, found.sentence_keys, recipe)) is None
