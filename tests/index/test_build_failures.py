import json
import os
from pathlib import Path

import pytest

from cmp_search.documents import source
from cmp_search.documents.source import file_hash
from cmp_search.errors import CorpusError, EncoderError, ForeignIndexError
from cmp_search.index.embedded.files import SCHEMA, is_intact, read_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.pointer import CURRENT
from cmp_search.index.plan import RebuildCode, RebuildReason
from tests.index.building import ALL, build, indexed, state, text_of
from tests.raising import raises_code
from tests.sample import RefusingEncoder

BAD = {
    "empty.txt": b"",
    "empty.md": b"",
    "empty.html": b"",
    "blank.md": b" \n\n ",
    "binary.txt": b"\0\1\2",
    "false.pdf": b"not a PDF",
    "false.docx": b"not a DOCX",
    "photo.jpg": b"\xff\xd8\xff",
    "noname": b"words",
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_file_never_stops_a_build(corpus: Path, tmp_path: Path, name: str) -> None:
    (corpus / name).write_bytes(BAD[name])
    report = build(corpus, tmp_path / "index")
    (failure,) = report.failed
    assert failure.file == failure.parameters["file"] == name
    assert not failure.kept
    assert indexed(tmp_path / "index") == ALL


def test_a_file_that_cannot_be_opened_is_reported(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: int) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    locked = corpus / "harbour-2021.md"
    monkeypatch.setattr(
        source, "file_hash", lambda path: (refuse if path == locked else file_hash)(path)
    )
    monkeypatch.setattr("cmp_search.readers.read_regular", refuse)
    (failure,) = build(corpus, index).failed
    assert failure.kept and failure.parameters["reason"] == "Permission denied"


def test_a_file_with_a_name_that_is_no_text_is_indexed(corpus: Path, tmp_path: Path) -> None:
    (corpus / "caf\udce9.txt").write_text("A note about coffee.", "utf-8")
    assert "caf�" in build(corpus, tmp_path / "index").added


def test_a_file_that_broke_keeps_its_last_good_text(corpus: Path, index: Path) -> None:
    path = corpus / "harbour-2021.md"
    good, before = path.read_text("utf-8"), text_of(index, "harbour-2021")
    path.write_bytes(b"")
    (failure,) = build(corpus, index).failed
    assert failure.kept
    assert text_of(index, "harbour-2021") == before
    (failure,) = build(corpus, index).failed
    assert failure.kept, "still reported at the next build"
    path.write_text(good + "\nFixed.\n", "utf-8")
    report = build(corpus, index)
    assert (report.failed, report.changed) == ((), ("harbour-2021",))
    assert "Fixed." in text_of(index, "harbour-2021")


def test_nothing_to_index_is_an_error_and_keeps_the_last_index(corpus: Path, index: Path) -> None:
    before = state(index)
    for path in corpus.iterdir():
        path.unlink()
    with raises_code(CorpusError, "corpus_empty"):
        build(corpus, index)
    (corpus / "new.txt").write_bytes(b"")
    with raises_code(CorpusError, "corpus_unreadable") as caught:
        build(corpus, index, yes=True)
    no_text = {"code": "no_text", "parameters": {"file": "new.txt"}}
    assert caught.value.parameters == {"first": no_text}
    assert state(index) == before


@pytest.mark.parametrize("name", ["manifest.json", "texts.sqlite", "passages.faiss"])
@pytest.mark.parametrize("how", ["one byte", "missing", "cut off"])
def test_a_damaged_generation_is_rebuilt(corpus: Path, index: Path, name: str, how: str) -> None:
    path = current(index) / name
    content = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "cut off":
        path.write_bytes(content[: len(content) // 2])
    else:
        path.write_bytes(content[:-50] + b"\x07" + content[-49:])
    report = build(corpus, index)
    assert report.rebuild_reason == RebuildReason(RebuildCode.DAMAGED)
    assert (sorted(report.added), report.reused) == (sorted(ALL), 0)
    assert is_intact(current(index), read_manifest(current(index)))


def test_another_schema_is_rebuilt(corpus: Path, index: Path) -> None:
    path = current(index) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"schema": SCHEMA + 1}))
    assert build(corpus, index).rebuild_reason == RebuildReason(RebuildCode.DAMAGED)


def test_a_lost_pointer_is_rebuilt(corpus: Path, index: Path) -> None:
    (index / CURRENT).unlink()
    report = build(corpus, index)
    assert sorted(report.added) == sorted(ALL)
    assert indexed(index) == ALL


@pytest.mark.parametrize("word", ["copper", "Oars"])
def test_a_build_that_fails_keeps_the_last_generation(corpus: Path, index: Path, word: str) -> None:
    path = corpus / "harbour-2021.md"
    path.write_text(path.read_text("utf-8").replace("brass", "copper"), "utf-8")
    (corpus / "zz.txt").write_text("Oars come last.", "utf-8")
    before = state(index)
    with raises_code(EncoderError, "model_unloadable", reason=word):
        build(corpus, index, RefusingEncoder(word))
    assert state(index) == before
    report = build(corpus, index)
    assert (report.added, report.changed) == (("zz",), ("harbour-2021",))
    assert report.rebuild_reason is None


def test_a_full_disk_keeps_the_last_generation(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "note.txt").write_text("A note about oars.", "utf-8")
    before = state(index)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("cmp_search.index.embedded.builder.write_manifest", full)
        with pytest.raises(OSError, match="No space left"):
            build(corpus, index)
    assert state(index) == before
    assert build(corpus, index).added == ("note",)


def test_a_foreign_folder_is_refused_and_not_touched(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    with raises_code(ForeignIndexError, "index_foreign", name="a.jpg"):
        build(corpus, tmp_path / "photos")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_of_the_corpus_is_a_failure(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (corpus / "secret.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(corpus / "pipe.txt")
    failed = build(corpus, tmp_path / "index").failed
    assert {(one.file, one.code) for one in failed} == {
        ("pipe.txt", "not_a_file"),
        ("secret.txt", "link_outside"),
    }
    assert indexed(tmp_path / "index") == ALL
