"""The record of what was fetched, in `corpus/fetched.json`: enough to ask only for what changed.

A record that is missing or cannot be read counts as empty: everything is fetched again.
"""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from cmp_search.documents.durable import write_file
from cmp_search.documents.provenance import FETCHED

HEADER_TEXT = re.compile(r"^([!-~]([ -~]*[!-~])?)?$")
"""A header value that may be sent back to a server."""
HeaderText = Annotated[str, Field(pattern=HEADER_TEXT.pattern)]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server says about a text before sending it; `total` counts the bytes of the transfer.

    `if_range` identifies this exact text; it is empty if the server sent no such value.
    """

    address: str
    suffix: str
    encoding: str
    total: int | None
    etag: HeaderText
    last_modified: HeaderText
    if_range: HeaderText


@dataclass(frozen=True, slots=True)
class Partial:
    """The beginning of a text, stored in its partial file."""

    offer: Offer
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A text that was put into the corpus; `size` and `sha256` describe the file."""

    address: str
    date: str
    size: int
    sha256: str
    etag: HeaderText
    last_modified: HeaderText


@dataclass(frozen=True, slots=True)
class _Contents:
    texts: dict[str, Fetched] = field(default_factory=dict)
    partial: dict[str, Partial] = field(default_factory=dict)


_CONTENTS = TypeAdapter(_Contents)


class FetchRecord:
    """The record of one corpus folder; every change is written to disk at once."""

    def __init__(self, corpus: Path) -> None:
        """Read the record of the corpus folder."""
        self._path = corpus / FETCHED
        try:
            self._contents = _CONTENTS.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            self._contents = _Contents()

    def fetched(self, id: str) -> Fetched | None:
        """What is known about a text that was fetched."""
        return self._contents.texts.get(id)

    def partial(self, id: str) -> Partial | None:
        """What is known about a text whose transfer was interrupted."""
        return self._contents.partial.get(id)

    def save_fetched(self, id: str, fetched: Fetched) -> None:
        """Record a text that was fetched."""
        self._contents.texts[id] = fetched
        self._save()

    def save_partial(self, id: str, partial: Partial) -> None:
        """Record the beginning of a text."""
        self._contents.partial[id] = partial
        self._save()

    def discard_partial(self, id: str) -> None:
        """Forget the beginning of a text."""
        if self._contents.partial.pop(id, None) is not None:
            self._save()

    def _save(self) -> None:
        text = json.dumps(asdict(self._contents), ensure_ascii=False, indent=1, sort_keys=True)
        write_file(self._path, f"{text}\n".encode())
