import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from cmp_search.documents.catalogue import (
    CATALOGUE,
    Entry,
    entry_for,
    load_acronyms,
    load_catalogue,
)
from cmp_search.documents.provenance import FETCHED
from cmp_search.errors import CorpusError
from cmp_search.language.detection import TEXT_LANGUAGES
from tests.conftest import CHECKOUT
from tests.raising import raises_code

SHIPPED = CHECKOUT / "corpus"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / CATALOGUE).write_text(text, encoding)
    return folder


def test_an_entry_keeps_every_field(tmp_path: Path) -> None:
    write(
        tmp_path,
        """[[document]]
        id = "fog"
        file = "fog.pdf"
        title = "Fog"
        issuing_body = "Institute"
        date = 2020-02-29
        language = "en"
        kind = "note"
        url = "https://fog.example"
        edition_of = "mist"
        digest_of = "haze"
        [[document]]
        id = "mist"
        [[document]]
        id = "haze"
        """,
    )
    expected = Entry(
        id="fog",
        file="fog.pdf",
        title="Fog",
        issuing_body="Institute",
        date=date(2020, 2, 29),
        language="en",
        kind="note",
        url="https://fog.example",
        edition_of="mist",
        digest_of="haze",
    )
    assert load_catalogue(tmp_path) == (expected, Entry(id="mist"), Entry(id="haze"))
    assert expected.year == 2020


def test_a_corpus_without_a_catalogue_has_no_entries(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path) == ()


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path, '[[document]]\nid = "fog"\n', "utf-8-sig")
    assert [entry.id for entry in load_catalogue(tmp_path)] == ["fog"]


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("[[document]\n", "not valid TOML"),
        ('[[document]]\nid = "a"\nauthor = "b"\n', "0 › author"),
        ('[[document]]\nid = "a"\n[[document]]\ntitle = "b"\n', "1 › id"),
        ('[[document]]\nid = "a"\ndate = "soon"\n', "0 › date"),
        (
            '[[document]]\nid = "a"\nyear = 2018\ndate = 2019-11-28\n',
            "the year 2018 is not that of the date 2019-11-28",
        ),
        ('[[document]]\nid = "a"\n[[document]]\nid = "a"\n', "two entries with the id “a”"),
        (
            '[[document]]\nid = "a"\nfile = "c.md"\n[[document]]\nid = "b"\nfile = "c.md"\n',
            "two entries with the file “c.md”",
        ),
        ('[[documents]]\nid = "a"\n', "“documents” has no meaning here"),
        ('document = "a"\n', "list"),
        (
            '[[document]]\nid = "a"\nedition_of = "b"\n',
            "“a” has edition_of = “b”, which is not the id",
        ),
        (
            '[[document]]\nid = "a"\ndigest_of = "b"\n',
            "“a” has digest_of = “b”, which is not the id",
        ),
        ('[[document]]\nid = "a"\ndigest_of = "a"\n', "“a” has digest_of = “a”, its own id"),
        (
            '[[document]]\nid = "a"\n[[document]]\nid = "b"\nedition_of = "a"\n'
            '[[document]]\nid = "c"\nedition_of = "b"\n',
            "“c” has edition_of = “b”, which is an edition of “a”",
        ),
    ],
)
def test_a_wrong_catalogue_is_named_with_its_fault(
    tmp_path: Path, text: str, fragment: str
) -> None:
    with pytest.raises(CorpusError) as caught:
        load_catalogue(write(tmp_path, text))
    message = str(caught.value)
    assert fragment in message
    assert str(tmp_path / CATALOGUE) in message
    assert "\n" not in message


def test_a_catalogue_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / CATALOGUE).write_bytes(b"\xff\xfe\x00")
    with raises_code(CorpusError, "catalogue_toml"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize("year", [-1, 0, 10_000])
def test_a_year_that_no_date_can_have_is_wrong(tmp_path: Path, year: int) -> None:
    with raises_code(CorpusError, "catalogue_field"):
        load_catalogue(write(tmp_path, f'[[document]]\nid = "a"\nyear = {year}\n'))


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5_000])
def test_a_catalogue_of_a_value_without_end_is_none(tmp_path: Path, value: str) -> None:
    (tmp_path / CATALOGUE).write_text(f"a = {value}", "utf-8")
    with raises_code(CorpusError, "catalogue_toml"):
        load_catalogue(tmp_path)


NAMED = Entry(id="report", file="fog.md")
BY_STEM = Entry(id="fog")


def test_a_file_matches_by_name_before_stem() -> None:
    assert entry_for(Path("corpus/fog.md"), (BY_STEM, NAMED)) is NAMED


def test_a_file_matches_by_stem() -> None:
    assert entry_for(Path("corpus/fog.txt"), (NAMED, BY_STEM)) is BY_STEM


def test_a_file_without_an_entry_gets_its_stem_as_id() -> None:
    assert entry_for(Path("corpus/mist.txt"), (NAMED,)) == Entry(id="mist", file="mist.txt")


@pytest.mark.parametrize("entry", [Entry(id="méxico"), Entry(id="a", file="méxico.md")])
def test_accents_match_however_the_file_system_writes_them(entry: Entry) -> None:
    decomposed = Path(unicodedata.normalize("NFD", "méxico.md"))
    assert entry_for(decomposed, (entry,)) is entry


def test_bytes_of_a_name_that_are_no_text_cannot_spread() -> None:
    entry = entry_for(Path("caf\udce9.txt"), ())
    assert entry == Entry(id="caf�", file="caf�.txt")


def test_an_entry_without_date_has_no_year() -> None:
    assert Entry(id="a").year is None


def test_an_entry_may_have_a_year_and_no_date(tmp_path: Path) -> None:
    write(tmp_path, '[[document]]\nid = "fog"\nyear = 2018\n')
    (entry,) = load_catalogue(tmp_path)
    assert (entry.year, entry.date) == (2018, None)


def test_every_file_that_ships_has_an_entry_and_every_entry_holds() -> None:
    entries = load_catalogue(SHIPPED)
    ids = {entry.id for entry in entries}
    files = {path.name for path in SHIPPED.iterdir() if path.is_file()} - {CATALOGUE, FETCHED}
    files = {name for name in files if not name.startswith(".")}
    assert {entry.file for entry in entries if entry.file} <= files
    assert {entry_for(SHIPPED / name, entries).id for name in files} <= ids
    for entry in entries:
        assert (
            entry.title and entry.issuing_body and entry.year and entry.language in TEXT_LANGUAGES
        )
        assert {entry.digest_of, entry.edition_of} <= ids | {None}


def test_acronyms_are_told_by_language(tmp_path: Path) -> None:
    assert load_acronyms(tmp_path) == ()
    text = '[[document]]\nid = "fog"\n[[acronym]]\nen = ["FOG", "Fog Office"]\nfr = ["BB"]\n'
    write(tmp_path, text)
    assert load_acronyms(tmp_path) == ({"en": ("FOG", "Fog Office"), "fr": ("BB",)},)
    assert load_catalogue(tmp_path) == (Entry(id="fog"),)


@pytest.mark.parametrize("names", ['de = ["AB"]', 'en = "FOG"', 'en = ["F"]', "fr = [1]"])
def test_a_wrong_acronym_is_refused(tmp_path: Path, names: str) -> None:
    write(tmp_path, f"[[acronym]]\n{names}\n")
    with raises_code(CorpusError, "catalogue_field"):
        load_acronyms(tmp_path)


def test_the_shipped_acronyms_lead_with_one_and_end_in_words() -> None:
    acronyms = load_acronyms(SHIPPED)
    assert {"en": "CMP", "fr": "PCM", "es": "AMC"} in [
        {language: names[0] for language, names in acronym.items()} for acronym in acronyms
    ]
    for acronym in acronyms:
        assert len(acronym) > 1
        assert all(" " not in names[0] and " " in names[-1] for names in acronym.values())


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_catalogue_that_is_elsewhere_or_no_file_is_named(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / CATALOGUE).write_text('[[document]]\nid = "secret"\n', "utf-8")
    path = corpus / CATALOGUE
    for target in (tmp_path / CATALOGUE, tmp_path / "nothing", path):
        path.symlink_to(target)
        for load in (load_catalogue, load_acronyms):
            with raises_code(CorpusError, "catalogue_link", file=str(path)):
                load(corpus)
        path.unlink()
    path.mkdir()
    with raises_code(CorpusError, "catalogue_link", file=str(path)):
        load_catalogue(corpus)
    path.rmdir()
    (corpus / "own.toml").write_text('[[document]]\nid = "own"\n', "utf-8")
    path.symlink_to("own.toml")
    assert [entry.id for entry in load_catalogue(corpus)] == ["own"]
