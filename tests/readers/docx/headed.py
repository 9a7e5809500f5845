"""Lines of Word files that tests make, and the headings that are found."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from ..looking import tree
from .reading import read

BODY = "The vines of the northern slope are pruned in March, and what is cut is burnt there."


def paths(document: WordDocument) -> list[str]:
    return [path for path, words in tree(read(document)) if words]


def bold(document: WordDocument, text: str, size: float = 0) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)
