"""Reading a backup: one that is damaged, forged, newer or none is named and changes nothing."""

import shutil
from pathlib import Path

import pytest

from cmp_search.backup.reading import check_backup
from cmp_search.errors import BackupError, CmpSearchError
from cmp_search.library import Library
from tests.backup.comparing import everything, texts_in
from tests.backup.forging import FORGERIES, rewritten
from tests.raising import raises_code


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_backup_changes_nothing(
    library: Library, empty: Library, file: Path, tmp_path: Path, name: str
) -> None:
    rewritten(file, FORGERIES[name])
    outside = set(tmp_path.iterdir())
    with pytest.raises(CmpSearchError) as caught:
        empty.restore(file)
    assert caught.value.code in ("backup_damaged", "generation_damaged")
    assert texts_in(empty.corpus) == {}
    assert empty.generations() == ()
    assert set(tmp_path.iterdir()) - {empty.corpus.parent} == outside
    before = everything(library)
    with pytest.raises(CmpSearchError):
        library.restore(file, replacing=True)
    assert everything(library) == before


def test_every_flipped_bit_is_found(library: Library, empty: Library, file: Path) -> None:
    """But for those that say nothing: times, the attributes of files, lengths that are not used."""
    data, wanted = file.read_bytes(), everything(library)
    found = 0
    for place in range(0, len(data), len(data) // 150):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        file.write_bytes(flipped)
        try:
            check_backup(file)
        except BackupError as error:
            assert error.code in ("backup_damaged", "backup_newer")
            found += 1
            continue
        empty.restore(file)
        assert everything(empty) == wanted
        empty.close()
        shutil.rmtree(empty.corpus.parent)
    assert found > 130


@pytest.mark.parametrize("data", [b"", b"PK", b"This is no backup.", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_named(empty: Library, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "thesis.docx"
    with raises_code(BackupError, "no_backup", file=str(file)):
        empty.restore(file)
    file.write_bytes(data)
    with raises_code(BackupError, "backup_damaged", file=str(file)):
        empty.restore(file)


def test_one_of_a_later_version_says_so(empty: Library, file: Path) -> None:
    rewritten(file, lambda contents, _: contents.update(version=2, tool="9.9"))
    with raises_code(BackupError, "backup_newer", version="9.9"):
        empty.restore(file)
