"""The generations that an index folder keeps: going back to one, tags, copies.

1. The current generation and the two before it are kept, and every one that has a tag.
2. Going back moves the pointer, after all sums of that generation were compared; nothing is
   removed, so that one can go forward again. The next build continues from it.
3. A copy takes the files of the current generation.
4. A generation that comes from elsewhere is first kept, then made the current one, each in one step
   (see `Receiver`).
"""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from cmp_search.documents.lock import Waiting
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.files import SCHEMA, is_intact, raw_manifest, read_manifest
from cmp_search.index.embedded.folder import (
    adopt,
    check_is_index,
    current,
    locked,
    make_current,
    manifest_sum,
    published,
    sync_files,
)
from cmp_search.index.embedded.pointer import MANIFEST, Pointer, write_pointer
from cmp_search.index.embedded.tags import read_tags, write_tags
from cmp_search.index.kept import KeptGeneration, Snapshot
from cmp_search.index.manifest import Origin
from cmp_search.index.stored.kept import before, check_tag, kept, named, unknown, with_tags
from cmp_search.index.stored.names import is_generation
from cmp_search.index.stored.sums import sealed


def kept_generations(folder: Path) -> tuple[KeptGeneration, ...]:
    """All that are kept, the newest first; none if there is no index.

    Raises:
        ForeignIndexError: the folder contains something else.
        MismatchError: the tags are damaged.
    """
    check_is_index(folder)
    if not folder.exists():
        return ()
    pointer, tags = published(folder), read_tags(folder)
    return tuple(_kept(folder, name, pointer, tags) for name in pointer.names)


def _kept(folder: Path, name: str, pointer: Pointer, tags: dict[str, str]) -> KeptGeneration:
    try:
        manifest = raw_manifest(folder / name)
    except MismatchError:
        manifest = None
    return kept(name, manifest, tags, is_current=name == pointer.current)


def roll_back(folder: Path, wanted: str, waiting: Waiting) -> KeptGeneration:
    """Go back to the generation of a name or tag, or to the one before the current one (step 2).

    Raises:
        GenerationError: none is kept that is meant.
        MismatchError: that generation is damaged, or of another schema; the current one stays.
    """
    with locked(folder, waiting):
        pointer, tags = published(folder), read_tags(folder)
        if wanted:
            name = named(str(folder), wanted, pointer.names, tags)
        else:
            name = before(str(folder), pointer.names, pointer.current)
        check(folder, name)
        make_current(folder, name)
        return _kept(folder, name, Pointer(name, pointer.sums), tags)


def check(folder: Path, name: str) -> None:
    """Make sure that a kept generation is as it was published, to the last bit.

    Raises:
        MismatchError: it is not, or is of another schema.
    """
    generation, sum = folder / name, published(folder).sums.get(name)
    if sum and sum != manifest_sum(generation):
        raise MismatchError("generation_damaged", folder=folder, name=name)
    if not is_intact(generation, read_manifest(generation)):
        raise MismatchError("generation_damaged", folder=folder, name=name)


def useless(folder: Path) -> set[str]:
    """The kept generations that cannot be gone back to, as far as their manifests tell."""
    found = set()
    for name in published(folder).names:
        try:
            read_manifest(folder / name)
        except MismatchError:
            found.add(name)
    return found


def tag(folder: Path, tag: str, wanted: str, waiting: Waiting) -> KeptGeneration:
    """Give a tag to the generation of a name or tag, or to the current one; others lose it.

    Raises:
        GenerationError: the tag cannot be one, or no such generation is kept.
        NoIndexError, ForeignIndexError: as `folder.current`.
    """
    check_tag(tag)
    with locked(folder, waiting):
        pointer, tags = published(folder), read_tags(folder)
        if wanted:
            name = named(str(folder), wanted, pointer.names, tags)
        else:
            name = current(folder).name
        tags[tag] = name
        write_tags(folder, tags)
        return _kept(folder, name, pointer, tags)


def untag(folder: Path, tag: str, waiting: Waiting) -> None:
    """Take a tag away; its generation goes with the next build, if it is not one of the last.

    Raises:
        GenerationError: no generation has it.
    """
    with locked(folder, waiting):
        tags = read_tags(folder)
        if tag not in tags:
            raise unknown(str(folder), tag, published(folder).names, tags)
        del tags[tag]
        write_tags(folder, tags)


@contextmanager
def snapshot(folder: Path, waiting: Waiting) -> Iterator[Snapshot]:
    """What a copy of the index takes (step 3); no writer changes it meanwhile.

    Raises:
        NoIndexError, ForeignIndexError: as `folder.current`.
        MismatchError: the current generation is damaged.
    """
    current(folder)  # Where there is no index, none is begun.
    with locked(folder, waiting):
        generation = current(folder)
        check(folder, generation.name)
        yield Snapshot(generation.name, {path.name: path for path in generation.iterdir()})


@contextmanager
def receiving(folder: Path, waiting: Waiting) -> Iterator["EmbeddedReceiver"]:
    """What takes a generation from elsewhere into an index folder (step 4).

    Raises:
        ForeignIndexError: the folder contains something else.
    """
    with locked(folder, waiting) as work:
        yield EmbeddedReceiver(folder, work)


class EmbeddedReceiver:
    """See `cmp_search.index.kept.Receiver`."""

    def __init__(self, index: Path, folder: Path) -> None:
        """Take files into an empty folder of a locked index folder."""
        self._index, self.folder = index, folder

    def keep(self, generation: str, origin: Origin) -> None:
        """Keep the generation whose files are in the folder; see `Receiver`.

        Raises:
            MismatchError: these are not the files of a generation with that name.
        """
        if not is_generation(generation) or not self._is_whole(generation):
            raise MismatchError("generation_damaged", folder=self._index, name=generation)
        if (self._index / generation).is_dir():
            with suppress(MismatchError, OSError):
                return check(self._index, generation)
            self._drop(generation)
        raw = {**raw_manifest(self.folder), "origin": asdict(origin)}
        (self.folder / MANIFEST).write_bytes(sealed(raw))
        sync_files(self.folder)
        pointer = adopt(self._index, self.folder, generation)
        write_pointer(self._index, pointer.current, pointer.sums)

    def _drop(self, generation: str) -> None:
        """Remove a damaged generation, which the pointer names no more before it goes."""
        pointer = published(self._index)
        sums = {name: sum for name, sum in pointer.sums.items() if name != generation}
        write_pointer(self._index, pointer.current if pointer.current in sums else "", sums)
        shutil.rmtree(self._index / generation)

    def _is_whole(self, generation: str) -> bool:
        """Whether the files are those of the generation; one of an older schema is not looked at.

        Such a one cannot be opened, but the next build looks at it and continues from it.
        """
        try:
            raw = raw_manifest(self.folder)
            if raw.get("schema") != SCHEMA:
                return True
            manifest = read_manifest(self.folder)
        except MismatchError:
            return False
        return manifest.generation == generation and is_intact(self.folder, manifest)

    def make_current(self, generation: str, tags: Sequence[str] = ()) -> None:
        """Make a generation the current one, if it is kept, with tags; see `Receiver`."""
        names = published(self._index).sums
        if generation in names:
            self._tag(generation, tags, names)
            make_current(self._index, generation)

    def _tag(self, generation: str, wanted: Sequence[str], names: Collection[str]) -> None:
        """Give it tags; what is none, or of another generation that is kept, is left out."""
        with suppress(MismatchError):  # Tags that are damaged are not written over.
            tags = read_tags(self._index)
            after = with_tags(tags, generation, wanted, names)
            if after != tags:
                write_tags(self._index, after)
