"""Whole texts: fetched, unchanged, listed as failed; and what the corpus keeps."""

import gzip
import json
import sys
import time
import zlib
from pathlib import Path

import pytest

from cmp_search.corpus.fetch.texts import LOCK, FetchReport, fetch_texts
from cmp_search.documents.catalogue import load_catalogue
from cmp_search.documents.journal import LOCK as CHANGE_LOCK
from cmp_search.documents.source import file_hash, scan_corpus
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import FetchError
from cmp_search.extras import install_extra
from cmp_search.index.build import build_index
from cmp_search.index.filters import Filters
from cmp_search.search.searcher import open_searcher
from tests.conftest import CHECKOUT
from tests.corpus.fetch.fetched import FOG, MIST, Fetch, code_of
from tests.corpus.fetch.publisher import HOST, Publisher, page, redirect, status
from tests.raising import raises_code


def test_all_official_texts_come_into_the_corpus(library: Path, publisher: Publisher) -> None:
    publisher.pages |= {"/fog": page(FOG), "/mist?lang=fra": page(MIST)}
    told: list[tuple[str, float, int]] = []
    report = fetch_texts(
        library, network=publisher.network(), progress=lambda *all: told.append(all)
    )
    assert report == FetchReport(("fog", "mist"), (), ())
    assert (library / "fog.html").read_bytes() == FOG
    assert (library / "mist.html").read_bytes() == MIST
    assert told == [("fog", 0, 2), ("fog", 1, 2), ("mist", 1, 2), ("mist", 2, 2)]
    assert {s.id for s in scan_corpus(library)} == {"fog", "mist", "fog-digest"}
    remembered = json.loads((library / "fetched.json").read_text("utf-8"))["texts"]["fog"]
    assert remembered["address"] == publisher.url("/fog")
    assert (remembered["size"], remembered["sha256"]) == (len(FOG), file_hash(library / "fog.html"))
    assert {path.name for path in library.glob(".*")} <= {LOCK, CHANGE_LOCK}


def test_what_was_fetched_is_found_by_its_year(
    library: Path, publisher: Publisher, fetch: Fetch, tmp_path: Path
) -> None:
    publisher.pages["/fog"] = page(FOG)
    fetch()
    build_index(library, str(tmp_path / "index"), FakeEncoder(), "fake")
    searcher = open_searcher(str(tmp_path / "index"), FakeEncoder())
    hits = searcher.ask("what rests on the pier?", Filters(years=(2018,))).hits
    searcher.close()
    assert [hit.passage.document for hit in hits] == ["fog"]


def test_requests_are_polite(
    library: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    publisher.pages |= {
        "/fog": redirect("/foggy"),
        "/foggy": page(FOG),
        "/mist?lang=fra": page(MIST),
    }
    fetch_texts(library, network=publisher.network(pause=60))
    assert len(slept) == 2
    assert all(40 < seconds <= 60 for seconds in slept)
    for agent in publisher.asked("user-agent"):
        assert agent and agent.startswith("cmp-search/")
    assert set(publisher.asked("connection")) == {"close"}
    assert publisher.asked("host") == [f"{HOST}:{publisher.port}"] * 3


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"ETag": 'W/"1"'}, ("if-none-match", 'W/"1"')),
        (
            {"Last_Modified": "Mon, 06 Jan 2025 10:00:00 GMT"},
            ("if-modified-since", "Mon, 06 Jan 2025 10:00:00 GMT"),
        ),
    ],
)
def test_an_unchanged_text_is_not_sent_again(
    publisher: Publisher, fetch: Fetch, sent: dict[str, str], asked: tuple[str, str]
) -> None:
    publisher.pages["/fog"] = page(FOG, **sent)
    assert fetch().fetched == ("fog",)
    publisher.pages["/fog"] = status(304)
    assert fetch() == FetchReport((), ("fog",), ())
    assert publisher.asked(asked[0]) == [None, asked[1]]


def test_the_same_bytes_again_are_unchanged(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages["/fog"] = page(FOG)
    fetch()
    assert fetch() == FetchReport((), ("fog",), ())
    assert not (library / "removed").exists()


def test_a_text_that_a_user_has_put_there_is_known_by_its_hash(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    (library / "fog.htm").write_bytes(FOG)
    publisher.pages["/fog"] = page(FOG)
    assert fetch().unchanged == ("fog",)
    assert not (library / "fog.html").exists()


@pytest.mark.parametrize("spoil", ["change", "remove", "move"])
def test_a_file_that_is_not_the_fetched_one_is_asked_for_whole(
    library: Path, publisher: Publisher, fetch: Fetch, spoil: str
) -> None:
    publisher.pages["/fog"] = page(FOG, ETag='"1"')
    fetch()
    if spoil == "change":
        (library / "fog.html").write_bytes(MIST)
    elif spoil == "remove":
        (library / "fog.html").unlink()
    else:
        catalogue = library / "catalogue.toml"
        text = catalogue.read_text("utf-8").replace(publisher.url("/fog"), publisher.url("/new"))
        catalogue.write_text(text, "utf-8")
        publisher.pages["/new"] = publisher.pages["/fog"]
    fetch()
    assert publisher.asked("if-none-match") == [None, None]
    assert (library / "fog.html").read_bytes() == FOG


def test_a_new_edition_takes_the_place_and_the_old_one_is_kept(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages["/fog"] = page(FOG)
    fetch()
    publisher.pages["/fog"] = page(b"Fog\n\nFog rests no more.", "text/plain")
    assert fetch().fetched == ("fog",)
    assert [s.path.name for s in scan_corpus(library) if s.id == "fog"] == ["fog.txt"]
    assert (library / "removed" / "fog.html").read_bytes() == FOG


@pytest.mark.parametrize(
    ("type", "suffix", "body"),
    [
        ("TEXT/HTML", ".html", FOG),
        ("application/xhtml+xml", ".html", FOG),
        ("text/plain;charset=utf-8", ".txt", b"Fog rests."),
        ("text/markdown", ".md", b"# Fog\n\nIt rests."),
    ],
)
def test_the_type_decides_the_suffix(
    library: Path, publisher: Publisher, fetch: Fetch, type: str, suffix: str, body: bytes
) -> None:
    publisher.pages["/fog"] = page(body, type)
    assert fetch().fetched == ("fog",)
    assert (library / f"fog{suffix}").read_bytes() == body


def test_pdf_and_docx_come_too(publisher: Publisher, fetch: Fetch) -> None:
    shipped = CHECKOUT / "corpus"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    for name, type in (
        ("jap-2010-digest.en.pdf", "application/pdf"),
        ("jap-2010-digest.fr.docx", word),
    ):
        publisher.pages["/fog"] = page((shipped / name).read_bytes(), type)
        assert fetch(max_bytes=1_000_000).fetched == ("fog",)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_transfer_is_unpacked(
    library: Path, publisher: Publisher, fetch: Fetch, encoding: str
) -> None:
    packed = gzip.compress(FOG) if encoding == "gzip" else zlib.compress(FOG)
    publisher.pages["/fog"] = page(packed, Content_Encoding=encoding)
    assert fetch().fetched == ("fog",)
    assert (library / "fog.html").read_bytes() == FOG
    assert publisher.asked("accept-encoding") == ["gzip, deflate"]


def test_a_bad_new_edition_leaves_the_good_old_one(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages["/fog"] = page(FOG)
    fetch()
    publisher.pages["/fog"] = page(b"no PDF", "application/pdf")
    assert code_of(fetch()) == "format_not"
    assert (library / "fog.html").read_bytes() == FOG


def test_a_failure_is_listed_and_the_rest_is_kept(library: Path, publisher: Publisher) -> None:
    publisher.pages |= {"/fog": status(404), "/mist?lang=fra": page(MIST)}
    report = fetch_texts(library, network=publisher.network())
    assert report.fetched == ("mist",)
    assert [(f.id, f.address) for f in report.failed] == [("fog", publisher.url("/fog"))]
    assert not report.all_failed


def test_an_id_given_twice_is_fetched_once(publisher: Publisher, fetch: Fetch) -> None:
    publisher.pages["/fog"] = page(FOG)
    assert fetch("fog", "fog").fetched == ("fog",)
    assert publisher.paths == ["/fog"]


def test_a_full_disk_is_a_failure_of_the_text(
    publisher: Publisher, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    publisher.pages["/fog"] = page(FOG)
    monkeypatch.setattr("cmp_search.corpus.fetch.texts.unpack", full)
    assert code_of(fetch()) == "corpus_full"


def test_the_shipped_catalogue_names_the_annual_reports() -> None:
    shipped = {entry.id: entry for entry in load_catalogue(CHECKOUT / "corpus")}
    tongues = {"": ("en", "eng"), "-fr": ("fr", "fra"), "-es": ("es", "spa")}
    for year in range(2016, 2022):
        for ending, (language, lang) in tongues.items():
            entry = shipped[f"cmp-{year}{ending}"]
            assert (entry.year, entry.language) == (year, language)
            assert entry.url.endswith(f"/{year}.aspx?lang={lang}")
            assert entry.edition_of == (f"cmp-{year}" if ending else None)
            assert str(year) in entry.title


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "truststore", None)
    with raises_code(FetchError, "fetch_extra", command=install_extra("fetch")):
        fetch_texts(tmp_path)
