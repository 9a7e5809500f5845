from pathlib import Path

import pytest

from cmp_search.encoders.e5 import cache
from cmp_search.encoders.e5.cache import SUMS, damaged, is_complete, made_once


def write(folder: Path) -> None:
    (folder / "inner").mkdir()
    (folder / "inner" / "words").write_text("the fog")


def fail(folder: Path) -> None:
    raise AssertionError("a complete folder is not made again")


def test_a_folder_is_made_once_with_its_list_of_hashes(tmp_path: Path) -> None:
    folder = made_once(tmp_path / "cache" / "model", write)
    assert (folder / "inner" / "words").read_text() == "the fog"
    assert is_complete(folder) and (folder / SUMS).is_file()
    assert made_once(folder, fail) == folder


def test_a_folder_that_lost_a_byte_is_made_anew(tmp_path: Path) -> None:
    folder = made_once(tmp_path / "model", write)
    (folder / "inner" / "words").write_text("the fo")
    assert not is_complete(folder)
    assert is_complete(made_once(folder, write))


def test_what_breaks_off_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        made_once(tmp_path / "model", fail)
    assert not (tmp_path / "model").exists()
    assert is_complete(made_once(tmp_path / "model", write))


def test_a_flipped_bit_has_the_folder_made_anew(tmp_path: Path) -> None:
    folder = made_once(tmp_path / "model", write)
    (folder / "inner" / "words").write_text("the fig")
    assert damaged(folder) == ["inner/words"]
    assert not is_complete(folder)
    assert is_complete(made_once(folder, write)) and damaged(folder) == []


def test_a_large_file_is_judged_by_its_size_until_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made_once(tmp_path / "model", write)
    monkeypatch.setattr(cache, "WHOLE_BYTES", 4)
    (folder / "inner" / "words").write_text("the fig")
    assert is_complete(folder) and damaged(folder) == ["inner/words"]


@pytest.mark.parametrize("bit", range(8))
def test_the_list_is_believed_in_nothing(bit: int, tmp_path: Path) -> None:
    folder = made_once(tmp_path / "model", write)
    whole = (folder / SUMS).read_bytes()
    for place in range(len(whole)):
        harmed = bytearray(whole)
        harmed[place] ^= 1 << bit
        (folder / SUMS).write_bytes(harmed)
        assert is_complete(folder) == (_damaged(folder) == []), harmed
    (folder / SUMS).write_bytes(whole)
    assert is_complete(folder) and damaged(folder) == []


def _damaged(folder: Path) -> list[str] | None:
    try:
        return damaged(folder)
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return None
