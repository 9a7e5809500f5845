"""Servers that stall, disconnect, lie, and resume where they stopped."""

import gzip
import threading
from pathlib import Path

import pytest

from cmp_search.corpus.fetch.texts import fetch_texts
from tests.corpus.fetch.answering import BODY, HALF, TYPE, WHOLE, cut, in_turn, part
from tests.corpus.fetch.fetched import Fetch, code_of
from tests.corpus.fetch.publisher import Handler, Page, Publisher, page, redirect

SURE = {"ETag": '"1"'}


def rest(said: str | None = None, body: bytes = BODY[HALF:], encoding: str = "") -> Page:
    """The other half, as the response to a request for it."""
    where = said or f"bytes {HALF}-{len(BODY) - 1}/{len(BODY)}"
    headers = TYPE | {"Content-Range": where, "Content-Length": str(len(body))}
    if encoding:
        headers["Content-Encoding"] = encoding
    return lambda handler: handler.say(206, headers, body)


def test_what_broke_off_is_gone_on_with(library: Path, publisher: Publisher, fetch: Fetch) -> None:
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), rest())
    assert code_of(fetch()) == "connection_broken"
    assert part(library) == BODY[:HALF]
    assert fetch().fetched == ("fog",)
    assert (library / "fog.txt").read_bytes() == BODY
    assert publisher.asked("range") == [None, f"bytes={HALF}-"]
    assert publisher.asked("if-range") == [None, '"1"']
    assert not (library / ".fog.part").exists()


def test_a_rest_that_breaks_off_is_gone_on_with_too(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    third = HALF + 1000

    def cut_rest(handler: Handler) -> None:
        where = f"bytes {HALF}-{len(BODY) - 1}/{len(BODY)}"
        handler.begin(206, {"Content-Range": where, "Content-Length": str(len(BODY) - HALF)})
        handler.wfile.write(BODY[HALF:third])
        handler.farewell()

    last = rest(f"bytes {third}-{len(BODY) - 1}/{len(BODY)}", BODY[third:])
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), cut_rest, last)
    code_of(fetch())
    code_of(fetch())
    assert part(library) == BODY[:third]
    assert fetch().fetched == ("fog",)
    assert (library / "fog.txt").read_bytes() == BODY


def test_a_date_that_is_sure_serves_as_a_name(publisher: Publisher, fetch: Fetch) -> None:
    changed, sent = "Mon, 06 Jan 2025 10:00:00 GMT", "Mon, 06 Jan 2025 10:00:09 GMT"
    publisher.pages["/fog"] = in_turn(cut(Last_Modified=changed, Date=sent), rest())
    code_of(fetch())
    assert fetch().fetched == ("fog",)
    assert publisher.asked("if-range") == [None, changed]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"ETag": 'W/"1"'},
        {"ETag": 'W/"1"', "Last_Modified": "Mon, 06 Jan 2025 10:00:00 GMT"},
        {"Last_Modified": "Mon, 06 Jan 2025 10:00:00 GMT"},
        {
            "Last_Modified": "Mon, 06 Jan 2025 10:00:00 GMT",
            "Date": "Mon, 06 Jan 2025 10:00:00 GMT",
        },
        {"Last_Modified": "yesterday", "Date": "today"},
    ],
)
def test_without_a_sure_name_it_is_started_anew(
    library: Path, publisher: Publisher, fetch: Fetch, headers: dict[str, str]
) -> None:
    publisher.pages["/fog"] = in_turn(cut(**headers), page(BODY, "text/plain"))
    code_of(fetch())
    assert fetch().fetched == ("fog",)
    assert publisher.asked("range") == [None, None]
    assert (library / "fog.txt").read_bytes() == BODY


def test_a_server_that_sends_it_whole_is_taken_at_its_word(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    newer = BODY.replace(b"ferry", b"train")
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), page(newer, "text/plain", ETag='"2"'))
    code_of(fetch())
    assert fetch().fetched == ("fog",)
    assert (library / "fog.txt").read_bytes() == newer
    assert len(publisher.paths) == 2


@pytest.mark.parametrize(
    "unfit",
    [
        lambda handler: handler.say(416, {"Content-Length": "0"}),
        rest("bytes 0-9/10", b"0123456789"),
        rest(f"bytes {HALF}-{len(BODY)}/{len(BODY) + 1}"),
        rest("nonsense"),
        rest(encoding="gzip"),
        lambda handler: handler.say(206, WHOLE, BODY),
    ],
)
def test_a_rest_that_does_not_fit_is_left_and_the_whole_is_asked_for(
    library: Path, publisher: Publisher, fetch: Fetch, unfit: Page
) -> None:
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), unfit, page(BODY, "text/plain"))
    code_of(fetch())
    assert fetch().fetched == ("fog",)
    assert publisher.asked("range") == [None, f"bytes={HALF}-", None]
    assert (library / "fog.txt").read_bytes() == BODY


def test_a_rest_that_is_too_short_or_too_long(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages["/fog"] = in_turn(
        cut(ETag='"1"'),
        rest(body=BODY[HALF:-5]),
        rest(f"bytes {len(BODY) - 5}-{len(BODY) - 1}/{len(BODY)}", BODY[-5:] + b"more"),
    )
    code_of(fetch())
    assert code_of(fetch()) == "transfer_short"
    assert part(library) == BODY[:-5]
    assert code_of(fetch()) == "transfer_long"
    assert not (library / ".fog.part").exists()


@pytest.mark.parametrize("spoil", ["change", "remove", "another address"])
def test_a_partial_file_that_is_not_the_known_one_is_not_gone_on_with(
    library: Path, publisher: Publisher, fetch: Fetch, spoil: str
) -> None:
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), page(BODY, "text/plain"))
    code_of(fetch())
    if spoil == "change":
        (library / ".fog.part").write_bytes(b"x" * HALF)
    elif spoil == "remove":
        (library / ".fog.part").unlink()
    else:
        catalogue = library / "catalogue.toml"
        catalogue.write_text(catalogue.read_text("utf-8").replace("/fog", "/new"), "utf-8")
        publisher.pages["/new"] = publisher.pages["/fog"]
    assert fetch().fetched == ("fog",)
    assert publisher.asked("range") == [None, None]


def test_a_busy_server_does_not_cost_what_is_here(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    busy: Page = lambda handler: handler.say(503, {"Content-Length": "0"})  # noqa: E731
    publisher.pages["/fog"] = in_turn(cut(ETag='"1"'), busy, rest())
    code_of(fetch())
    assert code_of(fetch()) == "http_busy"
    assert fetch().fetched == ("fog",)


def test_a_user_who_stops_it_can_go_on(library: Path, publisher: Publisher, fetch: Fetch) -> None:
    ready = threading.Event()

    def slow(handler: Handler) -> None:
        handler.begin(200, WHOLE | SURE)
        handler.wfile.write(BODY[:HALF])
        handler.wfile.flush()
        ready.wait(2)

    def stop(id: str, done: float, total: int) -> None:
        if done:
            ready.set()
            raise KeyboardInterrupt

    def resume(handler: Handler) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        rest(f"bytes {start}-{len(BODY) - 1}/{len(BODY)}", BODY[start:])(handler)

    publisher.pages["/fog"] = in_turn(slow, resume)
    with pytest.raises(KeyboardInterrupt):
        fetch_texts(library, ["fog"], network=publisher.network(), progress=stop)
    assert fetch().fetched == ("fog",)
    assert (library / "fog.txt").read_bytes() == BODY


def test_a_packed_transfer_is_gone_on_with(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    packed = gzip.compress(BODY)
    head = TYPE | SURE | {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}

    def begin(handler: Handler) -> None:
        handler.begin(200, head)
        handler.wfile.write(packed[:50])
        handler.farewell()

    where = f"bytes 50-{len(packed) - 1}/{len(packed)}"
    end = rest(where, packed[50:], "gzip")
    publisher.pages["/fog"] = in_turn(begin, end)
    code_of(fetch())
    assert fetch().fetched == ("fog",)
    assert (library / "fog.txt").read_bytes() == BODY


def test_the_rest_is_asked_for_where_a_redirect_leads(
    library: Path, publisher: Publisher, fetch: Fetch
) -> None:
    publisher.pages |= {"/fog": redirect("/end"), "/end": in_turn(cut(ETag='"1"'), rest())}
    code_of(fetch())
    assert fetch().fetched == ("fog",)
    assert publisher.asked("range") == [None, None, *[f"bytes={HALF}-"] * 2]
