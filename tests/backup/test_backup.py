"""A backup is made, and restored elsewhere, where the same questions have the same answers."""

from pathlib import Path
from typing import Any

import pytest

from cmp_search.index.engines import engine_of
from cmp_search.library import Library
from tests.backup.comparing import everything
from tests.backup.forging import rewritten
from tests.index.publishing import CALIBRATION


def test_a_backup_is_restored_into_empty_folders_and_asked(
    library: Library, empty: Library, file: Path
) -> None:
    before = everything(library)
    assert before["hits"] and "removed/puertos-2022.txt" in before["corpus"]
    contents = empty.restore(file)
    assert everything(empty) == before
    assert contents.documents == 3
    assert not [one for one in empty.examine() if one.area == "index" and one.fix]
    report = empty.build()
    assert (report.added, report.changed, report.encoded) == ((), (), 0)


def test_it_goes_on_like_the_one_it_is_of(library: Library, empty: Library, file: Path) -> None:
    empty.restore(file)
    (empty.corpus / "oars.txt").write_text("A note about oars.", "utf-8")
    assert empty.build().added == ("oars",)
    assert empty.roll_back().name == library.generations()[0].name


def test_the_last_addition_and_the_thresholds_are_in_it(
    library: Library, empty: Library, tmp_path: Path
) -> None:
    note = tmp_path / "oars.txt"
    note.write_text("A note about oars.", "utf-8")
    library.add(note)
    library.build()
    engine = engine_of(library.index_address)
    engine.set_calibration(library.index_address, CALIBRATION)
    library.backup(tmp_path / "new.zip")
    empty.restore(tmp_path / "new.zip")
    assert engine.calibration(empty.index_address) == CALIBRATION
    assert empty.undo().id == "oars"
    assert empty.build().removed == ("oars",)


def test_tags_come_back(library: Library, empty: Library, tmp_path: Path) -> None:
    library.tag("signed")
    library.tag("für-2020")
    assert library.backup(tmp_path / "a.zip").tags == ("für-2020", "signed")
    empty.restore(tmp_path / "a.zip")
    assert [one.tags for one in empty.generations()] == [("für-2020", "signed")]
    assert empty.tag("next", "signed").is_current


def test_what_is_tagged_where_a_backup_is_restored_stays_so(
    library: Library, tmp_path: Path
) -> None:
    library.tag("signed")
    library.tag("old")
    library.backup(tmp_path / "a.zip")
    first = library.generations()[0].name
    (library.corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8")
    library.build()
    library.tag("signed")
    library.untag("old")
    library.restore(tmp_path / "a.zip", replacing=True)
    newer, restored, _ = library.generations()
    assert restored.name == first and restored.is_current
    assert (newer.tags, restored.tags) == (("signed",), ("old",))


@pytest.mark.parametrize(
    ("written", "tags"),
    [
        ({"tags": ["../x", "g000001-00000000", "a b", "", "fine"]}, [("fine",)]),
        ({}, [()]),  # As earlier versions wrote it.
    ],
)
def test_tags_that_are_none_are_left_out(
    empty: Library, file: Path, written: dict[str, Any], tags: list[tuple[str, ...]]
) -> None:
    def change(contents: dict[str, Any], _: dict[str, bytes]) -> None:
        del contents["tags"]
        contents.update(written)

    rewritten(file, change)
    empty.restore(file)
    assert [one.tags for one in empty.generations()] == tags
