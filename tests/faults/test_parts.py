"""The parts of `make faults`: doors and commands, and what becomes of a part that fails."""

import sys
from pathlib import Path

import pytest

from benchmarks.faults import __main__ as faults
from benchmarks.faults.commands import COMMANDS, sent_by
from benchmarks.faults.doors import FOREIGN, attempts, door_figures
from benchmarks.faults.figure import Figure, joined
from benchmarks.faults.keys import files_with, key_figures
from benchmarks.faults.parts import PARTS, Part
from benchmarks.faults.roles import role_attempts, role_figures
from benchmarks.faults.specification import figure_of
from cmp_search.readers.formats import FORMATS


def test_nobody_without_a_role_is_served() -> None:
    requests, outward = role_figures(60)
    assert requests.tried > 1_000
    assert (requests.bad, outward.bad) == (0, 0), requests.note + outward.note


def test_no_program_without_a_key_is_served() -> None:
    wrong, right, written, outward = key_figures(60)
    assert wrong.tried > 80 and right.tried >= 8 and written.tried > 5
    assert (wrong.bad, right.bad) == (0, 0), wrong.note + right.note
    assert (written.bad, outward.bad) == (0, 0), written.note + outward.note


def test_a_file_with_a_key_is_found(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("asked with cmps_abc\n")
    (tmp_path / "other").write_text("asked\n")
    assert files_with(tmp_path, ["cmps_abc", "cmps_d"]) == ["log"]


@pytest.mark.parametrize(
    ("said", "status", "tried", "bad"),
    [
        ("....\n13 passed in 37.31s", 0, 13, 0),
        ("..F.\nFAILED one\n1 failed, 12 passed in 50.42s", 1, 13, 1),
        ("1 passed, 2 errors in 3.1s", 1, 3, 2),
        ("", 139, 0, 1),
    ],
)
def test_what_answers_against_its_specification_is_counted(
    said: str, status: int, tried: int, bad: int
) -> None:
    figure = figure_of(said, status, 1)
    assert (figure.tried, figure.bad) == (tried, bad)
    assert bool(figure.bad) == ("requests of each" not in figure.note)


def test_there_are_more_than_two_hundred_foreign_requests() -> None:
    assert len(list(attempts())) > 200 and len(FOREIGN) > 20
    assert {"without a cookie", "a stranger", "reader"} < {
        one.who for one in role_attempts("http://127.0.0.1:1")
    }


@pytest.mark.parametrize("words", [("index",), ("doctor",), ("status",)])
def test_a_command_reaches_for_no_other_machine(words: tuple[str, ...], tmp_path: Path) -> None:
    assert words in COMMANDS
    assert sent_by(words, tmp_path, "fake") == []


def test_what_a_command_reaches_for_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cmp_search.py").write_text("import socket\nsocket.getaddrinfo('a.invalid', 1)\n")
    monkeypatch.setattr("benchmarks.faults.commands.ROOT", tmp_path)
    (found,) = sent_by(("index",), tmp_path, "fake")
    assert "a.invalid" in found or "gaierror" in found


def test_every_format_and_every_kind_of_fault_has_a_part() -> None:
    names = [one.name for one in PARTS]
    assert len(set(names)) == len(names)
    assert {f"files{one.suffixes[0]}" for one in FORMATS} < set(names)
    kinds = {name.partition("-")[0].partition(".")[0] for name in names}
    assert {
        "doors",
        "roles",
        "keys",
        "specification",
        "commands",
        "kills",
        "hostile",
        "flips",
        "questions",
    } < kinds


def test_a_part_that_crashes_is_a_bad_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    (figure,) = faults._run(PARTS[0], 1)
    assert (figure.name, figure.bad) == (PARTS[0].name, 1) and "status 1" in figure.note


def test_a_part_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow").write_text("#!/bin/sh\nsleep 60 & wait\n")
    (tmp_path / "slow").chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "slow"))
    monkeypatch.setattr(faults, "LATE", 0)
    (figure,) = faults._run(PARTS[0], 0.5)
    assert figure.bad == 1 and figure.seconds < 30


def test_the_time_is_shared_over_lanes_and_what_is_alone_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[tuple[str, float]] = []

    def run(part: Part, seconds: float) -> list[Figure]:
        given.append((part.name, seconds))
        return [Figure(part.name, 1, 0, 0, seconds)]

    monkeypatch.setattr(faults, "_run", run)
    made = [Part("a", 10, door_figures), Part("b", 30, door_figures)]
    made.append(Part("c", 20, door_figures, alone=True))
    figures = list(faults._all_figures(made, 80, lanes=2))
    assert given[0] == ("c", 40) and sorted(given[1:]) == [("a", 20), ("b", 60)]
    assert [one.name for one in figures] == ["a", "b", "c"]


def test_halves_are_one_figure() -> None:
    figures = [
        Figure("a", 3, 0, 0, 2, "x"),
        Figure("b", 1, 0, 0, 1),
        Figure("a", 4, 1, 0, 3),
    ]
    assert joined(figures) == [Figure("a", 7, 1, 0, 5, "x"), Figure("b", 1, 0, 0, 1)]
