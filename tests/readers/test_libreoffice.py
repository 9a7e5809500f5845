"""The documents of the conformance tests as another real writer saves them: LibreOffice.

`soffice` reads the Word files that python-docx wrote, and saves them anew in every format.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cmp_search.documents.document import BlockKind, HeadingOrigin
from cmp_search.readers.extract import Extract
from tests.readers.direct import read_extract

from . import statute_files
from .looking import check, texts, tree, words
from .samples import ITEMS, STEPS, TITLE, TREE, WORKS, as_docx
from .statute_words import STATUTES
from .statutes import Statute, section_of_note, tree_without_note

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
WITH_NOTES = [name for name in SAVED if name != "txt"]
"""LibreOffice writes no notes into plain text, so that there is nothing to read."""
Save = Callable[[str, str], Extract]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Save:
    """Saves all documents in a format, and reads one of them again; each format is saved once."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "treaty.docx").write_bytes(as_docx())
    for statute in STATUTES:
        (folder / f"{statute.language}.docx").write_bytes(statute_files.as_docx(statute))

    def one(name: str, document: str) -> Extract:
        out = folder / name.replace(" ", "-")
        if not out.exists():
            convert(sorted(folder.glob("*.docx")), SAVED[name][0], out, folder / "profile")
        (path,) = out.glob(f"{document}.*")
        return read_extract(path.suffix, path.read_bytes())

    return one


def convert(sources: Sequence[Path], form: str, folder: Path, profile: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", form, "--outdir", folder, *sources],
        check=True,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.parametrize("name", SAVED)
def test_it_is_the_same_document(save: Save, name: str) -> None:
    extract = save(name, "treaty")
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


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.language)
@pytest.mark.parametrize("name", SAVED)
def test_it_is_the_same_statute(save: Save, name: str, statute: Statute) -> None:
    extract = save(name, statute.language)
    check(extract)
    assert extract.title == statute.title
    assert tree_without_note(extract, statute) == statute.tree
    assert statute.contents not in extract.text
    assert extract.quality.warnings == ()


@pytest.mark.parametrize("statute", STATUTES, ids=lambda statute: statute.language)
@pytest.mark.parametrize("name", WITH_NOTES)
def test_its_note_is_in_the_section_that_refers_to_it(
    save: Save, name: str, statute: Statute
) -> None:
    assert section_of_note(save(name, statute.language), statute) == statute.noted_path
