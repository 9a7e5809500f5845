"""Running the work on one scan, and what it needs: OCRmyPDF, Tesseract and its languages."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from cmp_search.errors import RecognitionError
from cmp_search.extras import has_extra, install_extra

LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa"}
"""Tesseract's names of the languages."""
PageProgress = Callable[[int, int], None]
"""Called with how many pages are recognised, and how many there are to recognise."""


def languages_for(language: str) -> tuple[str, ...]:
    """Tesseract's languages for a text in a language; all if that is not known."""
    return (LANGUAGES[language],) if language in LANGUAGES else tuple(LANGUAGES.values())


def check_installed(languages: Sequence[str]) -> None:
    """Check that all is there that recognising in these languages takes.

    Raises:
        RecognitionError: something is missing.
    """
    if not has_extra("ocr"):
        raise RecognitionError("ocr_not_installed", command=install_extra("ocr"))
    if shutil.which("tesseract") is None:
        raise RecognitionError("tesseract_not_installed")
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True)
    missing = sorted({*languages, "osd"} - set(listed.stdout.split()))
    if missing:
        packages = " ".join(f"tesseract-ocr-{language}" for language in missing)
        raise RecognitionError("tesseract_language", missing=missing, packages=packages)


def run(
    scan: Path, scan_hash: str, folder: Path, languages: Sequence[str], progress: PageProgress
) -> None:
    """Do the work on a scan in a process of its own (see `work`); Ctrl-C ends it at once.

    Raises:
        RecognitionError: it failed.
    """
    program = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from cmp_search.corpus.recognition.work import work\n"
        f"work({str(scan)!r}, {scan_hash!r}, {str(folder)!r}, {list(languages)!r})"
    )
    with TemporaryDirectory(prefix="pages-", dir=folder, ignore_cleanup_errors=True) as temporary:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "TMPDIR": temporary},
            start_new_session=True,
        )
        try:
            reason = _followed(process, progress)
        finally:
            _end(process)
    if process.returncode:
        raise RecognitionError("ocr_failed", file=scan.name, reason=reason or "it crashed")


def _followed(process: subprocess.Popen[str], progress: PageProgress) -> str:
    """Report the progress of the work until it ends; returns why it failed, if it did."""
    done, total, reason = 0, 0, ""
    assert process.stdout
    for line in process.stdout:
        word, _, rest = line.strip().partition(" ")
        match word:
            case "pages":
                total = int(rest)
            case "page":
                done += 1
            case "failed":
                reason = rest
        progress(done, total)
    process.wait()
    return reason


def _end(process: subprocess.Popen[str]) -> None:
    """End the work, with the programs that it has started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
