"""Tests of addresses of Milvus indexes."""

from pathlib import Path

import pytest
import trustme

from cmp_search.errors import UnknownEngineError
from cmp_search.index.milvus.address import PORT, REPLICAS, TIMEOUT, place_of
from tests.raising import raises_code


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOKEN", "TLS", "REPLICAS", "TIMEOUT"):
        monkeypatch.delenv(f"CMP_SEARCH_MILVUS_{name}", raising=False)


def test_an_address_names_server_and_index() -> None:
    place = place_of("milvus://archive.example:1234/Laws_2")
    assert (place.host, place.port, place.name) == ("archive.example", 1234, "Laws_2")
    assert place.uri == "http://archive.example:1234"
    assert place_of("milvus://[::1]/a").uri == f"http://[::1]:{PORT}"


def test_without_settings_it_is_plain_and_on_two_nodes() -> None:
    place = place_of("milvus://localhost/a")
    assert (place.port, place.token, place.is_encrypted) == (PORT, "", False)
    assert (place.replicas, place.timeout) == (REPLICAS, TIMEOUT)


@pytest.mark.parametrize(
    "address",
    [
        "milvus://host",
        "milvus://host/",
        "milvus:///name",
        "milvus://host:port/name",
        "milvus://host/a-b",
        "milvus://host/a b",
        "milvus://host/é",
        "milvus://host/a__b",
        "milvus://host/_a",
        "milvus://host/" + "a" * 65,
        "milvus://host/a/b",
    ],
)
def test_what_is_no_address_is_told(address: str) -> None:
    with raises_code(UnknownEngineError, "engine_name"):
        place_of(address)


def test_the_environment_says_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    certificate = tmp_path / "ca.pem"
    trustme.CA().cert_pem.write_to_path(str(certificate))
    for name, value in (
        ("TOKEN", "root:Milvus"),
        ("TLS", str(certificate)),
        ("REPLICAS", "1"),
        ("TIMEOUT", "2.5"),
    ):
        monkeypatch.setenv(f"CMP_SEARCH_MILVUS_{name}", value)
    place = place_of("milvus://host/a")
    assert "root:Milvus" not in repr(place)
    assert (place.token, place.replicas, place.timeout) == ("root:Milvus", 1, 2.5)
    assert (place.uri, place.certificate) == (f"https://host:{PORT}", str(certificate))
    monkeypatch.setenv("CMP_SEARCH_MILVUS_TLS", "yes")
    assert (place_of("milvus://host/a").is_encrypted, place_of("milvus://host/a").certificate) == (
        True,
        "",
    )


@pytest.mark.parametrize("wrong", ["", "none", "-1", "0"])
def test_what_is_no_number_is_left_aside(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("CMP_SEARCH_MILVUS_TIMEOUT", wrong)
    assert place_of("milvus://host/a").timeout == TIMEOUT


@pytest.mark.parametrize("address", ["milvus://root:Fog-2019@host/a", "milvus://Fog-2019@host:1/a"])
def test_a_password_does_not_belong_into_an_address_and_is_not_repeated(address: str) -> None:
    with raises_code(UnknownEngineError, "engine_credentials") as raised:
        place_of(address)
    assert str(raised.value.parameters["address"]).startswith("milvus://host")


@pytest.mark.parametrize("no", ["", "no", "False", "off", "0"])
def test_encryption_can_be_off(monkeypatch: pytest.MonkeyPatch, no: str) -> None:
    monkeypatch.setenv("CMP_SEARCH_MILVUS_TLS", no)
    assert not place_of("milvus://host/a").is_encrypted


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_certificate_that_is_none_does_not_mean_no_encryption(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_text(content)
    monkeypatch.setenv("CMP_SEARCH_MILVUS_TLS", str(path))
    with raises_code(UnknownEngineError, "engine_certificate", path=str(path)):
        place_of("milvus://host/a")
