"""Tests of a Milvus server that takes encrypted connections only, from users that it knows."""

import base64
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import trustme

from cmp_search.errors import CmpSearchError, EngineAccessError
from cmp_search.index.address import Address
from cmp_search.index.build import build_index
from cmp_search.index.milvus import engine
from cmp_search.index.milvus.connection import connect
from cmp_search.locales import interfaces
from cmp_search.search.searcher import make_searcher
from tests.index.milvus.server import CannotStartError, MilvusServer
from tests.index.oracle import ENCODER, QUESTIONS, SETTINGS
from tests.raising import raises_code

pytestmark = pytest.mark.milvus
NAME = "localhost"
ROOT, READER, WRONG = "root:Root-2019", "reader:Reader-2019", "root:Wrong-2019"
FIRST = ("root", "Milvus")
"""Who every new server knows."""
SECRETS = (ROOT, READER, WRONG)


class Guarded(NamedTuple):
    """A server that has started, and the certificates of its authority and of another one."""

    port: int
    authority: Path
    other: Path


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """The server; its certificate is for `NAME`."""
    folder = tmp_path_factory.mktemp("guarded")
    authority, other = folder / "ca.pem", folder / "other.pem"
    issuing = trustme.CA()
    issuing.cert_pem.write_to_path(str(authority))
    trustme.CA().cert_pem.write_to_path(str(other))
    own = issuing.issue_cert(NAME)
    own.private_key_pem.write_to_path(str(folder / "server.key"))
    own.cert_chain_pems[0].write_to_path(str(folder / "server.pem"))
    settings = {
        "tls.serverPemPath": folder / "server.pem",
        "tls.serverKeyPath": folder / "server.key",
        "common.security.tlsMode": 1,
        "common.security.authorizationEnabled": "true",
    }
    (folder / "data").mkdir()
    try:
        server = MilvusServer(folder / "data", settings)
    except (CannotStartError, OSError) as error:
        pytest.skip(f"no Milvus server can be started: {error}")
    with pytest.MonkeyPatch.context() as setting:
        setting.setenv("CMP_SEARCH_MILVUS_TLS", str(authority))
        setting.setenv("CMP_SEARCH_MILVUS_TOKEN", ":".join(FIRST))
        first = connect(f"milvus://{NAME}:{server.port}/archive")
    first.ask("update_password", *FIRST, ROOT.partition(":")[2])
    first.close()
    yield Guarded(server.port, authority, other)
    server.stop()


@pytest.fixture
def asking(guarded: Guarded, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Address]]:
    """Gives the server's address, for the settings that are made; closes the connections."""
    used = []

    def address(tls: object, token: str, host: str = NAME) -> Address:
        monkeypatch.setenv("CMP_SEARCH_MILVUS_TLS", str(tls))
        monkeypatch.setenv("CMP_SEARCH_MILVUS_TOKEN", token)
        monkeypatch.setenv("CMP_SEARCH_MILVUS_REPLICAS", "1")
        address = f"milvus://{host}:{guarded.port}/archive"
        used.append(connect(address))
        return address

    yield address
    for connection in used:
        connection.close()


def test_with_certificate_and_token_an_index_is_built_and_asked(
    guarded: Guarded, asking: Callable[..., Address], corpus: Path
) -> None:
    address = asking(guarded.authority, ROOT)
    build_index(corpus, address, ENCODER, "fake", settings=SETTINGS)
    index = engine.open(address, searchable=True)
    assert all(make_searcher(index, ENCODER).ask(question).hits for question in QUESTIONS)
    assert list(index.verify()) == []
    index.close()


@pytest.mark.parametrize(
    ("tls", "token", "host", "code", "reason"),
    [
        ("no", ROOT, NAME, "engine_with_tls", None),
        ("other", ROOT, NAME, "engine_untrusted", "unable to get local issuer certificate"),
        ("yes", ROOT, NAME, "engine_untrusted", "unable to get local issuer certificate"),
        ("own", ROOT, "127.0.0.1", "engine_untrusted", "Hostname Verification Check failed"),
        ("own", WRONG, NAME, "engine_refused", None),
        ("own", "nobody:Wrong-2019", NAME, "engine_refused", None),
        ("own", "Wrong-2019", NAME, "engine_refused", None),
        ("own", "", NAME, "engine_token", None),
    ],
)
def test_who_is_not_let_in_is_told_why(
    guarded: Guarded,
    asking: Callable[..., Address],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tls: str,
    token: str,
    host: str,
    code: str,
    reason: str | None,
) -> None:
    certificate = {"own": guarded.authority, "other": guarded.other}.get(tls, tls)
    address = asking(certificate, token, host)
    caplog.set_level(logging.DEBUG)
    with raises_code(EngineAccessError, code) as raised:
        engine.current(address)
    assert raised.value.parameters.get("reason") == reason
    said = capfd.readouterr()
    assert said.err == said.out == ""
    _assert_no_secret(raised.value, caplog.text, repr(connect(address).place))


def _assert_no_secret(error: CmpSearchError, *others: str) -> None:
    """No message or log has a password in it, as it is or as it is sent."""
    texts = [*(error.message(language) for language in interfaces()), repr(error.record), *others]
    for secret in SECRETS:
        sent = base64.b64encode(secret.encode()).decode()
        assert not [text for text in texts if secret.partition(":")[2] in text or sent in text]


def test_a_user_without_a_right_is_told_which(
    guarded: Guarded, asking: Callable[..., Address], caplog: pytest.LogCaptureFixture
) -> None:
    user, _, password = READER.partition(":")
    connect(asking(guarded.authority, ROOT)).ask("create_user", user, password)
    address = asking(guarded.authority, READER)
    caplog.set_level(logging.DEBUG)
    with raises_code(EngineAccessError, "engine_forbidden") as raised:
        engine.clear(address)
    assert "permission deny to reader" in str(raised.value.parameters["reason"])
    _assert_no_secret(raised.value, caplog.text)


def test_a_server_that_does_not_encrypt_is_told_as_such(
    server: MilvusServer, guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_MILVUS_TLS", str(guarded.authority))
    address = f"milvus://{NAME}:{server.port}/archive"
    with raises_code(EngineAccessError, "engine_without_tls"):
        engine.current(address)
    connect(address).close()
