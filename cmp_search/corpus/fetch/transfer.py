"""Downloading one text into a partial file, within all limits.

1. If the beginning is here already and a strong validator identifies the text, request the rest of
   that exact text. A server that no longer has it, or does not serve parts, sends the whole.
2. If the whole text is here, request it only if it has changed.
3. Accept nothing but a text: status, type, compression and size are checked before the body.
4. Write the body as it arrives. If the transfer is interrupted, the part is kept for the next
   run, with its hash.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

from cmp_search.corpus.fetch.exchange import Response
from cmp_search.corpus.fetch.network import Deadline
from cmp_search.corpus.fetch.record import HEADER_TEXT, Fetched, FetchRecord, Offer, Partial
from cmp_search.corpus.fetch.session import Session
from cmp_search.corpus.fetch.unpack import ENCODINGS, check_size
from cmp_search.documents.source import file_hash
from cmp_search.errors import AnswerError, TransferError
from cmp_search.readers.formats import suffixes_by_type

SUFFIXES = suffixes_by_type()
"""The types that a reader takes, each with the suffix by which the reader is chosen."""
_HEADERS = {"Accept": ", ".join(SUFFIXES), "Accept-Encoding": "gzip, deflate"}
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")

_WRONG_PART = (HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
"""Responses to a request for the rest after which the whole must be requested."""

ByteProgress = Callable[[int, int | None], None]
"""Called as a transfer goes on with the bytes so far and, if known, the bytes in total."""


class Transfer:
    """The transfer of one text."""

    def __init__(
        self, session: Session, record: FetchRecord, id: str, url: str, part: Path
    ) -> None:
        """Prepare; nothing is requested yet."""
        self._session, self._record, self._id, self._url = session, record, id, url
        self._part = part

    def run(self, existing: Fetched | None, progress: ByteProgress) -> Offer | None:
        """Download the text into the partial file; None if the existing one is up to date.

        Raises:
            TransferError: it was interrupted, or the server is busy; the partial file is kept.
            FetchError: the server does not send a usable text.
        """
        deadline = Deadline(self._session.limits)
        partial = self._resumable()
        if partial is not None:
            rest = {"Range": f"bytes={partial.size}-", "If-Range": partial.offer.if_range}
            with self._session.get(self._url, _HEADERS | rest, deadline) as response:
                offer = _resumed_offer(response, partial)
                if offer is not None:
                    return self._write(response, offer, partial.size, progress)
                if response.status not in _WRONG_PART:
                    return self._write_whole(response, progress)
        condition = _if_changed(existing)
        with self._session.get(self._url, _HEADERS | condition, deadline) as response:
            if response.status == HTTPStatus.NOT_MODIFIED and condition:
                return None
            return self._write_whole(response, progress)

    def discard(self) -> None:
        """Delete the partial file and its record."""
        self._record.discard_partial(self._id)
        self._part.unlink(missing_ok=True)

    def _resumable(self) -> Partial | None:
        """Step 1: a beginning that can be resumed: its hash is right, and If-Range can name it."""
        partial = self._record.partial(self._id)
        if partial is None or partial.offer.address != self._url or not partial.offer.if_range:
            return None
        if not self._part.is_file() or file_hash(self._part) != partial.sha256:
            return None
        return partial if 0 < partial.size < (partial.offer.total or partial.size + 1) else None

    def _write_whole(self, response: Response, progress: ByteProgress) -> Offer:
        """Steps 3 and 4 for a text from its beginning."""
        _check_status(response)
        offer = _offer(self._url, response)
        check_size(offer.total or 0, self._session.limits.max_bytes)
        return self._write(response, offer, 0, progress)

    def _write(self, response: Response, offer: Offer, start: int, progress: ByteProgress) -> Offer:
        """Step 4: write the body into the partial file, from an offset onwards."""
        size = start
        with self._part.open("r+b" if start else "wb") as file:
            file.seek(start)
            try:
                for data in response.body:
                    size += len(data)
                    check_size(size, self._session.limits.max_bytes)
                    file.write(data)
                    progress(size, offer.total)
                _check_complete(size, offer.total)
            except AnswerError:
                raise
            except BaseException:
                file.flush()
                os.fsync(file.fileno())
                partial = Partial(offer, size, file_hash(self._part))
                self._record.save_partial(self._id, partial)
                raise
        return offer


def _check_complete(size: int, total: int | None) -> None:
    """HTTP checks the length of a whole text, but a rest may still be too short or too long."""
    if total is not None and size < total:
        raise TransferError("transfer_short", found=size, total=total)
    if total is not None and size > total:
        raise AnswerError("transfer_long", found=size, total=total)


def _if_changed(existing: Fetched | None) -> dict[str, str]:
    """Step 2: headers that ask for a text only if it differs from the existing one."""
    if existing is None:
        return {}
    headers = {"If-None-Match": existing.etag, "If-Modified-Since": existing.last_modified}
    return {name: value for name, value in headers.items() if value}


def _resumed_offer(response: Response, partial: Partial) -> Offer | None:
    """The offer that a response continues; None if it is not the rest of the partial text."""
    range = _RANGE.fullmatch(response.headers.get("content-range", ""))
    if response.status != HTTPStatus.PARTIAL_CONTENT or range is None:
        return None
    total = partial.offer.total if range[2] == "*" else int(range[2])
    same = (
        int(range[1]) == partial.size
        and total == (partial.offer.total or total)
        and response.headers.get("content-encoding", "") == partial.offer.encoding
    )
    return replace(partial.offer, total=total) if same else None


def _check_status(response: Response) -> None:
    """Step 3: only status 200 brings a text."""
    status, host = response.status, response.address.host
    if status == HTTPStatus.OK:
        return
    try:
        words = f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = f"HTTP {status}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TransferError("http_busy", host=host, status=words)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        raise AnswerError("http_gone", host=host, status=words)
    raise AnswerError("http_refused", host=host, status=words)


def _offer(url: str, response: Response) -> Offer:
    """Step 3: what the headers say about a text.

    Raises:
        AnswerError: no reader takes such a type, or its compression is unknown.
    """
    headers = response.headers
    type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not type:
        raise AnswerError("type_missing", host=response.address.host)
    if type not in SUFFIXES:
        raise AnswerError("type_unknown", host=response.address.host, type=type)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise AnswerError("compression_unknown", host=response.address.host, encoding=encoding)
    return Offer(
        address=url,
        suffix=SUFFIXES[type],
        encoding=encoding,
        total=response.length,
        etag=_header(response, "etag"),
        last_modified=_header(response, "last-modified"),
        if_range=_strong_validator(response),
    )


def _strong_validator(response: Response) -> str:
    """What identifies this text byte for byte; empty if nothing does (RFC 9110, 13.1.5)."""
    etag, changed = _header(response, "etag"), _header(response, "last-modified")
    if etag:
        return "" if etag.startswith("W/") else etag
    try:
        sent = parsedate_to_datetime(response.headers.get("date", ""))
        # If it changed in the second in which it was sent, it may have changed again since.
        return changed if parsedate_to_datetime(changed) < sent else ""
    except (TypeError, ValueError):
        return ""


def _header(response: Response, name: str) -> str:
    """A header that can be sent back; empty if there is none."""
    value = response.headers.get(name, "")
    return value if HEADER_TEXT.fullmatch(value) else ""
