"""The embedded engine: the suite of all engines, and opening while others publish or harm."""

import shutil
from pathlib import Path

import pytest

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError
from cmp_search.index.build import build_index
from cmp_search.index.embedded import engine
from cmp_search.index.embedded.folder import current
from cmp_search.search.searcher import open_searcher
from tests.index.engine_conformance import EngineConformance


class TestEmbedded(EngineConformance):
    engine = engine

    @classmethod
    def address_in(cls, folder: Path) -> str:
        return str(folder / "index")


def test_a_reader_keeps_its_generation_while_a_new_one_is_published(
    corpus: Path, index: Path
) -> None:
    reader = open_searcher(str(index), FakeEncoder())
    before = reader.ask("Who polished forty lenses?")
    (corpus / "harbour-2021.md").write_text("# Nothing\n\nAll gone, every word.\n", "utf-8")
    build_index(corpus, str(index), FakeEncoder(), "fake")
    assert current(index).name != before.search_record.generation
    after = reader.ask("Who polished forty lenses?")
    assert after.hits == before.hits
    reader.close()


def test_a_generation_that_vanishes_while_it_is_opened_gives_way_to_the_next(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = current(index)
    (corpus / "note.txt").write_text("One more text, about oars.", "utf-8")
    build_index(corpus, str(index), FakeEncoder(), "fake")
    shutil.rmtree(old)
    answers = iter([old])
    monkeypatch.setattr(
        "cmp_search.index.embedded.engine.current_folder",
        lambda folder: next(answers, current(folder)),
    )
    opened = engine.open(str(index))
    assert opened.folder == current(index) != old
    opened.close()
    answers = iter([old])
    unsearchable = engine.open(str(index), searchable=False)
    assert unsearchable.folder == opened.folder
    unsearchable.close()


@pytest.mark.parametrize("name", ["texts.sqlite", "passages.faiss", "sentences.faiss"])
@pytest.mark.parametrize("how", ["other bytes", "cut off", "missing"])
def test_a_damaged_file_is_named_with_what_to_do(index: Path, name: str, how: str) -> None:
    path = current(index) / name
    content = path.read_bytes()
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(b"\x07" * len(content) if how == "other bytes" else content[:-100])
    with pytest.raises(MismatchError) as caught:
        engine.open(str(index))
    assert caught.value.code in ("index_broken", "file_changed", "texts_broken", "index_damaged")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 0}', '{"schema": 1}', "\0"])
def test_a_damaged_manifest_is_named(index: Path, text: str) -> None:
    (current(index) / "manifest.json").write_text(text)
    for searchable in (True, False):
        with pytest.raises(MismatchError) as caught:
            engine.open(str(index), searchable=searchable)
        assert caught.value.code in ("index_damaged", "other_schema")


def test_an_index_that_was_copied_elsewhere_still_opens(index: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(index, tmp_path / "copy of #index?")
    opened = open_searcher(str(copy), FakeEncoder())
    assert opened.ask("Who polished forty lenses?").hits
    opened.close()
