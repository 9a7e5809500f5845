"""What a fetch refuses: what is no text, redirects, wrong ids, a second run."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from cmp_search.corpus.fetch.texts import LOCK, fetch_texts
from cmp_search.errors import CorpusError, FetchError, UnknownDocumentError
from tests.corpus.fetch.fetched import FOG, Fetch, code_of
from tests.corpus.fetch.publisher import ALIAS, HOST, Handler, Publisher, page, redirect, status
from tests.raising import raises_code


def test_a_304_that_was_not_asked_for_is_no_text(publisher: Publisher, fetch: Fetch) -> None:
    publisher.pages["/fog"] = status(304)
    assert code_of(fetch()) == "http_refused"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page(FOG, "image/png"), "type_unknown"),
        (page(FOG, ""), "type_missing"),
        (page(FOG, Content_Encoding="br"), "compression_unknown"),
        (page(FOG, Content_Encoding="gzip"), "compression_damaged"),
        (page(gzip.compress(FOG)[:-9], Content_Encoding="gzip"), "compression_damaged"),
        (page(gzip.compress(b"a" * 60_000), Content_Encoding="gzip"), "transfer_too_large"),
        (page(b"a" * 60_000), "transfer_too_large"),
        (page(b"This is no PDF.", "application/pdf"), "format_not"),
        (page(b"", "text/plain"), "no_text"),
        (status(404), "http_gone"),
        (status(403), "http_refused"),
        (status(204), "http_refused"),
        (status(299), "http_refused"),
        (status(500), "http_busy"),
        (status(503), "http_busy"),
        (status(429), "http_busy"),
    ],
)
def test_what_is_no_text_is_refused_and_leaves_nothing(
    library: Path, publisher: Publisher, fetch: Fetch, answer: Callable[[Handler], None], code: str
) -> None:
    before = {path.name for path in library.iterdir()}
    publisher.pages["/fog"] = answer
    assert code_of(fetch()) == code
    assert {path.name for path in library.iterdir()} - {LOCK} == before


def test_a_redirect_within_the_host_is_followed(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages |= {
        "/fog": redirect("/a/b", 301),
        "/a/b": redirect("c?x=é", 307),
        "/a/c?x=%C3%A9": redirect(publisher.url("/end"), 308),
        "/end": page(FOG),
    }
    assert fetch().fetched == ("fog",)
    assert publisher.paths == ["/fog", "/a/b", "/a/c?x=%C3%A9", "/end"]


def test_a_redirect_to_another_host_of_the_catalogue_is_followed(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages |= {"/fog": redirect(publisher.url("/end", ALIAS)), "/end": page(FOG)}
    assert code_of(fetch()) == "redirect_elsewhere"
    with (library / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[document]]\nid = "dew"\nurl = "{publisher.url("/dew", ALIAS)}"\n')
    assert fetch().fetched == ("fog",)


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("https://elsewhere.example/fog", "redirect_elsewhere"),
        (f"https://{HOST}:1/fog", "redirect_elsewhere"),
        ("https://127.0.0.1/", "redirect_elsewhere"),
        ("https://169.254.169.254/latest/", "redirect_elsewhere"),
        (f"http://{HOST}/fog", "address_not_https"),
        ("file:///etc/passwd", "address_not_https"),
        (f"https://me:word@{HOST}/fog", "address_host"),
        ("https://[", "redirect_invalid"),
    ],
)
def test_a_redirect_to_elsewhere_is_not_followed(
    publisher: Publisher, fetch: Fetch, location: str, code: str
) -> None:
    publisher.pages["/fog"] = redirect(location)
    assert code_of(fetch()) == code
    assert publisher.paths == ["/fog"]


def test_a_circle_of_redirects_has_an_end(publisher: Publisher, fetch: Fetch) -> None:
    publisher.pages |= {"/fog": redirect("/gof"), "/gof": redirect("/fog")}
    assert code_of(fetch()) == "redirects_too_many"
    assert publisher.paths == ["/fog", "/gof"] * 3


@pytest.mark.parametrize(
    ("ids", "kind", "code"),
    [
        (["fog", "nowhere"], UnknownDocumentError, "not_in_catalogue"),
        (["haze"], CorpusError, "entry_without_address"),
        (["fog-digest"], CorpusError, "fetch_digest"),
    ],
)
def test_a_wrong_id_is_said_before_anything_is_asked(
    publisher: Publisher, fetch: Fetch, ids: list[str], kind: type[CorpusError], code: str
) -> None:
    with raises_code(kind, code):
        fetch(*ids)
    assert publisher.requests == []


def test_an_id_that_is_no_file_name_is_refused(library: Path, publisher: Publisher) -> None:
    with (library / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[document]]\nid = "../fog"\nurl = "{publisher.url("/fog")}"\n')
    with raises_code(CorpusError, "entry_id_invalid"):
        fetch_texts(library, network=publisher.network())


def test_a_catalogue_without_addresses(tmp_path: Path) -> None:
    with raises_code(CorpusError, "catalogue_without_addresses"):
        fetch_texts(tmp_path)


def test_one_run_at_a_time(library: Path, publisher: Publisher, fetch: Fetch) -> None:
    with FileLock(library / LOCK), raises_code(FetchError, "fetch_busy"):
        fetch()
    assert publisher.requests == []
