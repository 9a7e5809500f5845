"""Opening an index on a Milvus server: its current generation, complete and loaded.

1. The alias says which generation is current, its marker what it contains (see `pointer`).
2. Its collections are loaded if they are not, as after a restart of the server, or if it was kept
   for going back to.
3. If it was dropped meanwhile, because another became the current one, that is opened.
"""

from cmp_search.errors import MismatchError, NoIndexError
from cmp_search.index.milvus.generation import Generation
from cmp_search.index.milvus.pointer import Pointer


def open_current(pointer: Pointer, *, searchable: bool) -> Generation:
    """The current generation of an index.

    Raises:
        NoIndexError: there is none.
        ForeignIndexError: something else has the index's name on the server.
        MismatchError: it is from another version, or damaged.
    """
    name = pointer.current()
    try:
        return Generation.load(
            pointer.catalogue.connection, pointer.manifest(name), searchable=searchable
        )
    except (MismatchError, NoIndexError):
        if pointer.current() != name:
            return open_current(pointer, searchable=searchable)
        raise


def check(pointer: Pointer, name: str) -> None:
    """Make sure that a kept generation is complete; its collections are loaded for it.

    Raises:
        MismatchError: it is not, or is of another schema.
    """
    Generation.load(pointer.catalogue.connection, pointer.manifest(name), searchable=True).close()
