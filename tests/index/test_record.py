from dataclasses import replace

import pytest

from cmp_search.documents.catalogue import Acronym, Entry
from cmp_search.documents.passage import PassageSettings
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.record import Indexed, fingerprint, make_record, says_the_same
from cmp_search.index.versions import VERSIONS, Stage, library_versions, stage_versions

ENCODER, SETTINGS = FakeEncoder.identity, PassageSettings()
ONE: Indexed = {"one": ("aa", Entry(id="one"))}
TWO: Indexed = {**ONE, "two": ("bb", Entry(id="two", year=2021))}


def test_a_record_says_what_the_generation_was_built_with() -> None:
    record = make_record(ENCODER, "fake", SETTINGS, TWO, ())
    assert (record.encoder, record.model, record.passages) == (ENCODER, "fake", SETTINGS)
    assert (record.versions, record.libraries) == (stage_versions(), library_versions())
    assert record.fingerprint == fingerprint(ENCODER, SETTINGS, TWO)


def test_the_order_of_documents_does_not_matter() -> None:
    turned = dict(reversed(list(TWO.items())))
    assert fingerprint(ENCODER, SETTINGS, turned) == fingerprint(ENCODER, SETTINGS, TWO)


def test_whatever_changes_what_is_found_changes_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [
        fingerprint(ENCODER, SETTINGS, TWO),
        fingerprint(ENCODER, SETTINGS, ONE),
        fingerprint(ENCODER, SETTINGS, {**TWO, "one": ("cc", Entry(id="one"))}),
        fingerprint(ENCODER, SETTINGS, {**TWO, "one": ("aa", Entry(id="one", title="One"))}),
        fingerprint(replace(ENCODER, revision="2"), SETTINGS, TWO),
        fingerprint(ENCODER, PassageSettings(20, 30, 5), TWO),
    ]
    monkeypatch.setitem(VERSIONS, Stage.TERMS, 99)
    found.append(fingerprint(ENCODER, SETTINGS, TWO))
    assert len(set(found)) == len(found)


def test_acronyms_are_recorded_and_change_what_is_found() -> None:
    acronyms: tuple[Acronym, ...] = ({"en": ("FOG",), "fr": ("BB",)},)
    record = make_record(ENCODER, "fake", SETTINGS, TWO, (), acronyms)
    assert record.acronyms == acronyms
    assert record.fingerprint != fingerprint(ENCODER, SETTINGS, TWO)


def test_the_texts_of_indexed_digests_are_recorded_and_change_what_is_found() -> None:
    digests = {"two": "plan", "not-here": "plan"}
    record = make_record(ENCODER, "fake", SETTINGS, TWO, (), (), digests)
    assert record.texts_of_digests == {"two": "plan"}
    assert record.fingerprint != fingerprint(ENCODER, SETTINGS, TWO)
    plain = make_record(ENCODER, "fake", SETTINGS, TWO, ())
    assert not says_the_same(record, plain)
    assert says_the_same(plain, make_record(ENCODER, "other", SETTINGS, TWO, ()))
