"""What was fetched before, in `corpus/fetched.json`: enough to ask only for what has changed.

A memory that is missing or cannot be read is an empty one: all is fetched again.
"""

import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from cmp_search.source import FETCHED

HEADER_TEXT = re.compile(r"^([!-~]([ -~]*[!-~])?)?$")
"""A header's value as it may be sent back to a server."""
HeaderText = Annotated[str, Field(pattern=HEADER_TEXT.pattern)]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server said of a text before it sent it; `total` counts the bytes of the transfer.

    `if_range` names this very text; it is empty where the server has no sure name for it.
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
    """The beginning of a text, as it lies in its partial file."""

    offer: Offer
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A text as it was put into the corpus; `size` and `sha256` are those of the file."""

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


class Memory:
    """The memory of one corpus folder; every change is on the disk at once."""

    def __init__(self, corpus: Path) -> None:
        """Remember what the corpus folder knows."""
        self._path = corpus / FETCHED
        try:
            self._contents = _CONTENTS.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            self._contents = _Contents()

    def text(self, id: str) -> Fetched | None:
        """What is known of a text that was fetched."""
        return self._contents.texts.get(id)

    def partial(self, id: str) -> Partial | None:
        """What is known of a text whose transfer broke off."""
        return self._contents.partial.get(id)

    def keep_text(self, id: str, text: Fetched) -> None:
        """Remember a text that was fetched."""
        self._contents.texts[id] = text
        self._save()

    def keep_partial(self, id: str, partial: Partial) -> None:
        """Remember the beginning of a text."""
        self._contents.partial[id] = partial
        self._save()

    def drop_partial(self, id: str) -> None:
        """Forget the beginning of a text."""
        if self._contents.partial.pop(id, None) is not None:
            self._save()

    def _save(self) -> None:
        new = self._path.with_name(f".{FETCHED}.new")
        text = json.dumps(asdict(self._contents), ensure_ascii=False, indent=1, sort_keys=True)
        new.write_text(text + "\n", "utf-8")
        os.replace(new, self._path)
