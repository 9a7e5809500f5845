"""The doctor: nothing is wrong with a healthy setup, each fault is named, and each fix works."""

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.doctor import Finding, Severity, environment, examine
from cmp_search.doctor import model as doctor_model
from cmp_search.doctor.finding import command
from cmp_search.documents.source import file_hash
from cmp_search.encoders import DEFAULT_MODEL
from cmp_search.encoders.e5 import weights
from cmp_search.encoders.e5.compiled import list_blobs
from cmp_search.encoders.e5.export import compiled_beside, export_folder
from cmp_search.encoders.e5.weights import model_folder
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import EncoderError, MismatchError
from cmp_search.index.embedded.files import (
    MANIFEST,
    PASSAGE_VECTORS,
    SCHEMA,
    SENTENCE_VECTORS,
    TEXTS,
    file_sums,
    read_manifest,
    write_manifest,
)
from cmp_search.index.embedded.folder import current, manifest_sum
from cmp_search.index.embedded.migrations import add_sums
from cmp_search.index.embedded.pointer import CURRENT, write_pointer
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.stored.sums import sealed, unsealed
from cmp_search.locales.error_messages import message
from cmp_search.settings import Settings
from tests.conftest import CHECKOUT
from tests.encoders.packing import pack, write_differences
from tests.index.building import build, state
from tests.raising import raises_code
from tests.sample import OFFICIAL

Harm = Callable[[Path], None]


@pytest.fixture
def settings(corpus: Path, tmp_path: Path) -> Settings:
    """The sample corpus with each text of its catalogue, and its index."""
    (corpus / "harbour-2020.md").write_text(OFFICIAL, "utf-8")
    index = tmp_path / "index"
    build(corpus, index)
    return Settings(corpus=corpus, index=str(index), model="fake")


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results do not depend on the machine's disk, nor on the versions installed there."""
    plenty = shutil._ntuple_diskusage(10**12, 0, 10**12)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: plenty)
    monkeypatch.setattr(environment, "_constraints", list)


def problems(settings: Settings) -> list[Finding]:
    """The findings that are not ok; each says how to fix it."""
    found = [finding for finding in examine(settings) if finding.severity is not Severity.OK]
    assert all(finding.fix for finding in found)
    return found


def only_problem(settings: Settings, level: Severity, area: str) -> Finding:
    """The only finding that is not ok."""
    (found,) = problems(settings)
    assert (found.severity, found.area) == (level, area), found
    return found


def test_a_healthy_place_has_nothing_to_fix_and_is_not_changed(settings: Settings) -> None:
    before = state(Path(settings.index)), state(settings.corpus)
    found = list(examine(settings))
    assert {finding.severity for finding in found} == {Severity.OK}
    assert {finding.area for finding in found} == {"environment", "model", "corpus", "index"}
    assert not any(finding.fix for finding in found)
    assert (state(Path(settings.index)), state(settings.corpus)) == before


# --- the index's files


def flip(path: Path, place: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if place is None else place] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", [TEXTS, PASSAGE_VECTORS, SENTENCE_VECTORS])
@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_a_flipped_byte_is_found_and_a_build_fixes_it(
    settings: Settings, name: str, part: int
) -> None:
    path = current(Path(settings.index)) / name
    flip(path, part * (path.stat().st_size - 1) // 3)
    found = only_problem(settings, Severity.WRONG, "index")
    assert name in found.message and "hash" in found.message
    assert found.fix.startswith("cmp-search index ")
    assert f"--index {settings.index}" in found.fix
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


@pytest.mark.parametrize("name", [TEXTS, PASSAGE_VECTORS, SENTENCE_VECTORS, MANIFEST])
def test_a_missing_file_is_named_and_a_build_fixes_it(settings: Settings, name: str) -> None:
    (current(Path(settings.index)) / name).unlink()
    found = only_problem(settings, Severity.WRONG, "index")
    assert found.message.endswith(f"{name} is missing")
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


@pytest.mark.parametrize(
    "word", ["schema", "name", "documents", "sha256", "{", "target", "g0", "versions"]
)
def test_a_flipped_byte_of_the_manifest_is_found(settings: Settings, word: str) -> None:
    path = current(Path(settings.index)) / MANIFEST
    flip(path, path.read_bytes().index(word.encode()))
    assert {finding.area for finding in problems(settings)} == {"index"}


def test_a_pointer_to_nowhere_is_found_and_a_build_fixes_it(settings: Settings) -> None:
    pointer = Path(settings.index) / CURRENT
    flip(pointer, 3)
    lost = {"folder": settings.index, "name": pointer.read_text("utf-8").split("\n")[0]}
    found = only_problem(settings, Severity.WRONG, "index")
    assert found.message == message("generation_lost", lost)
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


def test_no_index_and_a_foreign_folder(settings: Settings, tmp_path: Path) -> None:
    none = replace(settings, index=str(tmp_path / "none"))
    found = only_problem(none, Severity.WRONG, "index")
    assert "no index" in found.message and found.fix.startswith("cmp-search index ")
    (Path(settings.index) / "holiday.jpg").write_bytes(b"")
    found = only_problem(settings, Severity.WRONG, "index")
    assert "holiday.jpg" in found.message and "--index" in found.fix


# --- wrong content in files whose hashes are right


def reseal(index: Path) -> None:
    """Give the manifest the hashes that the files have now."""
    folder = current(index)
    raw, _ = unsealed((folder / MANIFEST).read_bytes())
    raw["files"] = {
        name: {"bytes": known.bytes, "sha256": known.sha256}
        for name, known in file_sums(folder).items()
    }
    (folder / MANIFEST).write_bytes(sealed(raw))
    repoint(index)


def repoint(index: Path) -> None:
    """Give the pointer the hash that the manifest has now."""
    folder = current(index)
    write_pointer(index, folder.name, {folder.name: manifest_sum(folder)})


def sql(words: str) -> Harm:
    def harm(folder: Path) -> None:
        with closing(sqlite3.connect(folder / TEXTS)) as connection:
            connection.execute(words)
            connection.commit()

    return harm


def summed_again(words: str) -> Harm:
    """A change to the tables with all sums as if they had been written so."""

    def harm(folder: Path) -> None:
        texts = TextsWriter.open(folder / TEXTS)
        texts.connection.execute(words)
        add_sums(texts)
        texts.commit()
        texts.close()

    return harm


def one_vector_less(folder: Path) -> None:
    vectors = VectorIndex.load(folder / SENTENCE_VECTORS, writable=True)
    vectors.remove([1])
    vectors.save(folder / SENTENCE_VECTORS)


def one_vector_more(folder: Path) -> None:
    vectors = VectorIndex.load(folder / PASSAGE_VECTORS, writable=True)
    vectors.add([999], vectors.vectors([1]))
    vectors.save(folder / PASSAGE_VECTORS)


def a_long_vector(folder: Path) -> None:
    vectors = VectorIndex.load(folder / PASSAGE_VECTORS, writable=True)
    longer = 2 * vectors.vectors([1])
    vectors.remove([1])
    vectors.add([1], longer)
    vectors.save(folder / PASSAGE_VECTORS)


def no_vectors(folder: Path) -> None:
    (folder / PASSAGE_VECTORS).write_bytes(b"IxM2 not a vector")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (
            summed_again("UPDATE parts SET text = replace(text, 'forty', 'fifty')"),
            "passages do not match harbour-2021",
        ),
        (sql("UPDATE parts SET text = replace(text, 'forty', 'fifty')"), "table “parts” are"),
        (sql("UPDATE passages SET start = start + 1 WHERE number = 1"), "table “passages” are"),
        (sql("UPDATE passages SET end = 99999 WHERE number = 1"), "table “passages” are"),
        (sql("UPDATE passages SET section = '[\"Elsewhere\"]'"), "table “passages” are"),
        (sql("UPDATE passages SET section = 'no list'"), "table “passages” are"),
        (summed_again("UPDATE passages SET section = 'no list'"), "cannot be read completely"),
        (summed_again("UPDATE sentences SET end = 99999 WHERE number = 1"), "do not match"),
        (sql("UPDATE sentences SET end = end + 9999 WHERE number = 1"), "table “passages” are"),
        (sql("UPDATE blocks SET anchor = 'x' WHERE ordinal = 0"), "table “blocks” are"),
        (sql("DELETE FROM blocks WHERE ordinal = 1"), "table “blocks” are"),
        (sql("UPDATE documents SET year = year + 1"), "cannot be read completely"),
        (sql("UPDATE passages SET document = 'nobody' WHERE number = 1"), "of no document"),
        (sql("UPDATE sentences SET passage = 999 WHERE number = 1"), "of no passage"),
        (sql("DELETE FROM sentences WHERE number = 1"), "rows in sentences"),
        (sql("DELETE FROM documents WHERE id = 'ports-2021'"), "rows in documents"),
        (sql("DELETE FROM passages WHERE number = 1"), "rows in passages"),
        (sql("DELETE FROM terms WHERE rowid = 1"), "rows in terms"),
        (sql("UPDATE terms_content SET c0 = 'other' WHERE id = 1"), "full-text table is damaged"),
        (sql("DROP TABLE pages"), "the texts of the index are damaged"),
        (one_vector_less, "lacks a vector"),
        (one_vector_more, "vectors for"),
        (a_long_vector, "not of length 1"),
        (no_vectors, "passages.faiss cannot be read"),
    ],
)
def test_content_that_is_wrong_under_right_hashes_is_found_and_fixed(
    settings: Settings, harm: Harm, says: str
) -> None:
    harm(current(Path(settings.index)))
    reseal(Path(settings.index))
    found = problems(settings)
    assert {(finding.severity, finding.area) for finding in found} == {(Severity.WRONG, "index")}
    assert any(says in finding.message for finding in found), found
    assert all(f.fix.startswith(f"delete the folder {settings.index}, then ") for f in found)
    shutil.rmtree(settings.index)
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


def test_an_address_of_no_engine_is_told_once(settings: Settings) -> None:
    found = only_problem(replace(settings, index="fog:index"), Severity.WRONG, "index")
    unknown = {"address": "fog:index", "scheme": "fog"}
    assert found.message == message("unknown_engine", unknown) and "another folder" in found.fix


def test_of_a_server_that_is_away_the_doctor_says_to_start_it(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    away = replace(settings, index=f"milvus://127.0.0.1:{port}/archive")
    found = only_problem(away, Severity.WRONG, "index")
    assert "cannot be reached" in found.message and found.fix.startswith("start the server")


def test_of_a_server_that_is_not_asked_as_it_wants_the_doctor_says_what_to_set(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cmp_search.index.milvus.faults.takes_encryption", lambda host, port: True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    guarded = replace(settings, index=f"milvus://127.0.0.1:{port}/archive")
    found = only_problem(guarded, Severity.WRONG, "index")
    assert "CMP_SEARCH_MILVUS_TLS" in found.message and "docs/milvus.md" in found.fix


# --- age, encoder, leftovers, changes


def test_another_schema_is_wrong_and_another_version_a_warning(settings: Settings) -> None:
    folder = current(Path(settings.index))
    manifest = read_manifest(folder)
    write_manifest(folder, replace(manifest, versions={**manifest.versions, "reading": 0}))
    repoint(Path(settings.index))
    assert only_problem(settings, Severity.WARNING, "index").fix == command(settings, "index")
    write_manifest(folder, replace(manifest, schema=0))
    found = only_problem(settings, Severity.WRONG, "index")
    other = MismatchError("other_schema", folder=folder, found=0, read=SCHEMA)
    assert found.message == str(other)
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)


def test_another_encoder_is_wrong(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeEncoder, "identity", replace(FakeEncoder.identity, revision="2"))
    found = only_problem(settings, Severity.WRONG, "index")
    assert "another encoder" in found.message and "--model fake" in found.fix


def test_what_builds_left_behind_is_a_warning(settings: Settings) -> None:
    for name in (".work", "g000009"):
        (Path(settings.index) / name).mkdir()
        found = only_problem(settings, Severity.WARNING, "index")
        assert found.message.endswith(name) and name in found.fix
        (Path(settings.index) / name).rmdir()


def test_changes_of_the_corpus_are_a_warning(settings: Settings) -> None:
    (settings.corpus / "note.txt").write_text("A note about oars.", "utf-8")
    found = only_problem(settings, Severity.WARNING, "index")
    assert "note" in found.message and found.fix.startswith("cmp-search index ")


# --- the corpus


def test_a_file_that_cannot_be_read_is_named(settings: Settings) -> None:
    (settings.corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    wrong = [finding for finding in problems(settings) if finding.severity is Severity.WRONG]
    assert [finding.area for finding in wrong] == ["corpus"]
    assert "liar.pdf" in wrong[0].message and "cmp-search remove liar " in wrong[0].fix


@pytest.mark.parametrize(
    "text", ["[[document]", '[[document]]\nid = "a"\nyear = "x"', '[[document]]\nid = "a"\n' * 2]
)
def test_a_wrong_catalogue_is_named(settings: Settings, text: str) -> None:
    catalogue = settings.corpus / "catalogue.toml"
    catalogue.write_text(text, "utf-8")
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert "catalogue.toml" in found.message and found.fix == f"edit {catalogue}"


def test_two_files_of_one_id_are_named(settings: Settings) -> None:
    (settings.corpus / "harbour-2021.txt").write_text("Another text.", "utf-8")
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert "harbour-2021.md" in found.message and "harbour-2021.txt" in found.message
    assert "rename" in found.fix


def test_no_corpus_is_wrong(settings: Settings, tmp_path: Path) -> None:
    settings.corpus.rename(tmp_path / "elsewhere")
    found = only_problem(settings, Severity.WRONG, "corpus")
    assert found.message == message("no_corpus", {"folder": str(settings.corpus)})


def test_an_empty_corpus_is_not_answered_with_a_build(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    empty = replace(settings, corpus=tmp_path / "empty", index=str(tmp_path / "none"))
    found = problems(empty)
    assert [one.area for one in found] == ["corpus", "index"]
    assert len({(one.message, one.fix) for one in found}) == 1
    assert found[0].fix.startswith("cmp-search add FILE ")


def test_the_index_of_another_corpus_is_wrong(settings: Settings, tmp_path: Path) -> None:
    other = replace(settings, corpus=shutil.copytree(settings.corpus, tmp_path / "other"))
    found = only_problem(other, Severity.WRONG, "index")
    assert f"was built from {settings.corpus}" in found.message and "--index" in found.fix


def test_entries_without_a_file_are_a_warning(settings: Settings) -> None:
    with (settings.corpus / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write('[[document]]\nid = "far"\nurl = "https://fog.example/far"\n')
        file.write('[[document]]\nid = "lost"\nfile = "lost.pdf"\n')
    first, second = problems(settings)
    assert first.severity is second.severity is Severity.WARNING
    assert "far" in first.message and first.fix.startswith("cmp-search fetch ")
    assert "lost" in second.message and second.fix.startswith("cmp-search add ")


# --- the model


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with a tiny packed file, instead of the default model's."""
    package = tmp_path / "site" / "packed_weights_of_the_doctor"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    packed = package / "e5-small-q4.bin"
    packed.write_bytes(pack().data)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(weights, "PACKAGE", package.name)
    monkeypatch.setattr(weights, "PACKED_SHA256", file_hash(packed))
    monkeypatch.setattr(weights, "DIFFERENCES", write_differences(tmp_path / "d.safetensors"))
    return packed


DEFAULT = Settings(model=DEFAULT_MODEL)


def model_findings() -> list[tuple[Severity, str]]:
    found = list(doctor_model.check(DEFAULT))
    assert all(bool(finding.fix) != (finding.severity is Severity.OK) for finding in found)
    return [(finding.severity, finding.message) for finding in found]


def test_the_default_model_is_well_before_and_after_it_is_unpacked(packed: Path) -> None:
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3
    assert not weights.unpacked().exists()
    assert model_folder() == weights.unpacked()
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3
    export_folder(model_folder())
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3


def test_missing_weights_are_wrong_until_there_is_an_unpacked_folder(packed: Path) -> None:
    model_folder()
    packed.unlink()
    assert model_findings()[0][0] is Severity.WARNING
    shutil.rmtree(weights.unpacked())
    level, what = model_findings()[0]
    assert level is Severity.WRONG
    with raises_code(EncoderError, "model_missing") as caught:
        weights.packed_file()
    assert what == str(caught.value)


def test_a_damaged_packed_file_is_wrong(packed: Path) -> None:
    flip(packed)
    level, what = model_findings()[0]
    assert level is Severity.WRONG and str(packed) in what


def exported() -> Path:
    return export_folder(model_folder())


def test_what_was_compiled_and_is_damaged_is_named(packed: Path) -> None:
    compiled = compiled_beside(exported())
    compiled.mkdir()
    (compiled / "1.blob").write_bytes(b"compiled")
    list_blobs(compiled)
    assert [level for level, _ in model_findings()] == [Severity.OK] * 3
    flip(compiled / "1.blob")
    level, what = model_findings()[-1]
    assert level is Severity.WARNING and str(compiled) in what


@pytest.mark.parametrize(
    ("make", "name"),
    [
        *((model_folder, n) for n in ("model.safetensors", "tokenizer.json", "sha256.json")),
        *((exported, n) for n in ("graph.bin", "pieces.npy", "precision.txt", "sha256.json")),
    ],
)
@pytest.mark.parametrize("harm", [flip, Path.unlink])
def test_each_file_of_the_model_is_checked_and_deleting_fixes_it(
    packed: Path, make: Callable[[], Path], name: str, harm: Harm
) -> None:
    folder = make()
    harm(folder / name)
    (what,) = (what for level, what in model_findings() if level is Severity.WRONG)
    assert name in what or (name == "sha256.json" and str(folder) in what)
    shutil.rmtree(folder)
    make()
    assert {level for level, _ in model_findings()} == {Severity.OK}


def test_an_interrupted_unpacking_is_a_warning(packed: Path) -> None:
    folder = model_folder()
    folder.with_name(folder.name + ".new").mkdir()
    (message,) = (text for level, text in model_findings() if level is Severity.WARNING)
    assert message.endswith(".new")


# --- the environment


def environment_findings(settings: Settings) -> list[Finding]:
    return [found for found in environment.check(settings) if found.severity is not Severity.OK]


def test_packages_that_are_missing_or_too_old_are_named(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = ["no-such-package-anywhere", "typer>=9999", 'other; sys_platform == "none"', "rich"]
    monkeypatch.setattr(environment, "required", lambda: (">=3.99", wanted))
    python, missing, old = environment_findings(settings)
    assert ">=3.99" in python.message
    assert "no-such-package-anywhere is not installed" in missing.message
    assert ">=9999" in old.message
    assert "pip install" in missing.fix and "pip install" in old.fix


def test_without_a_checkout_the_metadata_say_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = environment.required()
    monkeypatch.setattr(environment, "HOME", tmp_path)
    python, packages = environment.required()
    assert python == declared[0]
    assert any(package.startswith("typer") for package in packages)


def test_other_versions_than_the_tested_ones_are_a_warning(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "_constraints", lambda: ["rich==0.1", "nowhere==1"])
    (found,) = environment_findings(settings)
    assert (
        found.severity is Severity.WARNING
        and "rich" in found.message
        and "nowhere" not in found.message
    )


def test_a_sqlite_without_full_text_search_is_wrong(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Bare(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError("no such module: fts5")

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name: connect(name, factory=Bare))
    (found,) = environment_findings(settings)
    assert found.severity is Severity.WRONG and "full-text" in found.message


def test_a_full_disk_is_found(
    settings: Settings, packed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil._ntuple_diskusage(10**12, 10**12, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    (index,) = environment_findings(settings)
    assert index.severity is Severity.WARNING and f" in {settings.index}" in index.message
    model, _ = environment_findings(replace(settings, model=DEFAULT_MODEL))
    assert model.severity is Severity.WRONG and f" in {weights.unpacked()}" in model.message
    model_folder()
    (index,) = environment_findings(replace(settings, model=DEFAULT_MODEL))
    assert f" in {settings.index}" in index.message


def test_a_check_that_breaks_is_a_finding(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("of a test")

    monkeypatch.setattr(environment, "required", broken)
    found = only_problem(settings, Severity.WRONG, "environment")
    assert "ZeroDivisionError: of a test" in found.message


# --- the command


def run(settings: Settings, *words: str, first: str = "") -> subprocess.CompletedProcess[str]:
    script = f"import sys\n{first}\nfrom cmp_search.cli import main\nmain()"
    places = ["--corpus", str(settings.corpus), "--index", str(settings.index)]
    command = [sys.executable, "-c", script, "doctor", *places, "--model", "fake", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=CHECKOUT)


PLENTY = (
    "import shutil; shutil.disk_usage = lambda _: shutil._ntuple_diskusage(9**12, 0, 9**12)\n"
    "from cmp_search.doctor import environment; environment.required = lambda: ('>=3', [])"
)


@pytest.mark.slow
def test_the_command_prints_words_and_json_and_ends_with_a_status(settings: Settings) -> None:
    (settings.corpus / "[red]note.txt").write_text("A note about oars.", "utf-8")
    ended = run(settings, first=PLENTY)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "✓ ok" in ended.stdout and "! warning" in ended.stdout and "[red]note" in ended.stdout
    assert "\n            fix: cmp-search index" in ended.stdout
    flip(current(Path(settings.index)) / TEXTS)
    ended = run(settings, first=PLENTY)
    assert ended.returncode == 1 and "✗ wrong" in ended.stdout
    ended = run(settings, "--json", first=PLENTY)
    said = json.loads(ended.stdout)
    assert (ended.returncode, said["healthy"], said["wrong"]) == (1, False, 1)
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8").partition("## doctor")[2]
    for field in (*said, *said["findings"][0]):
        assert f"`{field}`" in documented


def test_it_has_help_and_is_documented(settings: Settings) -> None:
    ended = run(settings, "--help")
    assert ended.returncode == 0
    assert all(f"--{name}" in ended.stdout for name in ("corpus", "index", "model", "json"))
    assert "`cmp-search doctor`" in (CHECKOUT / "docs/commands.md").read_text("utf-8")


@pytest.mark.slow
def test_without_faiss_it_still_says_what_is_wrong(settings: Settings) -> None:
    for words in ([], ["--json"]):
        ended = run(settings, *words, first=f"sys.modules['faiss'] = None\n{PLENTY}")
        assert (ended.returncode, ended.stderr) == (1, "")
        assert "faiss" in ended.stdout and "corpus" in ended.stdout
