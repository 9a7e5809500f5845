"""What makes a file the official text that its id says it is, and what does not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.documents.catalogue import CATALOGUE, Entry, load_catalogue
from cmp_search.documents.provenance import (
    FETCHED,
    PROVENANCE,
    Act,
    Provenances,
    with_provenance,
)
from cmp_search.documents.recognition import mark
from cmp_search.documents.source import file_hash, scan_corpus
from cmp_search.errors import CorpusError
from cmp_search.settings import CHECKOUT
from tests.raising import raises_code

URL = "https://oars.example/report"
OFFICIAL = Entry("oars", title="Oars", url=URL)
ONE, TWO = "1" * 64, "2" * 64


def record_provenance(
    corpus: Path, id: str, sha256: str, act: Act, by: str = "", scan: str = ""
) -> None:
    if record := with_provenance(corpus, id, sha256, act, by, scan):
        (corpus / PROVENANCE).write_bytes(record)


def provider(corpus: Path, sha256: str = ONE, entry: Entry = OFFICIAL) -> str | None:
    return Provenances(corpus).judged(entry, sha256).provided_by


def fetched(corpus: Path, address: str, sha256: str) -> None:
    found = {"texts": {"oars": {"address": address, "sha256": sha256, "date": "", "size": 1}}}
    (corpus / FETCHED).write_text(json.dumps(found), "utf-8")


def test_only_the_ids_of_official_texts_are_reserved(tmp_path: Path) -> None:
    assert provider(tmp_path) == ""
    assert provider(tmp_path, entry=replace(OFFICIAL, url="")) is None
    assert provider(tmp_path, entry=replace(OFFICIAL, url="", official=True)) == ""
    assert provider(tmp_path, entry=replace(OFFICIAL, digest_of="sails")) is None


def test_every_text_that_a_digest_here_stands_in_for_is_reserved() -> None:
    entries = {entry.id: entry for entry in load_catalogue(CHECKOUT / "corpus")}
    digested = {entry.digest_of for entry in entries.values() if entry.digest_of}
    assert digested
    assert all(entries[id].is_reserved for id in digested)


def test_what_was_fetched_from_its_address_is_verified(tmp_path: Path) -> None:
    fetched(tmp_path, URL, ONE)
    assert provider(tmp_path) is None
    assert provider(tmp_path, TWO) == "", "these are other bytes"
    assert provider(tmp_path, entry=replace(OFFICIAL, id="sails")) == ""
    assert provider(tmp_path, entry=replace(OFFICIAL, url=f"{URL}/2")) == ""


def test_what_has_the_hash_of_the_catalogue_is_verified(tmp_path: Path) -> None:
    stated = replace(OFFICIAL, sha256=ONE)
    assert provider(tmp_path, entry=stated) is None
    assert provider(tmp_path, TWO, stated) == ""
    assert provider(tmp_path, "", replace(OFFICIAL, sha256="")) == "", "no hash is no checksum"


def test_what_was_confirmed_is_verified_and_nothing_else(tmp_path: Path) -> None:
    record_provenance(tmp_path, "oars", ONE, Act.PROVIDED, "Ottoline")
    assert provider(tmp_path) == "Ottoline"
    record_provenance(tmp_path, "oars", ONE, Act.CONFIRMED, "Port Master")
    record_provenance(tmp_path, "oars", ONE, Act.PROVIDED, "Ottoline")
    assert provider(tmp_path) is None
    assert provider(tmp_path, TWO) == ""
    assert provider(tmp_path, entry=replace(OFFICIAL, id="sails")) == ""


@pytest.mark.parametrize("written", ["", "{", '{"files": 1}', "\0"])
def test_a_damaged_record_verifies_nothing(tmp_path: Path, written: str) -> None:
    for name in (PROVENANCE, FETCHED):
        (tmp_path / name).write_text(written, "utf-8")
    assert provider(tmp_path) == ""


def test_a_name_is_one_line(tmp_path: Path) -> None:
    record_provenance(tmp_path, "oars", ONE, Act.PROVIDED, "Otto\nline\x1b[1m")
    assert provider(tmp_path) == "Otto line[1m"


def test_the_catalogue_cannot_say_who_provided_a_text(corpus: Path) -> None:
    with (corpus / CATALOGUE).open("a") as file:
        file.write('\n[[document]]\nid = "oars"\nprovided_by = ""\n')
    with raises_code(CorpusError, "catalogue_field"):
        load_catalogue(corpus)


@pytest.mark.parametrize("sha256", ["x", "1" * 63, "A" * 64])
def test_a_checksum_that_is_none_is_refused(corpus: Path, sha256: str) -> None:
    with (corpus / CATALOGUE).open("a") as file:
        file.write(f'\n[[document]]\nid = "oars"\nsha256 = "{sha256}"\n')
    with raises_code(CorpusError, "catalogue_field"):
        load_catalogue(corpus)


def test_the_record_is_no_document(corpus: Path) -> None:
    before = [source.id for source in scan_corpus(corpus)]
    record_provenance(corpus, "oars", ONE, Act.PROVIDED, "Ottoline")
    assert [source.id for source in scan_corpus(corpus)] == before


def test_a_recognised_pdf_is_verified_if_it_was_made_here(corpus: Path) -> None:
    (corpus / "oars.pdf").write_bytes(b"%PDF-1.4 a scan")
    (corpus / "oars.ocr.pdf").write_bytes(b"%PDF-1.4 words that somebody made up")
    scan = file_hash(corpus / "oars.pdf")
    mark(corpus / "oars.ocr.pdf", scan)
    recognised = file_hash(corpus / "oars.ocr.pdf")
    with (corpus / CATALOGUE).open("a") as file:
        file.write(f'\n[[document]]\nid = "oars"\nurl = "{URL}"\nsha256 = "{scan}"\n')

    def is_verified() -> bool:
        (source,) = [source for source in scan_corpus(corpus) if source.id == "oars"]
        assert source.sha256 == recognised
        return source.entry.is_verified

    assert not is_verified()
    record_provenance(corpus, "oars", recognised, Act.RECOGNISED, scan=ONE)
    assert not is_verified(), "it was made of another scan"
    (corpus / PROVENANCE).unlink()
    record_provenance(corpus, "oars", recognised, Act.RECOGNISED, scan=scan)
    assert is_verified()
    (corpus / PROVENANCE).unlink()
    record_provenance(corpus, "oars", recognised, Act.CONFIRMED, "Port Master")
    assert is_verified()


def test_a_record_that_is_a_link_out_of_the_corpus_verifies_nothing(
    corpus: Path, tmp_path: Path
) -> None:
    (corpus / "oars.md").write_text("# Oars\n\nOars of ash.", "utf-8")
    sha256 = file_hash(corpus / "oars.md")
    with (corpus / CATALOGUE).open("a") as file:
        file.write(f'\n[[document]]\nid = "oars"\nurl = "{URL}"\n')
    record_provenance(corpus, "oars", sha256, Act.CONFIRMED, "Port Master")
    entry = Entry("oars", url=URL)
    assert Provenances(corpus).judged(entry, sha256).is_verified
    (corpus / PROVENANCE).rename(tmp_path / "elsewhere.json")
    (corpus / PROVENANCE).symlink_to(tmp_path / "elsewhere.json")
    assert not Provenances(corpus).judged(entry, sha256).is_verified
