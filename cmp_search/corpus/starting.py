"""A folder to begin with: the texts that ship, as a corpus of one's own.

1. The shipped texts are in the package where that is installed, in `corpus/` of a checkout where it
   runs from one. There, others may lie beside them, so only those of the catalogue's digests count.
2. They are copied under a hidden name, which becomes that of the corpus by a rename: a kill leaves
   no half of one.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from cmp_search.documents.catalogue import CATALOGUE, load_catalogue
from cmp_search.documents.source import files_of
from cmp_search.errors import CorpusError
from cmp_search.extras import HOME
from cmp_search.settings import DEFAULTS

INSTALLED = Path(__file__).parents[1] / "starter"


def start(folder: Path) -> Path:
    """Make a folder with the texts that ship; returns its corpus, a folder in it.

    Raises:
        CorpusError: the folder has a corpus or an index already, or cannot be written to.
    """
    for taken in (folder / DEFAULTS["corpus"], folder / DEFAULTS["index"]):
        if taken.exists() or taken.is_symlink():
            raise CorpusError("start_taken", path=taken)
    corpus = folder / DEFAULTS["corpus"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".starter-", dir=folder) as work:
            made = Path(work) / corpus.name
            made.mkdir()
            for file in shipped():
                shutil.copyfile(file, made / file.name)
            made.rename(corpus)
    except OSError as error:
        raise CorpusError("start_failed", folder=folder, reason=error) from error
    return corpus


def shipped() -> list[Path]:
    """The shipped catalogue and texts (step 1)."""
    corpus = INSTALLED if INSTALLED.is_dir() else HOME / DEFAULTS["corpus"]
    digests = [entry.id for entry in load_catalogue(corpus) if entry.digest_of is not None]
    texts = [file for digest in digests for file in files_of(corpus, digest)]
    return [corpus / CATALOGUE, *texts]
