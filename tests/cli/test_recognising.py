"""`cmp-search ocr`, with a double of the work."""

from pathlib import Path

import pytest

from cmp_search.corpus.recognition import scans
from cmp_search.errors import RecognitionError
from cmp_search.extras import install_extra
from tests.cli.conftest import Run, the_json
from tests.readers.scan_making import scan

from ..corpus.recognition.test_scans import Double, doubled


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Double:
    return doubled(monkeypatch)


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(scan("Oars."))
    return str(path)


def test_a_scan_is_recognised_and_indexed(run: Run, paper: str, work: Double) -> None:
    work.certainties = "1:97 2:61"
    status, output, _ = run("ocr", paper)
    assert status == 0
    assert "paper: the text of 2 pages was recognised, 79% certain" in output
    assert "paper: check these pages: 2" in output
    assert "pages whose text was recognised with doubts; compare them with the image: 2" in output
    status, output, _ = run("ask", "Who trims the lamp?", "--document", "paper", "--json")
    (hit,) = the_json(output)["hits"]
    assert hit["recognised"] and hit["citation"].endswith("PDF p. 1 [recognised text]")
    status, output, _ = run("status", "paper")
    assert "paper.ocr.pdf" in output and "2 pages, 79% certain" in output
    pages = [{"number": 1, "certainty": 97}, {"number": 2, "certainty": 61}]
    status, output, _ = run("status", "paper", "--json")
    assert the_json(output)["quality"]["recognised"] == pages


def test_as_json(run: Run, paper: str, work: Double, tmp_path: Path) -> None:
    work.certainties = "1:97"
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4")
    status, output, _ = run("ocr", paper, str(broken), "--json")
    told = the_json(output)
    assert status == 3
    assert told["recognised"] == [
        {
            "id": "paper",
            "file": "paper.ocr.pdf",
            "pages": [{"number": 1, "certainty": 97}],
            "uncertain": [],
            "certainty": 97,
        }
    ]
    (failure,) = told["failed"]
    assert (failure["id"], failure["code"]) == ("broken", "ocr_failed")
    assert failure["reason"].startswith("the text of broken.pdf could not be recognised (no pages)")
    assert "paper" in told["index"]["added"]


def test_what_was_recognised_survives_a_build_that_fails(
    run: Run, paper: str, work: Double
) -> None:
    work.certainties = "1:97"
    status, output, _ = run("ocr", paper, "--json", "--model", "/nowhere")
    told = the_json(output)
    assert status == 1 and told["error"]["code"]
    assert [one["id"] for one in told["recognised"]] == ["paper"]


def test_nothing_is_indexed_if_all_fail(run: Run, tmp_path: Path, work: Double) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4")
    status, output, _ = run("ocr", str(broken))
    assert status == 1
    assert output.startswith("failed: the text of broken.pdf could not be recognised")
    assert not (tmp_path / "index").exists()


def test_without_scans_it_says_so(run: Run) -> None:
    status, output, _ = run("ocr")
    assert (status, output) == (0, "The corpus has no scans to recognise.\n")


def test_what_is_missing_is_said_in_one_line(
    run: Run, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: object) -> None:
        raise RecognitionError("ocr_not_installed", command=install_extra("ocr"))

    monkeypatch.setattr(scans, "check_installed", missing)
    status, _, errors = run("ocr", paper)
    assert (status, errors.count("\n")) == (1, 1)
    assert install_extra("ocr") in errors


def test_ctrl_c_says_how_to_go_on(
    run: Run, paper: str, work: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scans, "run", stop)
    status, _, errors = run("ocr", paper)
    assert status == 130
    assert errors == (
        "cmp-search: stopped; the pages that are done are kept: run the same command again "
        "for the rest\n"
    )


def test_the_message_for_a_scan_names_the_command(run: Run, paper: str) -> None:
    status, _, errors = run("add", paper)
    assert status == 1
    assert "`cmp-search ocr FILE` recognises it" in errors
