"""The document of the conformance tests as another real writer saves it: LibreOffice.

`soffice` reads the Word file that python-docx wrote, and saves it anew in every format.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.readers.extract import Extract
from tests.readers.direct import read_extract

from .looking import check, texts, tree, words
from .samples import ITEMS, STEPS, TITLE, TREE, WORKS, as_docx

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("soffice") is None,
        reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui",
    ),
]
PDF = (
    'pdf:writer_pdf_Export:{{"ExportBookmarks":{{"type":"boolean","value":"{0}"}},'
    '"UseTaggedPDF":{{"type":"boolean","value":"{0}"}}}}'
)
SAVED = {
    "docx": ("docx:MS Word 2007 XML", HeadingOrigin.STYLE),
    "html": ("html:HTML (StarWriter)", HeadingOrigin.MARKUP),
    "txt": ("txt:Text (encoded):UTF8", HeadingOrigin.SHAPE),
    "pdf with outline": (PDF.format("true"), HeadingOrigin.OUTLINE),
    "pdf": (PDF.format("false"), HeadingOrigin.STYLE),
}
WITHOUT_COLUMNS = (TREE[-1][0], words(f"{WORKS} Place Date Veracruz 3 May"))
"""The last section where a table has lost which of its rows is the header."""
Save = Callable[[str], Extract]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Saves the document in a format and reads it again; each is saved once."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "treaty.docx").write_bytes(as_docx())
    found: dict[str, Extract] = {}

    def one(name: str) -> Extract:
        if name not in found:
            out = folder / name.replace(" ", "-")
            convert(folder / "treaty.docx", SAVED[name][0], out, folder / "profile")
            (path,) = out.iterdir()
            found[name] = read_extract(path.suffix, path.read_bytes())
        return found[name]

    return one


def convert(source: Path, form: str, folder: Path, profile: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", form, "--outdir", folder, source],
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize("name", SAVED)
def test_it_is_the_same_document(save: Save, name: str) -> None:
    extract = save(name)
    check(extract)
    assert extract.title == TITLE
    assert texts(extract, BlockKind.TITLE) == [TITLE]
    assert extract.headings_from is SAVED[name][1]
    last = TREE[-1] if name in ("docx", "html") else WITHOUT_COLUMNS
    assert tree(extract) == [*TREE[:-1], last]
    items = [item.lstrip("• ") for item in texts(extract, BlockKind.ITEM)]
    assert items == [*ITEMS, f"1. {STEPS[0]}", f"2. {STEPS[1]}"]
    assert extract.language == ("" if name == "txt" else "en")
    assert extract.quality.warnings == ()
