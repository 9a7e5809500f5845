"""What recognising needs, and how the process that does it is followed."""

import os
import select
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cmp_search.corpus.recognition import process
from cmp_search.corpus.recognition.process import check_installed, languages_for, run
from cmp_search.errors import RecognitionError
from tests.raising import raises_code


@pytest.fixture
def languages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """OCRmyPDF and Tesseract are there, with these languages, which a test may change."""
    listed = ["eng", "fra", "spa", "osd"]

    def list_languages(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, "\n".join(["List of 4", *listed]), "")

    monkeypatch.setattr(process, "has_extra", lambda _: True)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/tesseract")
    monkeypatch.setattr(subprocess, "run", list_languages)
    return listed


def test_nothing_is_missing(languages: list[str]) -> None:
    check_installed(["eng", "fra", "spa"])


def test_the_extra_is_missing(languages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "has_extra", lambda _: False)
    with raises_code(RecognitionError, "ocr_not_installed"):
        check_installed(["eng"])


def test_tesseract_is_missing(languages: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with raises_code(RecognitionError, "tesseract_not_installed"):
        check_installed(["eng"])


def test_a_language_is_missing(languages: list[str]) -> None:
    languages[:] = ["eng"]
    check = raises_code(RecognitionError, "tesseract_language")
    with check as raised:
        check_installed(["eng", "spa"])
    assert raised.value.parameters == {
        "missing": ["osd", "spa"],
        "packages": "tesseract-ocr-osd tesseract-ocr-spa",
    }


@pytest.mark.parametrize(("language", "names"), [("fr", "fra"), ("es", "spa"), ("en", "eng")])
def test_a_known_language(language: str, names: str) -> None:
    assert languages_for(language) == (names,)


@pytest.mark.parametrize("language", ["", "de"])
def test_any_other_language_may_be_all_three(language: str) -> None:
    assert languages_for(language) == ("eng", "fra", "spa")


def test_a_file_that_is_no_pdf_fails_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"no PDF at all")
    with raises_code(RecognitionError, "ocr_failed") as raised:
        run(path, "0" * 64, tmp_path, ["eng"], lambda done, total: None)
    assert raised.value.parameters["file"] == "scan.pdf"
    assert raised.value.parameters["reason"]
    assert {path.name for path in tmp_path.iterdir()} == {"scan.pdf"}


WORK = """
import subprocess, sys, time
print("pages 3", flush=True)
print("page", flush=True)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
print("page", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="only there, processes end as a group")
def test_ctrl_c_ends_the_work_and_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third line interrupts, when the process has a child; the pipe ends when both have."""
    popen, steps = subprocess.Popen, []
    reading, writing = os.pipe()

    def start(command: list[str], **options: Any) -> subprocess.Popen[str]:
        return popen([*command[:-1], WORK], pass_fds=[writing], **options)

    def listen(done: int, total: int) -> None:
        steps.append((done, total))
        if len(steps) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "scan.pdf", "0" * 64, tmp_path, ["eng"], listen)
    assert steps == [(0, 3), (1, 3), (2, 3)]
    os.close(writing)
    assert select.select([reading], [], [], 30)[0] and os.read(reading, 1) == b""
    os.close(reading)
