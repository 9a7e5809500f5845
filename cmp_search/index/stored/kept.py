"""Kept generations: what is said of one, and which of them is meant.

A tag is a name that people give to a generation, which is then kept for as long as it has one.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from cmp_search.errors import GenerationError
from cmp_search.index.address import Address
from cmp_search.index.kept import KeptGeneration
from cmp_search.index.stored.names import is_generation

_TAG = re.compile(r"[^\W_][\w.-]{0,59}")


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


def with_tags(
    tags: Mapping[str, str], name: str, wanted: Sequence[str], kept: Collection[str]
) -> dict[str, str]:
    """Tags with more for a generation; what is none, or is of another that is kept, is left out."""
    after = {**tags, **{tag: name for tag in wanted if is_tag(tag)}}
    return {**after, **{tag: other for tag, other in tags.items() if other in kept}}


def before(index: Address, names: Sequence[str], current: str) -> str:
    """The generation before the current one, of names that begin with the newest.

    If none is current, it is the newest.

    Raises:
        GenerationError: there is none before it.
    """
    older = names[names.index(current) + 1 :] if current in names else names
    if not older:
        raise GenerationError("no_earlier_generation", folder=index)
    return older[0]


def named(index: Address, wanted: str, names: Sequence[str], tags: Mapping[str, str]) -> str:
    """The kept generation with a tag or a name, of which the part with the number is enough.

    Raises:
        GenerationError: it is not one of the names, nor a tag of one.
    """
    found = [name for name in names if wanted in (name, name.partition("-")[0])]
    if tags.get(wanted) in names:
        found = [tags[wanted]]
    if len(found) != 1:
        raise unknown(index, wanted, names, tags)
    return found[0]


def unknown(
    index: Address, wanted: str, names: Sequence[str], tags: Mapping[str, str]
) -> GenerationError:
    """The error that no kept generation has a name or tag, with those that there are."""
    known = [*names, *sorted(tags)]
    return GenerationError("unknown_generation", folder=index, name=wanted, known=known)


def kept(
    name: str, manifest: Mapping[str, Any] | None, tags: Mapping[str, str], *, is_current: bool
) -> KeptGeneration:
    """What is said of a kept generation, by its manifest as stored; None if it cannot be read."""
    own = tuple(sorted(tag for tag, tagged in tags.items() if tagged == name))
    try:
        raw = manifest or {}
        return KeptGeneration(
            name=name,
            created=str(raw["created"]),
            documents=int(raw["documents"]),
            passages=int(raw["passage_count"]),
            fingerprint=str(raw["fingerprint"]),
            is_current=is_current,
            tags=own,
        )
    except (KeyError, TypeError, ValueError):
        return KeptGeneration(name, "", 0, 0, "", is_current, own)
