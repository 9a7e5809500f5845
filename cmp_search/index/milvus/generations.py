"""The generations that are kept of an index: going back to one, and tags.

Going back changes the alias, after it was made sure that the generation is complete and loaded (see
`opening`); nothing is dropped, so that one can go forward again. The next build continues from it.
"""

from cmp_search.errors import GenerationError
from cmp_search.index.kept import KeptGeneration
from cmp_search.index.milvus.manifest import raw_manifest
from cmp_search.index.milvus.opening import check
from cmp_search.index.milvus.pointer import Pointer
from cmp_search.index.stored.kept import before, kept, named, unknown


def kept_generations(pointer: Pointer) -> tuple[KeptGeneration, ...]:
    """All that are kept, the newest first; none if there is no index.

    Raises:
        ForeignIndexError: something else has the index's name on the server.
        MismatchError: the tags are damaged.
    """
    current, tags = pointer.found(), pointer.tags()
    return tuple(_kept(pointer, name, tags, is_current=name == current) for name in pointer.names())


def _kept(pointer: Pointer, name: str, tags: dict[str, str], *, is_current: bool) -> KeptGeneration:
    try:
        manifest = raw_manifest(pointer.address, pointer.written(name))
    except GenerationError:
        manifest = None
    return kept(name, manifest, tags, is_current=is_current)


def roll_back(pointer: Pointer, wanted: str) -> KeptGeneration:
    """Go back to the generation of a name or tag, or to the one before the current one.

    Raises:
        GenerationError: none is kept that is meant.
        MismatchError: that generation is damaged, or of another schema; the current one stays.
    """
    names, tags = pointer.names(), pointer.tags()
    if wanted:
        name = named(pointer.address, wanted, names, tags)
    else:
        name = before(pointer.address, names, pointer.found())
    check(pointer, name)
    pointer.make_current(name)
    return _kept(pointer, name, tags, is_current=True)


def tag(pointer: Pointer, tag: str, wanted: str) -> KeptGeneration:
    """Give a tag to the generation of a name or tag, or to the current one; others lose it.

    Raises:
        GenerationError: no such generation is kept.
        NoIndexError, ForeignIndexError: as `Pointer.current`.
    """
    names, tags = pointer.names(), pointer.tags()
    name = named(pointer.address, wanted, names, tags) if wanted else pointer.current()
    tags[tag] = name
    pointer.set_tags(tags)
    return _kept(pointer, name, tags, is_current=name == pointer.found())


def untag(pointer: Pointer, tag: str) -> None:
    """Take a tag away; its generation goes with the next build, if it is not one of the last.

    Raises:
        GenerationError: no generation has it.
    """
    tags = pointer.tags()
    if tag not in tags:
        raise unknown(pointer.address, tag, pointer.names(), tags)
    del tags[tag]
    pointer.set_tags(tags)
