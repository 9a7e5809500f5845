"""All that a library holds and says, to be the same before and after."""

from pathlib import Path
from typing import Any

from cmp_search.library import Library

QUESTION = "Who polished forty lenses?"


def texts_in(corpus: Path) -> dict[str, bytes]:
    """The files of a corpus folder that are not hidden, by their paths."""
    return {
        path.relative_to(corpus).as_posix(): path.read_bytes()
        for path in sorted(corpus.rglob("*"))
        if path.is_file() and not path.relative_to(corpus).as_posix().startswith(".")
    }


def everything(library: Library) -> dict[str, Any]:
    """All that a library holds and says."""
    index = library.index()
    answer = library.ask(QUESTION)
    return {
        "corpus": texts_in(library.corpus),
        "generation": index.manifest.generation,
        "texts": {one.id: index.document(one.id).text for one in index.entries()},
        "hits": [(hit.passage.id, hit.citation.render("en")) for hit in answer.hits],
    }
