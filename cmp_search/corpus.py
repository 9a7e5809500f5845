"""The corpus folder: putting a file in and taking one out; nothing is ever deleted.

1. A file is read on trial before it is copied, so that only what can be searched comes in.
2. It is copied beside its place and renamed into it; an older file of that name or id is kept in
   `removed/`, where everything taken out goes.
"""

import os
import shutil
from pathlib import Path

from cmp_search.catalogue import CATALOGUE, entry_for, load_catalogue
from cmp_search.errors import CorpusError, UnknownDocumentError
from cmp_search.readers import read_document
from cmp_search.source import REMOVED, Source, file_hash, files_of, scan_corpus


def add_file(corpus: Path, file: Path, id: str | None = None) -> Source:
    """Copy a file into the corpus under the id given, else its stem.

    Raises:
        CorpusError: there is no such file, or the id cannot be a file's name.
        ReadError: no document can be read from it.
    """
    if not file.is_file():
        raise CorpusError(f"there is no file {file}: check its name")
    name = (id or file.stem) + file.suffix.lower()
    if Path(name).name != name or name.startswith((".", "~$")) or name == CATALOGUE:
        raise CorpusError(f"“{id or file.stem}” cannot be a document's id: give a plain name")
    target = corpus / name
    source = Source(target, file_hash(file), entry_for(target, load_catalogue(corpus)))
    read_document(Source(file, source.sha256, source.entry))
    if target.is_file() and file_hash(target) == source.sha256:
        return source
    corpus.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{name}.new")
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
        known = ", ".join(sorted(sources))
        raise UnknownDocumentError(f"no document “{id}” is in {corpus}; it holds: {known}")
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
