"""Drafts as another real writer saves them: LibreOffice."""

import shutil
import subprocess
from pathlib import Path

import pytest

from cmp_search.verification.drafts.reading import draft
from cmp_search.verification.finding import find_quotations

from .planting import Planted, as_docx

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
    ),
]
DRAFT = [
    Planted("It says", ("“", "”"), "the tide of l’accord turns", ".", "Report one.", "plain"),
    Planted("Il dit", ("«\u00a0", "\u00a0»"), "la marée “monte” ici", ",", "Bilan deux.", "table"),
    Planted("Según", ("‘", "’"), "la marea cambia hoy", ", dice.", "", "plain"),
    Planted("", ("", ""), "these words are set", "", "Report three.", "set"),
]
EXPECTED = [
    ("the tide of l’accord turns", ("1",), ("Report one.",)),
    ("la marée “monte” ici", ("2",), ("Bilan deux.",)),
    ("la marea cambia hoy", (), ()),
    ("these words are set", ("3",), ("Report three.",)),
]


def saved(folder: Path, *formats: str) -> Path:
    """The draft as LibreOffice saves it, in one format after another."""
    path = folder / "draft.docx"
    path.write_bytes(as_docx(DRAFT))
    for step, name in enumerate(formats):
        out = folder / str(step)
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
                *("--headless", "--convert-to", name, "--outdir", str(out), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        (path,) = out.iterdir()
    return path


def test_a_word_file_comes_back_the_same(tmp_path: Path) -> None:
    path = saved(tmp_path, "odt", "docx:MS Word 2007 XML")
    found = find_quotations(draft(".docx", path.read_bytes()))
    assert [(one.text, one.labels, one.notes) for one in found] == EXPECTED


def test_a_web_page_loses_only_what_is_set_by_style(tmp_path: Path) -> None:
    path = saved(tmp_path, "html:HTML (StarWriter)")
    found = find_quotations(draft(".html", path.read_bytes()))
    assert [(one.text, one.labels, one.notes) for one in found] == EXPECTED[:3]
