"""Ctrl-C in a real process that builds, with the fake encoder."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.cli.conftest import Run, the_json
from tests.conftest import CHECKOUT

BUILD = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
reached = sys.argv.pop()
from pathlib import Path
from cmp_search.cli import main
from cmp_search.encoders.fake import FakeEncoder

def slow(self, texts, encode=FakeEncoder.encode_passages):
    if any("nueve panaderías" in text for text in texts):
        Path(reached).touch()
        time.sleep(60)
    return encode(self, texts)

FakeEncoder.encode_passages = slow
sys.argv[1:1] = ["index", "--json"]
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
def test_what_is_done_is_indexed_and_the_rest_is_pending(run: Run, tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    building = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(reached)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    end = monotonic() + 60
    while not reached.exists() and building.poll() is None and monotonic() < end:
        sleep(0.05)
    building.send_signal(signal.SIGINT)
    output, errors = building.communicate(timeout=60)
    assert building.returncode == 130, errors
    assert errors == (
        "cmp-search: stopped: 2 of 4 texts are indexed; run `cmp-search index` again for the rest\n"
    )
    left = ["puertos-2022", "harbour-2020-digest"]
    assert the_json(output)["left"] == left
    _, output, _ = run("status", "--json")
    assert the_json(output)["pending"] == sorted(left)
    status, output, _ = run("index", "--json")
    assert (status, the_json(output)["added"]) == (0, left)


def test_a_stop_that_leaves_nothing_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cmp_search.encoders.fake.FakeEncoder.encode_passages", stopped)
    status, output, errors = run("index")
    assert (status, output) == (130, "")
    assert errors == "cmp-search: stopped; nothing is indexed yet\n"


def test_a_stop_says_that_the_last_index_stays_only_if_it_does(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index")
    (corpus / "oars.txt").write_text("A note about oars.", "utf-8")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cmp_search.index.embedded.builder.write_manifest", stopped)
        status, _, errors = run("index")
        assert status == 130
        assert errors == "cmp-search: stopped; the last index stays as it was\n"
    monkeypatch.setattr("cmp_search.index.build.find_duplicates", stopped)
    status, _, errors = run("index")
    assert (status, errors) == (130, "cmp-search: stopped; the new index was complete by then\n")
