"""The texts of an index: what `status` says of them, without the corpus."""

from pathlib import Path

from cmp_search.index.status import read_status
from cmp_search.library import Library
from cmp_search.lookup.listing import listing
from cmp_search.search.searcher import Searcher
from tests.lookup.conftest import STALE


def test_it_has_what_the_status_has(corpus: Path, tmp_path: Path) -> None:
    with Library(corpus, tmp_path / "built", "fake") as library:
        library.build()
        found, status = library.documents(), read_status(corpus, library.index_address)
    manifest = status.manifest
    assert found.documents == status.documents
    assert (found.generation, found.created) == (manifest.generation, manifest.created)
    assert found.fingerprint == manifest.fingerprint
    assert found.caveats == ()


def test_what_is_to_be_known_is_told_with_it(searcher: Searcher) -> None:
    assert listing(searcher.index, lambda: (STALE,)).caveats == (STALE,)
