"""Tags: names that people give to generations, which are then kept for as long as they have one.

They are in `tags.json` in the index folder: each tag with the name of its generation.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cmp_search.documents.durable import write_file
from cmp_search.errors import GenerationError, MismatchError
from cmp_search.index.embedded.pointer import is_generation

TAGS = "tags.json"
_TAG = re.compile(r"[^\W_][\w.-]{0,59}")


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


def check_tag(tag: str) -> None:
    """Make sure that a tag is a short word, and not the name of a generation.

    Raises:
        GenerationError: it is not.
    """
    if not is_tag(tag):
        raise GenerationError("tag_invalid", tag=tag)


def is_tag(text: str) -> bool:
    """Whether this can be a tag."""
    return _TAG.fullmatch(text) is not None and not is_generation(text)
