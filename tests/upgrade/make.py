"""Writes data/0.1.0.tar.xz: the starter corpus of version 0.1.0, and its index as that built it.

It runs the code of that version, in a checkout of it that is the working folder and on the path:

    git worktree add ../released 6fcbb83 && cd ../released
    PYTHONPATH=. python …/tests/upgrade/make.py …/tests/upgrade/data/0.1.0.tar.xz

`encoded.txt` has the hash of every text that it encoded, so that a test can tell which of the texts
that a later version encodes had been encoded before.
"""

import hashlib
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

CORPUS = "corpus"


def hash_of(text: str) -> str:
    """Enough of a text's hash to tell it from some thousand others."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write(target: Path, folder: Path) -> None:
    """Build the index of the working folder's corpus in a folder, and pack both."""
    from cmp_search.cli import main
    from cmp_search.encoders.fake import FakeEncoder

    encode, encoded = FakeEncoder.encode_passages, set[str]()

    def encode_noting(self: Any, texts: Sequence[str]) -> Any:
        encoded.update(map(hash_of, texts))
        return encode(self, texts)

    FakeEncoder.encode_passages = encode_noting  # type: ignore[method-assign]
    sys.argv = ["cmp-search", "index", "--corpus", CORPUS, "--model", "fake"]
    sys.argv += ["--index", str(folder / "index")]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
    (folder / "encoded.txt").write_text("\n".join(sorted(encoded)) + "\n", "utf-8")
    with tarfile.open(target, "w:xz") as archive:
        archive.add(CORPUS)
        for name in ("index", "encoded.txt"):
            archive.add(folder / name, name)


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        write(Path(sys.argv[1]).resolve(), Path(made))
