"""What makes a whole index unfit: its address, age, encoder and corpus."""

import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from cmp_search.doctor import Severity
from cmp_search.doctor.finding import command
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.errors import MismatchError
from cmp_search.index.embedded.files import SCHEMA, read_manifest, write_manifest
from cmp_search.index.embedded.folder import current
from cmp_search.locales.error_messages import message
from cmp_search.settings import Settings
from tests.doctor.harming import only_problem, problems, repoint
from tests.index.building import build


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


def test_the_index_of_another_corpus_is_wrong(settings: Settings, tmp_path: Path) -> None:
    other = replace(settings, corpus=shutil.copytree(settings.corpus, tmp_path / "other"))
    found = only_problem(other, Severity.WRONG, "index")
    assert f"was built from {settings.corpus}" in found.message and "--index" in found.fix
