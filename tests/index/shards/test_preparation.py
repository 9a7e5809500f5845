"""The writer's side, with tasks that are done at once in this process."""

import sys
from collections import deque
from concurrent.futures import CancelledError, Future
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from distributed import KilledWorker

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.passage import PassageSettings
from cmp_search.documents.source import Source, file_hash
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import WorkersError
from cmp_search.index.encoding import Unread
from cmp_search.index.shards.work import Recipe
from cmp_search.index.shards.workers import WorkerPreparation, recipe_of
from tests.raising import raises_code

ADDRESS = "tcp://127.0.0.1:8786"


class Done(Future[Any]):
    """What has been done already, by a key."""

    def __init__(self, key: int, work: Any, arguments: tuple[Any, ...]) -> None:
        super().__init__()
        self.key = key
        try:
            self.set_result(work(*arguments))
        except BaseException as error:
            self.set_exception(error)


class AtOnce:
    """As much of a Dask client, and of what it has completed, as is used."""

    def __init__(self) -> None:
        self._keys, self._done = count(), deque[Done]()

    def submit(self, work: Any, *arguments: Any, **_: Any) -> Done:
        return Done(next(self._keys), work, arguments)

    def add(self, done: Done) -> None:
        self._done.append(done)

    def __next__(self) -> Done:
        return self._done.popleft()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "log.md"
    path.write_text("# Log\n\nThe ship carried rope. It sank off the coast. Nobody was hurt.")
    return Source(path, file_hash(path), Entry(id="log"))


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    return recipe_of(tmp_path, "index", FakeEncoder(), "fake", PassageSettings())


@pytest.fixture
def preparation(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> WorkerPreparation:
    client = AtOnce()
    monkeypatch.setattr(WorkerPreparation, "_client", client)
    monkeypatch.setattr(WorkerPreparation, "_completed", client)
    return WorkerPreparation(ADDRESS, lambda: recipe, lambda _, __: {})


def nothing(share: float, encoded: int) -> None:
    """No progress is shown."""


def test_a_shard_that_was_damaged_is_made_again(
    preparation: WorkerPreparation, recipe: Recipe, source: Source
) -> None:
    preparation.expect([source])
    preparation._step()
    preparation._step()
    for path in recipe.store.folder.rglob("*.vectors"):
        path.write_bytes(b"x" * 99)
    encoded = preparation.prepare(source, nothing)
    assert not isinstance(encoded, Unread)
    assert encoded.document.id == "log"
    assert preparation.encoded == len(encoded.passage_keys) + len(encoded.sentence_keys)


def test_workers_that_write_elsewhere_are_noticed(
    preparation: WorkerPreparation,
    recipe: Recipe,
    source: Source,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cmp_search.index.shards.store.os.link", lambda *_: None)
    preparation.expect([source])
    with raises_code(WorkersError, "workers_apart", folder=str(recipe.store.folder)):
        preparation.prepare(source, nothing)


def test_an_error_of_dask_is_told_as_lost_workers(
    preparation: WorkerPreparation, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(*_: object) -> None:
        raise CancelledError

    monkeypatch.setattr("cmp_search.index.shards.workers.cut", cancelled)
    preparation.expect([source])
    with raises_code(WorkersError, "workers_lost", address=ADDRESS):
        preparation.prepare(source, nothing)


def test_a_file_that_costs_workers_their_lives_is_left_out(
    preparation: WorkerPreparation, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KilledWorker("cut-log", None, 3)  # type: ignore[arg-type]

    monkeypatch.setattr("cmp_search.index.shards.workers.cut", killed)
    preparation.expect([source])
    found = preparation.prepare(source, nothing)
    assert isinstance(found, Unread)
    assert (found.error.code, found.error.lasting) == ("reading_crashed", False)


def test_without_dask_it_says_what_to_install(
    recipe: Recipe, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    preparation = WorkerPreparation(ADDRESS, lambda: recipe, lambda _, __: {})
    with raises_code(WorkersError, "workers_not_installed"):
        preparation.expect([source])
