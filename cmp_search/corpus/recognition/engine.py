"""Tesseract as OCRmyPDF's engine, but no page is recognised twice.

OCRmyPDF loads this module as a plugin, in the process of `work`. What Tesseract found on a page is
kept in a file of the work folder, in its own format (hOCR), as soon as the page is done.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from ocrmypdf import hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.pdfinfo import PageInfo

FOLDER = "CMP_SEARCH_RECOGNITION"
"""Variable of the environment that names the work folder."""
_NAME = re.compile(r"(\d+)\.hocr")
_CERTAINTY = re.compile(r"\bx_wconf (\d+)")


class KeepingEngine(TesseractOcrEngine):  # type: ignore[misc]
    """Tesseract, asked only for pages that it has not recognised yet."""

    @staticmethod
    def generate_hocr(
        input_file: Path, output_hocr: Path, output_text: Path, options: object
    ) -> None:
        """Recognise a page; its number begins the names of all its files (`000001_ocr.png`)."""
        work = Path(os.environ[FOLDER])
        kept = work / f"{int(output_hocr.name.partition('_')[0])}.hocr"
        if not kept.exists():
            with TemporaryDirectory(dir=work) as folder:
                new = Path(folder) / "page.hocr"
                TesseractOcrEngine.generate_hocr(input_file, new, new.with_suffix(".txt"), options)
                new.replace(kept)
        output_hocr.write_bytes(kept.read_bytes())
        output_text.write_text("", "utf-8")
        print("page", flush=True)  # noqa: T201 - the process that started this one counts them


@hookimpl  # type: ignore[untyped-decorator]
def get_ocr_engine() -> KeepingEngine:
    """The engine that OCRmyPDF asks."""
    return KeepingEngine()


@hookimpl  # type: ignore[untyped-decorator]
def validate(pdfinfo: Iterable[PageInfo]) -> None:
    """Say how many pages have no text, before the first is recognised."""
    print("pages", sum(not page.has_text for page in pdfinfo), flush=True)  # noqa: T201


def certainties(work: Path) -> dict[int, int]:
    """How certain Tesseract is of the words of each page that has any, on average (0 to 100)."""
    found = {}
    for path in work.glob("*.hocr"):
        name = _NAME.fullmatch(path.name)
        words = list(map(int, _CERTAINTY.findall(path.read_text("utf-8"))))
        if name and words:
            found[int(name[1])] = round(fmean(words))
    return found
