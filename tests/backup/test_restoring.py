"""Restoring: nothing is replaced unasked, all is kept, and a kill leaves no half."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import cmp_search
from cmp_search.backup import restoring
from cmp_search.errors import BackupError, CmpSearchError, ForeignIndexError
from cmp_search.library import Library
from tests.backup.comparing import everything, texts_in
from tests.raising import raises_code


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
