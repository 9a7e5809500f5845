"""One text from its address into a partial file, within all limits.

1. Where the beginning is here already and the server has a sure name for the text, ask for the
   rest of that very text. A server that has it no longer, or knows no parts, sends it whole.
2. Where the whole text is here, ask for it only if it has changed.
3. Take no answer but a text: status, type, compression and size are looked at before the body.
4. Write the body as it comes. What breaks off is kept, with its hash, for the next time.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from cmp_search.errors import AnswerError, TransferError
from cmp_search.fetch.exchange import Answer
from cmp_search.fetch.memory import HEADER_TEXT, Fetched, Memory, Offer, Partial
from cmp_search.fetch.network import Watch
from cmp_search.fetch.session import Session
from cmp_search.fetch.unpack import ENCODINGS, check_size
from cmp_search.readers.formats import suffixes_by_type
from cmp_search.source import file_hash

SUFFIXES = suffixes_by_type()
"""The types that a reader takes, each with the suffix by which the reader is chosen."""
_ASKED = {"Accept": ", ".join(SUFFIXES), "Accept-Encoding": "gzip, deflate"}
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")

_NO_REST = (HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
"""Answers to a question for the rest that make it necessary to ask for the whole."""

Told = Callable[[int, int | None], None]
"""Told as a transfer goes on: bytes here, and bytes in all where that is known."""


class Transfer:
    """The transfer of one text."""

    def __init__(self, session: Session, memory: Memory, id: str, url: str, part: Path) -> None:
        """Prepare; nothing is asked yet."""
        self._session, self._memory, self._id, self._url = session, memory, id, url
        self._part = part

    def run(self, held: Fetched | None, told: Told) -> Offer | None:
        """Bring the text into the partial file; None where the one that is held is the newest.

        Raises:
            TransferError: it broke off or the server is busy; the partial file is kept.
            FetchError: it cannot be had from there.
        """
        watch = Watch(self._session.limits)
        partial = self._begun()
        if partial is not None:
            rest = {"Range": f"bytes={partial.size}-", "If-Range": partial.offer.if_range}
            with self._session.get(self._url, _ASKED | rest, watch) as answer:
                offer = _continued(answer, partial)
                if offer is not None:
                    return self._store(answer, offer, partial.size, told)
                if answer.status not in _NO_REST:
                    return self._anew(answer, told)
        asked = _ASKED | _if_changed(held)
        with self._session.get(self._url, asked, watch) as answer:
            if answer.status == HTTPStatus.NOT_MODIFIED and len(asked) > len(_ASKED):
                return None
            return self._anew(answer, told)

    def drop(self) -> None:
        """Forget what has been transferred."""
        self._memory.drop_partial(self._id)
        self._part.unlink(missing_ok=True)

    def _begun(self) -> Partial | None:
        """The beginning that can be gone on from: known by its hash, with a name for If-Range."""
        partial = self._memory.partial(self._id)
        if partial is None or partial.offer.address != self._url or not partial.offer.if_range:
            return None
        if not self._part.is_file() or file_hash(self._part) != partial.sha256:
            return None
        return partial if 0 < partial.size < (partial.offer.total or partial.size + 1) else None

    def _anew(self, answer: Answer, told: Told) -> Offer:
        _check_status(answer)
        offer = _offer(self._url, answer)
        check_size(offer.total or 0, self._session.limits.size)
        return self._store(answer, offer, 0, told)

    def _store(self, answer: Answer, offer: Offer, start: int, told: Told) -> Offer:
        """Step 4: the body, written from a place in the partial file on."""
        size = start
        with self._part.open("r+b" if start else "wb") as file:
            file.seek(start)
            try:
                for data in answer.body:
                    size += len(data)
                    check_size(size, self._session.limits.size)
                    file.write(data)
                    told(size, offer.total)
                _check_complete(size, offer.total)
            except AnswerError:
                raise
            except BaseException:
                file.flush()
                os.fsync(file.fileno())
                partial = Partial(offer, size, file_hash(self._part))
                self._memory.keep_partial(self._id, partial)
                raise
        return offer


def _check_complete(size: int, total: int | None) -> None:
    """HTTP sees to the length of a whole text; a server may still send less or more of a rest."""
    if total is not None and size < total:
        raise TransferError(f"only {size:,} of {total:,} bytes came: try again")
    if total is not None and size > total:
        raise AnswerError(f"{size:,} bytes came instead of {total:,}: try again later")


def _if_changed(held: Fetched | None) -> dict[str, str]:
    """Step 2: headers that ask for a text only if it is another one than the one held."""
    if held is None:
        return {}
    headers = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: value for name, value in headers.items() if value}


def _continued(answer: Answer, partial: Partial) -> Offer | None:
    """The offer that an answer goes on with; None where it is not the rest of the partial text."""
    said = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    if answer.status != HTTPStatus.PARTIAL_CONTENT or said is None:
        return None
    total = partial.offer.total if said[2] == "*" else int(said[2])
    same = (
        int(said[1]) == partial.size
        and total == (partial.offer.total or total)
        and answer.headers.get("content-encoding", "") == partial.offer.encoding
    )
    return replace(partial.offer, total=total) if same else None


def _check_status(answer: Answer) -> None:
    """Step 3: only 200 is a text."""
    status, host = answer.status, answer.address.host
    if status == HTTPStatus.OK:
        return
    try:
        words = f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = f"HTTP {status}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TransferError(f"{host} cannot send it now ({words}): try again later")
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise AnswerError(
            f"{host} has nothing at this address ({words}): correct it in the catalogue"
        )
    raise AnswerError(
        f"{host} does not send it ({words}): save it with a browser and use `cmp-search add`"
    )


def _offer(url: str, answer: Answer) -> Offer:
    """Step 3: what the headers say of a text.

    Raises:
        AnswerError: no reader takes such a type, or its compression is unknown.
    """
    headers = answer.headers
    type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if type not in SUFFIXES:
        raise AnswerError(
            f"{answer.address.host} sends “{type or 'no type'}”, which no reader takes: correct "
            "the address in the catalogue"
        )
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise AnswerError(
            f"{answer.address.host} sends it compressed as “{encoding}”, which was not asked for: "
            "save it with a browser and use `cmp-search add`"
        )
    return Offer(
        address=url,
        suffix=SUFFIXES[type],
        encoding=encoding,
        total=answer.length,
        etag=_text(answer, "etag"),
        last_modified=_text(answer, "last-modified"),
        if_range=_sure_name(answer),
    )


def _sure_name(answer: Answer) -> str:
    """What names this very text, byte for byte; empty where nothing does (RFC 9110, 13.1.5)."""
    etag, changed = _text(answer, "etag"), _text(answer, "last-modified")
    if etag:
        return "" if etag.startswith("W/") else etag
    try:
        sent = parsedate_to_datetime(answer.headers.get("date", ""))
        # Changed in the second in which it was sent, it may have changed once more after that.
        return changed if parsedate_to_datetime(changed) < sent else ""
    except (TypeError, ValueError):
        return ""


def _text(answer: Answer, name: str) -> str:
    """A header that can be sent back; empty where there is none."""
    value = answer.headers.get(name, "")
    return value if HEADER_TEXT.fullmatch(value) else ""
