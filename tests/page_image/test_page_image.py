"""Page images, drawn in a process of their own from the file that was indexed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cmp_search import page_image
from cmp_search.documents.document import Span
from cmp_search.errors import DamagedError, LimitError
from cmp_search.page_image import indexed_file, page_images
from cmp_search.readers.sandbox.process import Sandbox
from tests.conftest import CHECKOUT
from tests.page_image.making import document
from tests.raising import raises_code
from tests.readers.pdf_making import pdf, stacked

DATA = pdf(stacked("The keepers swap recipes every spring."))


@pytest.fixture(autouse=True)
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    one = Sandbox("cmp_search.page_image.draw:draw")
    monkeypatch.setattr(page_image, "PROCESS", one)
    yield one
    one.close()


def test_a_passage_is_boxed_on_its_page() -> None:
    read = document(DATA)
    (image,) = page_images(read, DATA, Span(0, len(read.text)))
    assert image.number == 1
    assert len(image.boxes) == 1


def test_a_broken_file_is_refused_and_the_next_one_drawn() -> None:
    read = document(DATA)
    with pytest.raises(DamagedError):
        page_images(read, DATA[:100], Span(0, 5))
    assert page_images(read, DATA, Span(0, 5))


@pytest.mark.slow
def test_drawing_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Sandbox("tests.page_image.test_page_image:never_ends", seconds=3)
    monkeypatch.setattr(page_image, "PROCESS", slow)
    with raises_code(LimitError, "reading_slow", seconds=3):
        page_images(document(DATA), DATA, Span(0, 5))
    slow.close()


def never_ends(order: object, data: bytes) -> bytes:
    while True:
        pass


def test_only_the_file_that_was_indexed_is_used(tmp_path: Path) -> None:
    read = document(DATA, "oars")
    assert indexed_file(tmp_path / "nowhere", read) is None
    assert indexed_file(tmp_path, read) is None
    file = tmp_path / "oars.pdf"
    file.write_bytes(DATA)
    assert indexed_file(tmp_path, read) == DATA
    file.write_bytes(DATA + b"\n")
    assert indexed_file(tmp_path, read) is None


def test_pdfium_is_loaded_in_that_process_alone() -> None:
    program = "import sys, cmp_search.web.read; sys.exit('pypdfium2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT).returncode == 0
