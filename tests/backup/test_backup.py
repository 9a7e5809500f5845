"""A backup is made, and restored elsewhere, where the same questions have the same answers."""

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cmp_search
from cmp_search.backup import restoring, writing
from cmp_search.backup.contents import inside
from cmp_search.backup.reading import check_backup
from cmp_search.errors import BackupError, CmpSearchError, ForeignIndexError, NoIndexError
from cmp_search.index.engines import engine_of
from cmp_search.library import Library
from tests.backup.forging import FORGERIES, rewritten
from tests.index.publishing import CALIBRATION
from tests.raising import raises_code

QUESTION = "Who polished forty lenses?"


@pytest.fixture
def library(corpus: Path, index: Path) -> Library:
    """The sample corpus with one text removed, and its index."""
    library = cmp_search.open(corpus, index, "fake")
    library.remove("puertos-2022")
    library.build()
    return library


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    """A backup of it."""
    file = tmp_path / "backups" / "of today.zip"
    file.parent.mkdir()
    library.backup(file)
    return file


@pytest.fixture
def empty(tmp_path: Path) -> Library:
    """A library of folders that are not there yet."""
    return cmp_search.open(tmp_path / "new" / "corpus", tmp_path / "new" / "index", "fake")


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


def test_nothing_is_replaced_unless_that_was_said(
    library: Library, file: Path, tmp_path: Path
) -> None:
    before = everything(library)
    with raises_code(BackupError, "restore_not_empty"):
        library.restore(file)
    texts_alone = cmp_search.open(library.corpus, tmp_path / "none", "fake")
    with raises_code(BackupError, "restore_not_empty"):
        texts_alone.restore(file)
    of_another = cmp_search.open(tmp_path / "none", library.index_address, "fake")
    with raises_code(ForeignIndexError, "index_of_other_corpus"):
        of_another.restore(file)
    assert everything(library) == before
    library.corpus.rename(tmp_path / "away")
    with raises_code(BackupError, "restore_not_empty"):
        library.restore(file)


def test_what_is_replaced_is_kept(library: Library, file: Path) -> None:
    before = everything(library)
    catalogue = library.corpus / "catalogue.toml"
    catalogue.write_text(catalogue.read_text("utf-8") + "\n# A note.\n", "utf-8")
    (library.corpus / "harbour-2021.md").write_text("# Nothing\n\nAll gone.\n", "utf-8")
    (library.corpus / "deep").mkdir()
    (library.corpus / "deep" / "oars.txt").write_text("A note about oars.", "utf-8")
    (library.corpus / "removed" / "puertos-2022.txt").write_text("Otro texto.", "utf-8")
    latest = library.build().generation
    library.restore(file, replacing=True)
    after = everything(library)
    kept = {
        name: after["corpus"].pop(name) for name in set(after["corpus"]) - set(before["corpus"])
    }
    assert after == before
    assert {data.decode().split("\n")[0] for name, data in kept.items() if "cat" not in name} == {
        "# Nothing",
        "A note about oars.",
        "Otro texto.",
    }
    assert kept["removed/catalogue.toml"].endswith(b"# A note.\n")
    assert library.roll_back(latest).name == latest
    assert library.document("oars").text == "A note about oars."
    library.restore(file, replacing=True)
    assert everything(library)["corpus"] == before["corpus"] | kept


def test_the_same_generation_that_was_damaged_is_replaced(library: Library, file: Path) -> None:
    before = everything(library)
    library.close()
    texts = Path(library.index_address) / library.generations()[0].name / "texts.sqlite"
    texts.write_bytes(b"\0" * texts.stat().st_size)
    library.restore(file, replacing=True)
    assert everything(library) == before


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


@pytest.mark.parametrize("step", ["keep", "replace", "_move_away", "make_current", "_discard"])
def test_a_restoration_that_was_killed_is_completed_or_has_not_begun(
    library: Library, file: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = everything(library)
    (library.corpus / "oars.txt").write_text("A note about oars.", "utf-8")
    library.build()
    before = everything(library)

    def killed(*_: object) -> None:
        raise SystemExit

    receiver = "cmp_search.index.embedded.generations.EmbeddedReceiver"
    owner = receiver if step in ("keep", "make_current") else restoring.__name__
    with monkeypatch.context() as patch:
        if step == "_discard":
            real = restoring._discard
            calls: list[Path] = []

            def second(corpus: Path) -> None:
                calls.append(corpus)
                killed() if len(calls) == 2 else real(corpus)

            patch.setattr(restoring, step, second)
        else:
            patch.setattr(f"{owner}.{step}", killed)
        with pytest.raises(SystemExit):
            library.restore(file, replacing=True)
    library.build()
    after = everything(library)
    after["corpus"].pop("removed/oars.txt", None)
    assert after == (before if step in ("keep", "replace") else wanted)
    left = {path.name for path in library.corpus.iterdir()}
    assert not left & {restoring.UNPACKED, restoring.UNPACKING}


def test_whatever_changes_something_completes_a_restoration_first(
    library: Library, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "oars.txt"
    note.write_text("A note about oars.", "utf-8")
    uses: list[Callable[[], object]] = [
        library.build,
        lambda: library.add(note),
        lambda: library.remove("harbour-2021"),
        lambda: library.backup(tmp_path / "another.zip"),
        lambda: library.restore(file, replacing=True),
        lambda: library.fetch(["nothing"]),
        lambda: library.recognise([]),
        lambda: library.roll_back("nothing"),
    ]

    def killed(*_: object) -> None:
        raise SystemExit

    for use in uses:
        with monkeypatch.context() as patch:
            patch.setattr(restoring, "_move_away", killed)
            with pytest.raises(SystemExit):
                library.restore(file, replacing=True)
        assert (library.corpus / restoring.UNPACKED).exists()
        try:
            use()
        except CmpSearchError:
            pass  # What it is for is not what is tested.
        assert not (library.corpus / restoring.UNPACKED).exists()


def test_a_backup_is_whole_or_not_there(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing._copied

    def changing(path: Path, copy: Any) -> Any:
        if path.name == "harbour-2021.md":
            path.write_text("Other words.", "utf-8")
        return real(path, copy)

    monkeypatch.setattr(writing, "_copied", changing)
    with raises_code(BackupError, "backup_changed"):
        library.backup(tmp_path / "new.zip")
    assert not list(tmp_path.glob("*.zip*")) and not list(tmp_path.glob(".*.new"))


def test_where_a_backup_cannot_be_written(library: Library, file: Path, tmp_path: Path) -> None:
    with raises_code(BackupError, "backup_exists", file=str(file)):
        library.backup(file)
    for folder in (library.corpus, Path(library.index_address)):
        with raises_code(BackupError, "backup_inside", folder=str(folder)):
            library.backup(folder / "new.zip")
    with raises_code(BackupError, "backup_folder", folder=str(tmp_path / "none")):
        library.backup(tmp_path / "none" / "new.zip")
    with pytest.raises(NoIndexError):
        cmp_search.open(library.corpus, tmp_path / "none", "fake").backup(tmp_path / "new.zip")
    assert not (tmp_path / "none").exists()


def test_a_disk_that_is_full_is_not_the_backup_s_fault(
    library: Library, empty: Library, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("cmp_search.backup.reading.os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            empty.restore(file)
    assert texts_in(empty.corpus) == {}
    empty.restore(file)
    assert everything(empty) == everything(library)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_that_could_not_be_restored_is_named(library: Library, tmp_path: Path) -> None:
    (library.corpus / "a\\b.txt").write_text("A note.", "utf-8")
    with raises_code(BackupError, "backup_name", file=str(library.corpus / "a\\b.txt")):
        library.backup(tmp_path / "new.zip")


@pytest.mark.skipif(os.name == "nt", reason="Windows lets few make links")
def test_links_are_neither_saved_nor_restored_through(
    library: Library, empty: Library, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("A secret.", "utf-8")
    (library.corpus / "deep").mkdir()
    (library.corpus / "deep" / "oars.txt").write_text("A note about oars.", "utf-8")
    (library.corpus / "link.txt").symlink_to(outside / "secret.txt")
    (library.corpus / "links").symlink_to(outside)
    contents = library.backup(tmp_path / "new.zip")
    assert not [name for name in contents.corpus if "link" in name]
    empty.corpus.mkdir(parents=True)
    (empty.corpus / "deep").symlink_to(outside)
    for name in ("removed", ".restoring", ".restore"):
        (empty.corpus / name).symlink_to(outside)
        with pytest.raises(BackupError):
            empty.restore(tmp_path / "new.zip", replacing=True)
        (empty.corpus / name).unlink()
    assert [path.name for path in outside.iterdir()] == ["secret.txt"]
    with raises_code(BackupError, "restore_link", file=str(empty.corpus / "deep")):
        empty.restore(tmp_path / "new.zip")
    assert os.listdir(outside) == ["secret.txt"]


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


@pytest.mark.parametrize(
    "path", ["", "/", "a//b", "./a", "a/../b", "a/", "a\\b", "C:a", "a\nb", "a\udcffb", "//x/y"]
)
def test_paths_that_are_none_everywhere(path: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(path))):
        inside(path)


@pytest.mark.parametrize("path", ["a", "a b/ç (2).pdf", "a/.b", "..a", "a..b"])
def test_paths_that_are(path: str) -> None:
    assert inside(path) == path
