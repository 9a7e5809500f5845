import os
from pathlib import Path

import pytest

from cmp_search.documents.regular import open_regular, read_regular


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"words")
    assert read_regular(path, 5) == b"words"
    assert read_regular(path, 4) is None


def test_a_file_that_grows_while_it_is_read_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"words")
    before = os.stat(path)
    path.write_bytes(b"many more words")
    monkeypatch.setattr(os, "fstat", lambda _: before)
    assert read_regular(path, 5) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        read_regular(tmp_path / "pipe", 5)


def test_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path(os.devnull)):
        with pytest.raises(OSError), open_regular(path):
            pass
