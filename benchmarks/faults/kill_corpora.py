"""The folders in which commands are killed: a small corpus, its index, and what commands take."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import trustme

from cmp_search.backup import restoring
from cmp_search.corpus.fetch import texts
from cmp_search.corpus.files import Moved
from cmp_search.documents import journal
from cmp_search.documents.catalogue import CATALOGUE
from cmp_search.documents.source import REMOVED
from cmp_search.library import Library
from tests.corpus.fetch.publisher import HOST, LOCAL, page, publishing, resolver
from tests.sample import HARBOUR

COPY = "puertos-2022"
TAKEN = Path("harbour-2021.md")


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


def taken_out(folder: Path, library: Library) -> None:
    """A text was removed, and may be put back."""
    indexed(folder, library)
    library.take_out(TAKEN.stem)


def back_in_its_place(library: Library) -> None:
    """Put it back, as the app does."""
    moved = Moved(library.corpus / TAKEN, library.corpus / REMOVED / TAKEN)
    library.put_back(TAKEN.stem, (moved,))


def copied(folder: Path, library: Library) -> None:
    """A text is a copy of an official one, which nobody has vouched for."""
    catalogue = folder / "corpus" / CATALOGUE
    url = f'id = "{COPY}"\nurl = "https://fog.example/{COPY}"'
    catalogue.write_text(catalogue.read_text("utf-8").replace(f'id = "{COPY}"', url), "utf-8")
    indexed(folder, library)


def adding_killed(folder: Path, library: Library) -> None:
    """A text was being added in place of one; it was decided, and nothing of it done."""
    to_be_added(folder, library)
    with patch.object(journal, "_do", _killed), suppress(KeyboardInterrupt):
        library.add(folder / "harbour-2021.md")


def restoring_killed(folder: Path, library: Library) -> None:
    """A backup was being restored; all was unpacked, and nothing in its place."""
    saved_before_changes(folder, library)
    with patch.object(restoring, "_move_away", _killed), suppress(KeyboardInterrupt):
        library.restore(folder / "saved.zip", replacing=True)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


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
