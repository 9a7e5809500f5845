"""Confirming: somebody has compared a copy with what the publisher has, and vouches for it.

1. What is to be confirmed is shown: the entry that it will be cited by, the file and its hash.
2. What is confirmed is that hash. If the file is another by then, nothing is recorded.
From the next build on the text is cited without reserve, and its digest steps aside.
"""

from pathlib import Path

from cmp_search.documents.durable import write_file
from cmp_search.documents.provenance import PROVENANCE, Act, with_provenance
from cmp_search.documents.source import Source, scan_corpus
from cmp_search.errors import CorpusError, UnknownDocumentError, nearest


def copy_of(corpus: Path, id: str) -> Source:
    """The copy in the corpus that is to be confirmed (step 1).

    Raises:
        UnknownDocumentError: no file of the corpus has that id.
        CorpusError: it is no copy of an official text, or is verified already.
    """
    sources = {source.id: source for source in scan_corpus(corpus)}
    if id not in sources:
        known = nearest(id, list(sources))
        raise UnknownDocumentError(
            "not_in_corpus", id=id, folder=corpus.absolute(), known=known, total=len(sources)
        )
    source = sources[id]
    if source.entry.is_verified:
        reserved = source.entry.is_reserved
        raise CorpusError("confirm_verified" if reserved else "confirm_not_official", id=id)
    return source


def confirm_copy(corpus: Path, id: str, sha256: str, by: str) -> Source:
    """Record that the file with this id and hash is the official text (step 2).

    Raises:
        CorpusError, UnknownDocumentError: as `copy_of`; or the file has another hash by now.
    """
    source = copy_of(corpus, id)
    if source.sha256 != sha256:
        raise CorpusError("confirm_changed", id=id)
    if record := with_provenance(corpus, id, sha256, Act.CONFIRMED, by):
        write_file(corpus / PROVENANCE, record)
    return source
