"""The pointer, on a catalogue in memory; `test_engine` has it on a server."""

from dataclasses import replace
from random import Random

import pytest

from cmp_search.errors import ForeignIndexError, GenerationError, MismatchError, NoIndexError
from cmp_search.index.manifest import Failure, VectorKind
from cmp_search.index.milvus.generations import kept_generations, tag, untag
from cmp_search.index.milvus.manifest import LONGEST, SCHEMA, StoredManifest, manifest_of, written
from cmp_search.index.milvus.names import Names, alias_of, state_of
from cmp_search.index.milvus.pointer import Pointer
from tests.index.milvus.catalogues import MADE_AT, FakeServer
from tests.index.publishing import CALIBRATION, RECORD
from tests.raising import raises_code

ADDRESS = "milvus://localhost:1/n"
FLAT = VectorKind("flat", 32)


def manifest(number: int) -> StoredManifest:
    return StoredManifest(
        **vars(RECORD),
        generation=f"g{number:06d}-0000000{number}",
        documents=number,
        passage_count=2,
        sentence_count=3,
        passage_vectors=FLAT,
        sentence_vectors=FLAT,
        schema=SCHEMA,
        guarantee=MADE_AT,
    )


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def pointer(server: FakeServer) -> Pointer:
    return Pointer(server.catalogue, ADDRESS, "n")


def publish(pointer: Pointer, number: int) -> str:
    """Publish a generation as a build does."""
    made = manifest(number)
    for collection in Names("n", made.generation).data:
        pointer.catalogue.make(collection, "")
    pointer.publish(made)
    pointer.make_current(made.generation)
    pointer.tidy()
    return made.generation


def test_a_generation_is_current_once_the_alias_leads_to_it(
    pointer: Pointer, server: FakeServer
) -> None:
    with raises_code(NoIndexError, "no_index", folder=ADDRESS):
        pointer.current()
    first = publish(pointer, 1)
    assert pointer.current() == first
    assert pointer.manifest(first) == manifest(1)
    server.calls.clear()
    second = publish(pointer, 2)
    assert (pointer.current(), pointer.names()) == (second, (second, first))
    assert "drop_alias" not in server.calls, "nobody ever sees no index between the two"


def test_three_are_kept_and_those_with_a_tag(pointer: Pointer) -> None:
    names = [publish(pointer, 1)]
    tag(pointer, "first", "")
    names += [publish(pointer, number) for number in range(2, 6)]
    assert pointer.names() == (names[4], names[3], names[2], names[0])
    assert pointer.taken() == {*names} - {names[1]}
    assert [one.tags for one in kept_generations(pointer)] == [(), (), (), ("first",)]
    untag(pointer, "first")
    with raises_code(GenerationError, "unknown_generation", name="first"):
        untag(pointer, "first")
    assert publish(pointer, 6) and names[0] not in pointer.names()


def test_with_damaged_tags_none_is_dropped(pointer: Pointer, server: FakeServer) -> None:
    names = [publish(pointer, 1)]
    tag(pointer, "first", names[0])
    server.properties[state_of("n")]["tags"] = "[]"
    names += [publish(pointer, number) for number in range(2, 6)]
    assert {*names} == {*pointer.names()}
    with pytest.raises(MismatchError) as caught:
        kept_generations(pointer)
    assert caught.value.code == "tags_damaged"


def test_what_a_killed_build_left_is_swept_and_nothing_else(
    pointer: Pointer, server: FakeServer
) -> None:
    name = publish(pointer, 1)
    for other in ("cs_n__g000002_00000002_s", "cs_n2__g000001_00000001_p", "cs_n__lock_0001"):
        server.descriptions[other] = ""
    assert pointer.half_built() == ("g000002-00000002",)
    assert pointer.taken() == {name, "g000002-00000002"}, "so that no name is given twice"
    pointer.sweep()
    assert pointer.half_built() == ()
    left = {*Names("n", name).data, Names("n", name).marker}
    assert {*server.descriptions} == {*left, "cs_n2__g000001_00000001_p", "cs_n__lock_0001"}


def test_after_it_was_withdrawn_there_is_no_index_but_what_is_kept(pointer: Pointer) -> None:
    pointer.withdraw()
    name = publish(pointer, 1)
    pointer.withdraw()
    with raises_code(NoIndexError, "no_index"):
        pointer.current()
    assert [(one.name, one.is_current) for one in kept_generations(pointer)] == [(name, False)]
    pointer.make_current(name)
    assert pointer.current() == name


def test_an_alias_of_a_dropped_marker_leads_nowhere_and_can_be_moved(
    pointer: Pointer, server: FakeServer
) -> None:
    name = publish(pointer, 1)
    server.drop_collection(Names("n", name).marker)
    with pytest.raises(NoIndexError):
        pointer.current()
    assert publish(pointer, 2) == pointer.current()


def test_what_has_the_name_of_the_index_is_left_alone(pointer: Pointer, server: FakeServer) -> None:
    server.descriptions[alias_of("n")] = "something else"
    with raises_code(ForeignIndexError, "engine_foreign", name="cs_n"):
        pointer.current()
    del server.descriptions[alias_of("n")]
    server.descriptions["other"] = ""
    server.aliases[alias_of("n")] = "other"
    with raises_code(ForeignIndexError, "engine_foreign", name="other"):
        pointer.current()


def test_calibration_and_tags_do_not_touch_each_other(pointer: Pointer, server: FakeServer) -> None:
    assert pointer.calibration() is None
    pointer.set_calibration(CALIBRATION)
    pointer.set_tags({"a": "g000001"})
    assert (pointer.calibration(), pointer.tags()) == (CALIBRATION, {"a": "g000001"})
    written = server.properties[state_of("n")]["calibration"]
    server.properties[state_of("n")]["calibration"] = written.replace("0.25", "0.35")
    with pytest.raises(MismatchError) as caught:
        pointer.calibration()
    assert caught.value.code == "calibration_damaged"
    pointer.set_calibration(None)
    assert pointer.calibration() is None


def test_a_damaged_manifest_or_one_of_another_schema_is_told(
    pointer: Pointer, server: FakeServer
) -> None:
    name = publish(pointer, 1)
    marker = Names("n", name).marker
    whole = server.descriptions[marker]
    server.descriptions[marker] = whole.replace('"documents": 1', '"documents": 2')
    with raises_code(MismatchError, "index_damaged"):
        pointer.manifest(name)
    assert [one.documents for one in kept_generations(pointer)] == [0]
    server.descriptions[marker] = written(ADDRESS, replace(manifest(1), schema=SCHEMA + 1))
    with raises_code(MismatchError, "other_schema", found=SCHEMA + 1, read=SCHEMA):
        pointer.manifest(name)
    server.descriptions[marker] = written(ADDRESS, manifest(2))
    with raises_code(MismatchError, "index_damaged"):
        pointer.manifest(name)


def test_a_manifest_with_many_failures_is_compressed_and_one_too_long_refused() -> None:
    failures = tuple(
        Failure(f"f{n}", f"f{n}.pdf", "0" * 64, "damaged", True, "pdf_damaged", {}, "2021", False)
        for n in range(2_000)
    )
    many = replace(manifest(1), failed=failures)
    text = written(ADDRESS, many)
    assert len(text) <= LONGEST and manifest_of(ADDRESS, text) == many
    for damaged in (text[:-40], text.replace("e", "f", 9), text.replace("deflate:", "deflate:0")):
        with pytest.raises(MismatchError):
            manifest_of(ADDRESS, damaged)
    random = Random(1)
    unlike = [replace(one, sha256=random.randbytes(32).hex()) for one in failures * 9]
    with pytest.raises(GenerationError) as caught:
        written(ADDRESS, replace(manifest(1), failed=tuple(unlike)))
    assert caught.value.code == "index_unwritable"
