"""Which requests come from a page of this server."""

import pytest

from cmp_search.gate.hosts import LOOPBACK, Allowed, is_for_programs, is_loopback, names_of
from cmp_search.gate.refusal import Refusal
from tests.gate.asking import OWN, OWN_ORIGIN, Header, scope


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "127.0.0.1:9", "[::1]", "[::1]:8501"]
)
def test_the_machine_s_own_names_are_admitted_at_any_port(host: str) -> None:
    assert Allowed().refusal(scope("GET", "/", ("host", host))) is None


@pytest.mark.parametrize(
    "hosts",
    [
        (),
        ("evil.example",),
        ("localhost.",),
        ("user@localhost",),
        ("localhost:80:80",),
        ("localhost:65536",),
        ("localhost, localhost",),
        ("localhost/",),
        ("localhost", "localhost"),
        ("localhost", "evil.example"),
        ("::1",),
        ("[127.0.0.1]:1:",),
        ("[::ffff:7f00:1]",),
        ("2130706433",),
        ("",),
    ],
)
def test_any_other_host_is_refused(hosts: tuple[str, ...]) -> None:
    asked = scope("GET", "/", *(("host", host) for host in hosts))
    assert Allowed().refusal(asked) is Refusal.HOST


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "WEBSOCKET"])
@pytest.mark.parametrize(
    "origins",
    [
        ("http://localhost:8501",),
        ("http://127.0.0.1:9999",),
        ("http://127.0.0.1",),
        ("https://evil.example",),
        ("http://127.0.0.1:8501@evil.example",),
        ("http://127.0.0.1:8501/",),
        ("ftp://127.0.0.1:8501",),
        ("null",),
        ("",),
        ("http://127.0.0.1:8501", "http://evil.example"),
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501"),
    ],
)
def test_any_other_origin_is_refused(method: str, origins: tuple[str, ...]) -> None:
    asked = scope(method, "/", OWN, *(("origin", origin) for origin in origins))
    assert Allowed().refusal(asked) is Refusal.FOREIGN


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "WEBSOCKET"])
def test_a_page_of_the_server_is_admitted(method: str) -> None:
    assert Allowed().refusal(scope(method, "/", OWN, OWN_ORIGIN)) is None


@pytest.mark.parametrize(
    ("method", "passes"),
    [("GET", True), ("HEAD", True), ("PUT", False), ("DELETE", False), ("WEBSOCKET", False)],
)
def test_only_what_changes_nothing_may_come_without_an_origin(method: str, passes: bool) -> None:
    assert (Allowed().refusal(scope(method, "/", OWN)) is None) is passes


@pytest.mark.parametrize(
    ("scheme", "host", "origin", "passes"),
    [
        ("http", "search.example", "https://search.example", True),
        ("http", "search.example:443", "https://search.example", True),
        ("http", "search.example", "http://search.example:80", True),
        ("http", "search.example:80", "https://search.example", False),
        ("https", "search.example", "https://search.example", True),
        ("https", "search.example", "http://search.example", False),
        ("wss", "search.example", "http://search.example", False),
    ],
)
def test_behind_a_proxy_the_port_may_be_left_out(
    scheme: str, host: str, origin: str, passes: bool
) -> None:
    allowed = Allowed(names_of(["search.example"]), is_open=True)
    asked = scope("GET", "/", ("host", host), ("origin", origin), scheme=scheme)
    assert (allowed.refusal(asked) is None) is passes


CROSS = ("sec-fetch-site", "cross-site")
PAGE = (("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document"))


@pytest.mark.parametrize(
    ("said", "passes"),
    [
        ((("sec-fetch-site", "same-origin"),), True),
        ((("sec-fetch-site", "none"), *PAGE), True),
        ((CROSS, *PAGE), True),
        ((CROSS, ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")), False),
        ((CROSS, PAGE[0], ("sec-fetch-dest", "iframe")), False),
        ((("sec-fetch-site", "same-site"), ("sec-fetch-mode", "cors")), False),
    ],
)
def test_another_site_may_link_to_a_page_and_load_nothing(
    said: tuple[Header, ...], passes: bool
) -> None:
    assert (Allowed().refusal(scope("GET", "/", OWN, *said)) is None) is passes


@pytest.mark.parametrize(
    ("server", "passes"),
    [
        (("127.0.0.1", 1), True),
        (("::1", 1), True),
        (("/run/app", None), True),
        (("192.0.2.1", 1), False),
    ],
)
def test_a_connection_from_elsewhere_needs_an_open_server(
    server: tuple[str, int | None], passes: bool
) -> None:
    asked = scope("GET", "/", OWN, server=server)
    assert (Allowed().refusal(asked) is None) is passes
    assert Allowed(is_open=True).refusal(asked) is None


def test_names_are_compared_without_their_ports() -> None:
    assert names_of([" Search.Example:443", "::1", "[2001:DB8::0:1]:80"]) == {
        "search.example",
        "::1",
        "2001:db8::1",
    }


@pytest.mark.parametrize("name", ["http://search.example", "a/b", "", "user@a", "[::g]"])
def test_what_is_not_a_name_is_not_taken_for_one(name: str) -> None:
    with pytest.raises(ValueError):
        names_of([name])


def test_loopback_is_what_no_other_machine_reaches() -> None:
    assert all(map(is_loopback, [*LOOPBACK, "127.9.9.9", "[::1]"]))
    assert not any(map(is_loopback, ["", "0.0.0.0", "::", "192.0.2.1", "search.example"]))


@pytest.mark.parametrize("path", ["/api/v1/search", "/mcp"])
def test_a_program_sends_no_origin_and_another_s_is_refused(path: str) -> None:
    assert Allowed().refusal(scope("POST", path, OWN)) is None
    assert Allowed().refusal(scope("POST", path, OWN, OWN_ORIGIN)) is None
    for header in (("origin", "https://evil.example"), ("origin", "null")):
        assert Allowed().refusal(scope("POST", path, OWN, header)) is Refusal.FOREIGN
    by_a_page = scope("POST", path, OWN, ("sec-fetch-site", "cross-site"))
    assert Allowed().refusal(by_a_page) is Refusal.FOREIGN
    assert Allowed().refusal(scope("POST", path, ("host", "evil.example"))) is Refusal.HOST
    assert Allowed().refusal(scope("WEBSOCKET", path, OWN)) is Refusal.FOREIGN


@pytest.mark.parametrize(
    ("path", "is_theirs"),
    [
        ("/api", True),
        ("/api/v1/search", True),
        ("/api/\n", True),
        ("/mcp", True),
        ("/mcp/", False),
        ("/apis", False),
        ("/read/api/", False),
        ("/", False),
    ],
)
def test_programs_have_addresses_of_their_own(path: str, is_theirs: bool) -> None:
    assert is_for_programs(scope("GET", path)) == is_theirs
