"""Somebody who built an index with version 0.1.0 goes on with today's."""

import json
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cmp_search.cli import main
from tests.sample import CountingEncoder
from tests.upgrade.make import hash_of

DATA = Path(__file__).parent / "data"
QUESTIONS = (
    "Who co-chairs the Forestry Working Group?",
    "Quels sont les groupes de travail du Partenariat ?",
    "¿Qué hizo el grupo de trabajo sobre agronegocios?",
)


@dataclass(frozen=True, slots=True)
class Released:
    """What version 0.1.0 left: a corpus, its index, the hashes of the texts that it encoded."""

    corpus: Path
    index: Path
    encoded: frozenset[str]


@pytest.fixture
def released(tmp_path: Path) -> Released:
    with tarfile.open(DATA / "0.1.0.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    hashes = (tmp_path / "encoded.txt").read_text("utf-8").split()
    return Released(tmp_path / "corpus", tmp_path / "index", frozenset(hashes))


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> CountingEncoder:
    """What commands encode with: the fake encoder, which is the same in both versions."""
    counting = CountingEncoder()
    for name in ("open_encoder", "warm_encoder"):
        monkeypatch.setattr(f"cmp_search.search.opened.{name}", lambda model: counting)
    return counting


class Command:
    """Runs commands on a corpus and an index, as a user does."""

    def __init__(self, released: Released, capfd: pytest.CaptureFixture[str]) -> None:
        self._released, self._capfd = released, capfd

    def __call__(self, *words: str, index: Path | None = None) -> tuple[int, str, str]:
        """Exit status, output and errors of a command; `index` is another one."""
        places = ["--corpus", str(self._released.corpus)]
        places += ["--index", str(index or self._released.index), "--model", "fake"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["cmp-search", *words, *places])
            with pytest.raises(SystemExit) as ended:
                main()
        captured = self._capfd.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    def json(self, *words: str, index: Path | None = None) -> dict[str, Any]:
        """The JSON that a command prints, which succeeds."""
        status, out, err = self(*words, "--json", index=index)
        assert status == 0, err
        found: dict[str, Any] = json.loads(out)
        return found


@pytest.fixture
def command(released: Released, capfd: pytest.CaptureFixture[str]) -> Command:
    return Command(released, capfd)


def test_no_text_is_encoded_that_was_before(
    released: Released, encoder: CountingEncoder, command: Command
) -> None:
    report = command.json("index")
    again = list(encoder.encoded)
    encoder.encoded.clear()
    fresh = command.json("index", index=released.index.with_name("fresh"))
    every = set(encoder.encoded)
    assert {hash_of(text) for text in again} & released.encoded == set()
    assert set(again) == {text for text in every if hash_of(text) not in released.encoded}
    assert report["encoded"] == len(again) < len(every) / 5
    assert report["encoded"] + report["reused"] == fresh["encoded"] + fresh["reused"]


def test_afterwards_there_is_nothing_left_to_do(encoder: CountingEncoder, command: Command) -> None:
    first = command.json("index")
    assert (first["documents"], first["failed"]) == (4, [])
    encoder.encoded.clear()
    second = command.json("index")
    assert (second["generation"], encoder.encoded) == (first["generation"], [])
    status, out, _ = command("doctor")
    assert (status, "damaged" in out) == (0, False)


def test_questions_are_answered_as_over_a_new_index(
    released: Released, encoder: CountingEncoder, command: Command
) -> None:
    fresh = released.index.with_name("fresh")
    command.json("index")
    command.json("index", index=fresh)
    for question in QUESTIONS:
        ours = command.json("ask", question)
        theirs = command.json("ask", question, index=fresh)
        assert ours["hits"][0]["document"]
        assert ours["hits"] == theirs["hits"]


def test_until_then_the_command_is_named(command: Command, encoder: CountingEncoder) -> None:
    status, _, err = command("ask", QUESTIONS[0])
    assert status == 1
    assert "cmp-search index" in err and "schema 9" in err
