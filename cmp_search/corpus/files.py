"""The corpus folder: putting a file in and taking one out; nothing is ever deleted.

1. A file is read on trial before it is copied, so that only what can be searched comes in.
2. It is copied beside its place and renamed into it; an older file of that name or id is kept in
   `removed/`, where everything taken out goes. Where nothing may be replaced, the new file is
   refused.
"""

import os
import shutil
from pathlib import Path

from cmp_search.documents.catalogue import CATALOGUE, entry_for, load_catalogue
from cmp_search.documents.source import REMOVED, Source, file_hash, files_of, scan_corpus
from cmp_search.errors import CorpusError, IdError, TakenError, UnknownDocumentError
from cmp_search.readers import read_document

LONGEST_NAME = 200
"""Bytes of a file's name; file systems take 255, and copies get longer ones."""


def file_name(id: str, suffix: str) -> str:
    """The name that a document's file has in the corpus.

    Raises:
        IdError: the id cannot be a file's name.
    """
    name = id + suffix.lower()
    plain = Path(name).name == name and name.isprintable() and len(name.encode()) <= LONGEST_NAME
    if not plain or name.startswith((".", "~$")) or name == CATALOGUE:
        shown = "".join(sign if sign.isprintable() else "�" for sign in id[:80])
        raise IdError("id_invalid", id=shown)
    return name


def add_file(corpus: Path, file: Path, id: str | None = None, *, replacing: bool = True) -> Source:
    """Copy a file into the corpus under the id given, else its stem.

    Raises:
        CorpusError: there is no such file.
        IdError: the id cannot be a file's name.
        TakenError: a document has that id already, and nothing may be replaced.
        ReadError: no document can be read from it.
    """
    if not file.is_file():
        raise CorpusError("no_file", file=file)
    target = corpus / file_name(id or file.stem, file.suffix)
    source = Source(target, file_hash(file), entry_for(target, load_catalogue(corpus)))
    if not replacing and files_of(corpus, source.id):
        raise TakenError("id_taken", id=source.id)
    read_document(Source(file, source.sha256, source.entry))
    if target.is_file() and file_hash(target) == source.sha256:
        return source
    corpus.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.new")
    shutil.copyfile(file, partial)
    for older in files_of(corpus, source.id):
        _set_aside(corpus, older)
    os.replace(partial, target)
    return source


def remove_document(corpus: Path, id: str) -> Path:
    """Move a document's file out of the corpus; gives its new place.

    Raises:
        UnknownDocumentError: no file of the corpus has that id.
    """
    sources = {source.id: source for source in scan_corpus(corpus)}
    if id not in sources:
        raise UnknownDocumentError("not_in_corpus", id=id, folder=corpus, known=sorted(sources))
    return _set_aside(corpus, sources[id].path)


def _set_aside(corpus: Path, path: Path) -> Path:
    """Move a file into `removed/`, under a name that is free there."""
    folder = corpus / REMOVED
    folder.mkdir(exist_ok=True)
    place, count = folder / path.name, 1
    while place.exists():
        count += 1
        place = folder / f"{path.stem}-{count}{path.suffix}"
    path.rename(place)
    return place
