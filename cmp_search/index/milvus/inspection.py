"""Inspecting an index on a Milvus server without opening it."""

from collections.abc import Iterator

from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.index.checks import Check, Remedy
from cmp_search.index.milvus.names import Names
from cmp_search.index.milvus.pointer import Pointer


def inspect(pointer: Pointer) -> Iterator[Check]:
    """What is found out about the server, the current generation and what was left behind.

    Raises:
        NoIndexError, ForeignIndexError: as `Pointer.current`.
        EngineAwayError: the server does not answer.
    """
    name = pointer.current()
    connection = pointer.catalogue.connection
    place = f"{connection.place.host}:{connection.place.port}"
    yield Check(f"Milvus {connection.ask('get_server_version')} answers at {place}")
    try:
        manifest = pointer.manifest(name)
    except (MismatchError, NoIndexError) as error:
        yield Check(str(error), Remedy.BUILD, is_fault=True)
        return
    yield from _collections(pointer, name)
    yield Check(f"{name} has {manifest.documents} documents and {manifest.passage_count} passages")
    yield from _left_behind(pointer)


def _collections(pointer: Pointer, name: str) -> Iterator[Check]:
    """Whether the collections of a generation are there and loaded."""
    there = {*pointer.catalogue.collections()}
    data = Names(pointer.index, name).data
    missing = [collection for collection in data if collection not in there]
    for collection in missing:
        yield Check(f"the collection {collection} is missing", Remedy.BUILD, is_fault=True)
    if missing:
        return
    asleep = [one for one in data if not pointer.catalogue.connection.is_loaded(one)]
    if asleep:
        yield Check(f"not loaded, which the next question does: {', '.join(asleep)}")
    else:
        yield Check(f"all {len(data)} collections of {name} are loaded")


def _left_behind(pointer: Pointer) -> Iterator[Check]:
    """What an interrupted build left, which the next one drops; a running one looks the same."""
    for name in pointer.half_built():
        yield Check(f"an interrupted (or running) build left collections of {name}")
