import ipaddress
import ssl

import pytest

from cmp_search.corpus.fetch.network import (
    PAUSE,
    READ_TIMEOUT,
    TOTAL_TIMEOUT,
    Limits,
    Network,
    is_public,
    system_trust,
)
from cmp_search.readers import MAX_BYTES


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.1",
        "192.88.99.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_addresses_that_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "205.193.1.1", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


def test_the_limits_are_the_promised_ones() -> None:
    limits = Network().limits
    assert limits == Limits(PAUSE, READ_TIMEOUT, TOTAL_TIMEOUT, MAX_BYTES, 5)
    assert (READ_TIMEOUT, TOTAL_TIMEOUT, MAX_BYTES) == (30, 600, 200_000_000)
    assert PAUSE >= 0.5
    assert Network().allows is is_public


def test_certificates_are_checked_and_so_is_the_name() -> None:
    context = system_trust()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
