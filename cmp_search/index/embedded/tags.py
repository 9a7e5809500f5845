"""The tags of an index folder, in `tags.json`: each with the name of its generation."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from cmp_search.documents.durable import write_file
from cmp_search.errors import MismatchError

TAGS = "tags.json"


def read_tags(folder: Path) -> dict[str, str]:
    """The generation of each tag in an index folder.

    Raises:
        MismatchError: the file is damaged.
    """
    path = folder / TAGS
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return {}
    from pydantic import TypeAdapter, ValidationError  # Late: few indexes have tags.

    try:
        return TypeAdapter(dict[str, str]).validate_json(written)
    except ValidationError as error:
        raise MismatchError("tags_damaged", file=path) from error


def write_tags(folder: Path, tags: Mapping[str, str]) -> None:
    """Replace the tags in an index folder."""
    write_file(folder / TAGS, (json.dumps(tags, ensure_ascii=False, indent=2) + "\n").encode())


def tagged(folder: Path, names: Iterable[str]) -> set[str]:
    """Those of some generations that have a tag: all of them, where that cannot be told."""
    try:
        return {*names}.intersection(read_tags(folder).values())
    except (MismatchError, OSError):
        return {*names}
