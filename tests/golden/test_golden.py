"""What a stage makes may not move while its version stands still."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cmp_search.documents.source import scan_corpus
from cmp_search.index.versions import VERSIONS, Stage
from tests.golden import __main__ as command
from tests.golden import stages
from tests.golden.stages import COMMAND, CORPUS, Verdict, judge, make, record_of, remedy

MOVES: dict[Stage, tuple[str, Any]] = {
    Stage.READING: ("read_document", lambda found: replace(found, text=found.text + " More.")),
    Stage.SECTIONING: ("sentences", lambda found: found[:1]),
    Stage.PASSAGES: ("passages", lambda found: list(found)[1:]),
    Stage.TERMS: ("stems", lambda found: sorted(found)),
    Stage.ORIENTATION: ("orient", lambda found: replace(found, meetings=())),
    Stage.OFF_TOPIC: ("off_topic_questions", lambda found: found[1:]),
}
"""For each stage a function of which it is made, and how its result moves."""


@pytest.mark.parametrize("stage", Stage)
def test_what_a_stage_makes_moves_only_with_its_version(stage: Stage) -> None:
    verdict = judge(record_of(stage), make(stage))
    if verdict is Verdict.OTHER_LIBRARIES:
        pytest.skip(remedy(stage, verdict))
    assert verdict is Verdict.SAME, remedy(stage, verdict)


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is recorded, as the libraries here make it, to be changed at will."""
    shutil.copytree(stages.OUTPUTS, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(stages, "OUTPUTS", tmp_path)
    for stage in Stage:
        if record_of(stage).libraries != stages.libraries_of(stage):
            stages.write(stage)
    return tmp_path


def move(patch: pytest.MonkeyPatch, stage: Stage) -> None:
    """Let what a stage makes move."""
    name, moved = MOVES[stage]
    function = getattr(stages, name)
    patch.setattr(stages, name, lambda *given: moved(function(*given)))


@pytest.mark.usefixtures("outputs")
@pytest.mark.parametrize("stage", Stage)
def test_it_is_noticed_when_output_moves(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    move(monkeypatch, stage)
    assert judge(record_of(stage), make(stage)) is Verdict.MOVED
    says = remedy(stage, Verdict.MOVED)
    assert f"raise VERSIONS[Stage.{stage.name}]" in says and COMMAND in says
    assert f"to {VERSIONS[stage] + 1}" in says


def test_the_command_records_what_moved_once_the_version_is_raised(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in outputs.iterdir()}
    assert command.main() == ""
    assert {path.name: path.read_bytes() for path in outputs.iterdir()} == before
    move(monkeypatch, Stage.TERMS)
    assert command.main() == remedy(Stage.TERMS, Verdict.MOVED)
    assert {path.name: path.read_bytes() for path in outputs.iterdir()} == before
    monkeypatch.setitem(VERSIONS, Stage.TERMS, VERSIONS[Stage.TERMS] + 1)
    assert judge(record_of(Stage.TERMS), make(Stage.TERMS)) is Verdict.OUTDATED
    assert command.main() == ""
    assert judge(record_of(Stage.TERMS), make(Stage.TERMS)) is Verdict.SAME


@pytest.mark.usefixtures("outputs")
def test_other_libraries_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = replace(record_of(Stage.TERMS), libraries={"PyStemmer": "1.0"})
    assert judge(recorded, make(Stage.TERMS)) is Verdict.SAME
    move(monkeypatch, Stage.TERMS)
    assert judge(recorded, make(Stage.TERMS)) is Verdict.OTHER_LIBRARIES
    assert "PyStemmer" in remedy(Stage.TERMS, Verdict.OTHER_LIBRARIES)


def test_a_new_document_has_to_be_recorded() -> None:
    recorded = record_of(Stage.TERMS)
    fewer = replace(recorded, outputs=dict([*recorded.outputs.items()][1:]))
    assert judge(fewer, recorded) is Verdict.OUTDATED


def test_the_corpus_has_all_formats_and_languages_and_something_for_newcomers() -> None:
    suffixes = {source.path.suffix for source in scan_corpus(CORPUS)}
    assert suffixes == {".md", ".html", ".txt", ".pdf", ".docx"}
    read = record_of(Stage.READING).outputs.values()
    assert {document["entry"]["language"] for document in read} == {"en", "fr", "es"}
    kinds = [one["orientation"] for one in record_of(Stage.ORIENTATION).outputs.values()]
    assert all(any(one[kind] for one in kinds) for kind in kinds[0])
