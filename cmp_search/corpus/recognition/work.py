"""The work on one scan, in a process of its own: `work(scan, scan_hash, folder, languages)`.

1. OCRmyPDF draws each page without text, has its text recognised (see `engine`) and lays it,
   unseen, over the page; pages with text stay as they are. Pages on their side are turned upright.
2. The certainty of each page is written into the properties, and the scan's hash at the end (see
   `documents.recognition`).
3. Standard output has `pages N`, `page` whenever one is done, and `failed REASON` if it fails.
"""

import os
import sys
from pathlib import Path
from typing import Any

from cmp_search.documents.recognition import PROPERTY, mark, pages_property

RESULT = "recognised.pdf"
"""The recognised PDF in the work folder; without it, no words were recognised."""
OPTIONS: dict[str, Any] = {
    "mode": "skip",
    "rotate_pages": True,
    "output_type": "pdf",
    "optimize": 0,
    "invalidate_digital_signatures": True,
    "tagged_pdf_mode": "ignore",
    "use_threads": True,
    "progress_bar": False,
}


def work(scan: str, scan_hash: str, folder: str, languages: list[str]) -> None:
    """Make the recognised PDF of a scan."""
    try:
        _recognise(Path(scan), scan_hash, Path(folder), languages)
    except Exception as error:
        reason = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
        print("failed", reason, flush=True)  # noqa: T201
        sys.exit(1)


def _recognise(scan: Path, scan_hash: str, folder: Path, languages: list[str]) -> None:
    from cmp_search.corpus.recognition import engine

    os.environ[engine.FOLDER] = str(folder)
    import ocrmypdf
    import pikepdf

    drawn = folder / "drawn.pdf"
    ocrmypdf.ocr(scan, drawn, language=languages, plugins=[engine.__name__], **OPTIONS)
    certainties = engine.certainties(folder)
    if not certainties:
        return
    marked = folder / "marked.pdf"
    with pikepdf.open(drawn) as pdf:
        pdf.docinfo[PROPERTY] = pages_property(certainties)
        pdf.save(marked)
    mark(marked, scan_hash)
    marked.replace(folder / RESULT)
