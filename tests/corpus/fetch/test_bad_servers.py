"""Servers that stall, disconnect, lie or send without end."""

import threading
import time
from pathlib import Path

import pytest

from cmp_search.corpus.fetch import connection
from tests.corpus.fetch.answering import BODY, HALF, cut, in_turn, part
from tests.corpus.fetch.fetched import Fetch, code_of
from tests.corpus.fetch.publisher import Handler, Page, Publisher, page


def test_a_rest_of_an_absurd_length_breaks_off(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    head = (
        f"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes {HALF}-{len(BODY) - 1}/{len(BODY)}"
    )
    absurd = say(head.encode() + b"\r\nContent-Length: 99999999999999999999\r\n\r\n", b"Fog")
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), absurd)
    code_of(fetch())
    assert code_of(fetch()) == "connection_broken"
    assert part(library) == BODY[:HALF] + b"Fog"


def say(*pieces: bytes, wait: float = 0) -> Page:
    """Exactly these bytes, then the end of the connection."""

    def answer(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(wait)
        handler.farewell()

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        say(HEAD + b"Content-Length: 3\r\n\r\nFog and more"),
        say(HEAD + b"Content-Length: 3\r\n\r\nFog", b" and more", wait=0.05),
        say(HEAD + b"Content-Length: 3\r\n\r\n", b"Fog and more"),
        say(HEAD + b"Content-Length: 6\r\n\r\n", b"Fog", b"gy.+", wait=0.05),
        say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nFog\r\n0\r\n\r\nand more"),
    ],
)
def test_more_than_was_said_is_refused(
    library: Path, publisher: Publisher, fetch: Fetch, answer: Page
) -> None:
    publisher.pages["/fog"] = answer
    assert code_of(fetch()) == "http_excess"
    assert not (library / "fog.txt").exists()
    assert not (library / ".fog.part").exists()


@pytest.mark.parametrize(
    "answer",
    [
        say(),
        say(b"HTTP/1.1 200"),
        say(HEAD),
        say(HEAD + b"Content-Length: 9\r\n\r\nFog"),
        say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\nFog"),
        say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nFog\r\n"),
        lambda handler: handler.wfile.write(HEAD + b"\r\nFog without a farewell"),
    ],
)
def test_a_connection_that_is_dropped(
    library: Path, publisher: Publisher, fetch: Fetch, answer: Page
) -> None:
    publisher.pages["/fog"] = answer
    assert code_of(fetch()) == "connection_broken"
    assert not (library / "fog.txt").exists()


@pytest.mark.parametrize(
    "answer",
    [
        say(b"220 mail.example ESMTP\r\n\r\n"),
        say(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nFog"),
        say(b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nFog"),
        say(b"HTTP/1.1 200 OK\r\nContent-Length: three\r\n\r\nFog"),
        say(HEAD + b"Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"),
        say(HEAD + b"X: " + b"y" * 200_000 + b"\r\n\r\n"),
    ],
)
def test_answers_against_the_rules(publisher: Publisher, fetch: Fetch, answer: Page) -> None:
    publisher.pages["/fog"] = answer
    assert code_of(fetch()) == "http_broken"


@pytest.mark.parametrize(
    "answer",
    [
        say(HEAD + b"\r\nFog to the end of the connection."),
        say(HEAD + b"Transfer-Encoding: chunked\r\n\r\na\r\nFog rests.\r\n0\r\n\r\n"),
        say(b"HTTP/1.1 100 Continue\r\n\r\n", HEAD + b"Content-Length: 10\r\n\r\nFog rests."),
    ],
)
def test_other_ways_to_send_a_text(publisher: Publisher, fetch: Fetch, answer: Page) -> None:
    publisher.pages["/fog"] = answer
    assert fetch().fetched == ("fog",)


def test_a_server_that_keeps_the_connection_open_is_not_waited_for(
    publisher: Publisher, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, ended = threading.Event(), threading.Event()

    def stay(handler: Handler) -> None:
        handler.wfile.write(HEAD + b"Content-Length: 10\r\n\r\nFog rests.")
        handler.wfile.flush()
        done.wait(20)
        ended.set()

    monkeypatch.setattr(connection, "CLOSE_TIMEOUT", 0.05)
    publisher.pages["/fog"] = stay
    assert fetch().fetched == ("fog",)
    assert not ended.is_set()
    done.set()


@pytest.mark.parametrize("before", [b"", HEAD, HEAD + b"Content-Length: 9\r\n\r\nFog"])
def test_a_server_that_stalls(publisher: Publisher, fetch: Fetch, before: bytes) -> None:
    done = threading.Event()

    def stall(handler: Handler) -> None:
        handler.wfile.write(before)
        handler.wfile.flush()
        done.wait(20)

    publisher.pages["/fog"] = stall
    assert code_of(fetch(read_timeout=0.5)) == "server_silent"
    done.set()


@pytest.mark.parametrize(
    "before", [b"HTTP/1.1 200 OK\r\nX: ", HEAD + b"Content-Length: 99\r\n\r\n"]
)
def test_a_server_that_drips(publisher: Publisher, fetch: Fetch, before: bytes) -> None:
    publisher.pages["/fog"] = say(before, *[b"y"] * 40, wait=0.02)
    assert code_of(fetch(total_timeout=0.3)) == "transfer_slow"


def flood(declared: bool) -> Page:
    """More than the limit."""

    def answer(handler: Handler) -> None:
        length = b"Content-Length: 9000000\r\n" if declared else b""
        handler.wfile.write(HEAD + length + b"\r\n")
        for _ in range(90):
            handler.wfile.write(b"a" * 100_000)

    return answer


@pytest.mark.parametrize("declared", [True, False])
def test_a_text_that_is_too_large_is_refused(
    library: Path, publisher: Publisher, fetch: Fetch, declared: bool
) -> None:
    publisher.pages["/fog"] = flood(declared)
    assert code_of(fetch()) == "transfer_too_large"
    assert not (library / ".fog.part").exists()


def test_a_redirect_with_a_body_that_never_ends_costs_nothing(
    publisher: Publisher, fetch: Fetch
) -> None:
    def endless(handler: Handler) -> None:
        handler.begin(302, {"Location": "/end"})
        for _ in range(1_000):
            handler.wfile.write(b"a" * 100_000)

    publisher.pages |= {"/fog": endless, "/end": page(BODY, "text/plain")}
    assert fetch().fetched == ("fog",)
