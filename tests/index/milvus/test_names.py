"""Tests of the names of collections."""

from cmp_search.index.milvus.names import (
    Names,
    alias_of,
    begun_in,
    generation_of,
    lock_of,
    locks_in,
    published_in,
    state_of,
)

NEW = Names("laws", "g000002-0123abcd")


def test_a_generation_has_a_marker_and_three_collections() -> None:
    assert NEW.marker == "cs_laws__g000002_0123abcd"
    assert NEW.data == tuple(f"cs_laws__g000002_0123abcd_{part}" for part in "pst")
    assert (alias_of("laws"), state_of("laws")) == ("cs_laws", "cs_laws__state")


def test_generations_are_found_among_all_collections() -> None:
    names = [NEW.marker, *NEW.data, *Names("laws", "g000003-aaaaaaaa").data[:1], lock_of("laws", 4)]
    others = [Names("law", "g000009-0123abcd").marker, Names("laws_2", "g000001-aaaaaaaa").texts]
    there = [*names, *others, "cs_laws", "cs_laws__state", "cs_laws__other", "something"]
    assert published_in("laws", there) == ["g000002-0123abcd"]
    assert begun_in("laws", there) == ["g000002-0123abcd", "g000003-aaaaaaaa"]
    assert locks_in("laws", there) == [4]
    assert generation_of("laws", NEW.marker) == "g000002-0123abcd"
    assert generation_of("law", NEW.marker) is None
    assert generation_of("laws", NEW.texts) is None
