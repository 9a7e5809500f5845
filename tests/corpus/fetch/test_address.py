import pytest

from cmp_search.corpus.fetch.address import Address, endpoints_of, parse_address
from cmp_search.errors import AddressError


def test_an_address_is_taken_apart() -> None:
    address = parse_address(" https://Fog.Example./a/b.aspx?lang=eng#top ")
    assert address == Address("fog.example", 443, "/a/b.aspx?lang=eng")
    assert str(address) == "https://fog.example/a/b.aspx?lang=eng"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("https://fog.example", "https://fog.example/"),
        ("https://fog.example:443/", "https://fog.example/"),
        ("https://fog.example:8443/a", "https://fog.example:8443/a"),
        ("https://[2606:4700::1]/a", "https://[2606:4700::1]/a"),
        ("https://fog.example/méxico y más?q=ñ", None),
        ("https://fog.example/a%20b", "https://fog.example/a%20b"),
        ("https://niebla-méxico.example/", "https://xn--niebla-mxico-ieb.example/"),
    ],
)
def test_an_address_is_written_as_requests_need_it(text: str, whole: str | None) -> None:
    written = str(parse_address(text))
    assert written == (whole or "https://fog.example/m%C3%A9xico%20y%20m%C3%A1s?q=%C3%B1")
    assert str(parse_address(written)) == written


@pytest.mark.parametrize(
    "text",
    [
        "http://fog.example/",
        "ftp://fog.example/",
        "file:///etc/passwd",
        "fog.example/a",
        "",
        "https://",
        "https:///a",
        "https://user@fog.example/",
        "https://user:word@fog.example/",
        "https://fog.example:99999/",
        "https://fog.example:x/",
        "https://[::1/",
        "https://" + "é" * 70 + ".example/",
    ],
)
def test_what_is_no_https_address_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("b", "/a/b"),
        ("/c?x=1", "/c?x=1"),
        ("//other.example/d", "/d"),
        ("?lang=fra", "/a/page?lang=fra"),
        ("", "/a/page"),
    ],
)
def test_a_redirect_may_be_relative(location: str, target: str) -> None:
    assert parse_address("https://fog.example/a/page").joined(location).target == target


@pytest.mark.parametrize("location", ["http://fog.example/", "javascript:alert(1)", "//["])
def test_a_redirect_to_no_https_address_is_refused(location: str) -> None:
    with pytest.raises(AddressError):
        parse_address("https://fog.example/a").joined(location)


def test_endpoints_are_hosts_with_ports() -> None:
    addresses = [
        "https://a.example/x",
        "https://a.example:444/",
        "http://b.example/",
        "",
        "nothing",
    ]
    assert endpoints_of(addresses) == {("a.example", 443), ("a.example", 444)}
