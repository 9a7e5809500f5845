"""The folders in which commands are killed: a small corpus, its index, and what commands take."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import trustme

from cmp_search.corpus.fetch import texts
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.library import Library
from tests.corpus.fetch.publisher import HOST, LOCAL, page, publishing, resolver
from tests.sample import HARBOUR


def indexed(folder: Path, library: Library) -> None:
    """Three generations."""
    library.build()
    for words in ("of ash", "of oak"):
        _write(folder, "oars.txt", f"The oars are {words}.")
        library.build()


def changed(folder: Path, library: Library) -> None:
    """Three generations, and since then a text more, one changed and one gone."""
    indexed(folder, library)
    _write(folder, "oars.txt", "The oars are of elm.")
    _write(folder, "sails.txt", "The sails are of linen.")
    library.remove("puertos-2022")


def emptied(folder: Path, library: Library) -> None:
    """All texts were removed since."""
    indexed(folder, library)
    for entry in library.index().entries():
        library.remove(entry.id)


def saved_before_changes(folder: Path, library: Library) -> None:
    """A backup of another corpus than the one that is there now."""
    indexed(folder, library)
    library.backup(folder / "saved.zip")
    _changed_since(folder, library)


def _changed_since(folder: Path, library: Library) -> None:
    _write(folder, "oars.txt", "The oars are of elm.")
    _write(folder, "sails.txt", "The sails are of linen.")
    library.remove("ports-2021")
    library.build()


def saved_elsewhere(folder: Path, library: Library) -> None:
    """A backup, and nothing else."""
    indexed(folder, library)
    library.backup(folder / "saved.zip")
    for name in ("corpus", "index"):
        (folder / name).rename(folder / f"old {name}")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "fog.txt").write_text("Fog rests on the pier.", "utf-8")


def to_be_added(folder: Path, library: Library) -> None:
    """A new file and a new version of one that is there."""
    indexed(folder, library)
    (folder / "sails.txt").write_text("The sails are of linen.", "utf-8")
    (folder / "harbour-2021.md").write_text(HARBOUR + "\nThe fog lifted.\n", "utf-8")


def added(folder: Path, library: Library) -> None:
    """The last addition replaced a text."""
    to_be_added(folder, library)
    library.add(folder / "harbour-2021.md")
    library.build()


@contextmanager
def publishing_fog(folder: Path) -> Iterator[None]:
    """A publisher on this machine has a text of the catalogue, in another version than is there."""
    with publishing(trustme.CA()) as publisher, ExitStack() as doubles:
        doubles.enter_context(patch.object(socket, "getaddrinfo", resolver({HOST: [LOCAL]})))
        doubles.enter_context(patch.object(texts, "Network", publisher.network))
        publisher.pages["/fog"] = page(b"<h1>Fog</h1><p>Fog rests on the long pier.</p>")
        with (folder / "corpus" / CATALOGUE).open("a", encoding="utf-8") as catalogue:
            catalogue.write(f'\n[[document]]\nid = "fog"\nurl = "{publisher.url("/fog")}"\n')
        yield


def fetched(folder: Path, library: Library) -> None:
    """An older version of a text that will be fetched."""
    _write(folder, "fog.md", "# Fog\n\nFog rests on the pier.")
    indexed(folder, library)


def _write(folder: Path, name: str, text: str) -> None:
    (folder / "corpus" / name).write_text(text, "utf-8")


def nothing(folder: Path, library: Library) -> None:
    """A corpus that was never indexed."""
