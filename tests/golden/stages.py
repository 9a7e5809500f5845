"""What each stage makes of the golden corpus, and how it is held to what is recorded.

1. `outputs/` has a file for each stage: its version, its libraries, and what it makes, as JSON.
2. Each stage is given what is recorded of the ones before it, so that it is judged by itself.
3. What it makes must be what is recorded, unless its version is another one. Where a library has
   another version than on the machine that recorded it, other output is no fault.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cmp_search.documents.document import Document
from cmp_search.documents.passage import Passage, PassageSettings, passages
from cmp_search.documents.section import sections
from cmp_search.documents.sentence import sentences
from cmp_search.documents.source import scan_corpus
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.embedding import EncoderInputs, document_inputs
from cmp_search.index.off_topic import off_topic_questions
from cmp_search.index.sketch import sketch
from cmp_search.index.versions import LIBRARIES, VERSIONS, Stage, library_versions
from cmp_search.language.terms import folded_words, stems
from cmp_search.orientation.orient import orient
from cmp_search.readers import read_document

HERE = Path(__file__).parent
CORPUS, OUTPUTS = HERE / "corpus", HERE / "outputs"
COMMAND = "python -m tests.golden"
SETTINGS = PassageSettings(target=30, maximum=40, least=8)
"""So small that the few words of the corpus are cut in every way."""

Outputs = dict[str, Any]
"""What a stage makes, by document, as JSON."""
_DOCUMENT = TypeAdapter(Document)
_PASSAGES = TypeAdapter(list[Passage])
_INPUTS = TypeAdapter(list[EncoderInputs])


@dataclass(frozen=True)
class Recorded:
    """A stage's version, those of its libraries, and what it makes."""

    version: int
    libraries: dict[str, str]
    outputs: Outputs


class Verdict(Enum):
    """What is to be said of a stage."""

    SAME = auto()
    MOVED = auto()
    OUTDATED = auto()
    OTHER_LIBRARIES = auto()


def judge(recorded: Recorded, made: Recorded) -> Verdict:
    """Hold what a stage makes to what is recorded (step 3)."""
    if recorded.version != made.version:
        return Verdict.OUTDATED
    common = recorded.outputs.keys() & made.outputs.keys()
    if any(recorded.outputs[id] != made.outputs[id] for id in common):
        other = recorded.libraries != made.libraries
        return Verdict.OTHER_LIBRARIES if other else Verdict.MOVED
    return Verdict.SAME if recorded.outputs.keys() == made.outputs.keys() else Verdict.OUTDATED


def remedy(stage: Stage, verdict: Verdict) -> str:
    """What is to be done, or why nothing can be said."""
    if verdict is Verdict.MOVED:
        return (
            f"what “{stage}” makes has moved, and its version has not: if that is meant, raise "
            f"VERSIONS[Stage.{stage.name}] in cmp_search/index/versions.py to "
            f"{VERSIONS[stage] + 1}, then run `{COMMAND}` and read the diff"
        )
    if verdict is Verdict.OUTDATED:
        return f"what is recorded of “{stage}” is of another version: run `{COMMAND}`"
    recorded, installed = record_of(stage).libraries, libraries_of(stage)
    other = [f"{k} {installed[k]} (not {recorded.get(k)})" for k in installed]
    return f"“{stage}” is not judged, its output is that of {', '.join(other)}"


def libraries_of(stage: Stage) -> dict[str, str]:
    """The installed versions of a stage's libraries."""
    return {name: library_versions()[name] for name in LIBRARIES[stage]}


def record_of(stage: Stage) -> Recorded:
    """What is recorded of a stage."""
    return Recorded(**json.loads((OUTPUTS / f"{stage}.json").read_text("utf-8")))


def make(stage: Stage) -> Recorded:
    """What a stage makes now, of what is recorded (step 2)."""
    return Recorded(VERSIONS[stage], libraries_of(stage), _MAKE[stage]())


def write(stage: Stage) -> None:
    """Record what a stage makes now."""
    made = make(stage)
    text = json.dumps(vars(made), indent=1, ensure_ascii=False)
    (OUTPUTS / f"{stage}.json").write_text(text + "\n", "utf-8")


def _documents() -> list[Document]:
    outputs = record_of(Stage.READING).outputs
    return [_DOCUMENT.validate_python(outputs[id]) for id in sorted(outputs)]


def _passages(document: Document) -> list[Passage]:
    cut: list[Passage] = _PASSAGES.validate_python(
        record_of(Stage.PASSAGES).outputs[document.id]["passages"]
    )
    return cut


def _read() -> Outputs:
    """What readers make; whether a text is the official one, they do not say."""
    read = map(read_document, scan_corpus(CORPUS))
    left_out = {"entry": {"sha256", "official", "provided_by"}}
    return {
        document.id: _DOCUMENT.dump_python(document, mode="json", exclude=left_out)
        for document in read
    }


def _section() -> Outputs:
    return {document.id: _sections_of(document) for document in _documents()}


def _sections_of(document: Document) -> list[Any]:
    return [
        {
            "path": list(section.path),
            "place": [section.start, section.end],
            "anchor": section.anchor,
            "sentences": [
                document.slice(span)
                for block in section.blocks
                for span in sentences(document, block)
            ],
        }
        for section in sections(document)
    ]


def _cut() -> Outputs:
    outputs = {}
    for document in _documents():
        cut = list(passages(document, FakeEncoder().count_tokens, SETTINGS))
        of_passages, of_sentences = document_inputs(document, cut)
        outputs[document.id] = {
            "passages": _PASSAGES.dump_python(cut, mode="json"),
            "passage_inputs": _INPUTS.dump_python(of_passages, mode="json"),
            "sentence_inputs": _INPUTS.dump_python(of_sentences, mode="json"),
        }
    return outputs


def _match() -> Outputs:
    return {document.id: _terms_of(document, _passages(document)) for document in _documents()}


def _terms_of(document: Document, cut: Sequence[Passage]) -> list[Any]:
    return [
        [" ".join(folded_words(one.text)), " ".join(stems(one.text, document.entry.language))]
        for one in cut
    ]


def _orient() -> Outputs:
    return {
        document.id: {
            "orientation": TypeAdapter(Any).dump_python(
                orient(document, _passages(document)), mode="json"
            ),
            "sketch": list(sketch(document.text)[:20]),
        }
        for document in _documents()
    }


_MAKE: dict[Stage, Callable[[], Outputs]] = {
    Stage.READING: _read,
    Stage.SECTIONING: _section,
    Stage.PASSAGES: _cut,
    Stage.TERMS: _match,
    Stage.ORIENTATION: _orient,
    Stage.OFF_TOPIC: lambda: {"questions": off_topic_questions()},
}
