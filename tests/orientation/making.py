"""Made-up texts, and the facts found in them."""

from collections.abc import Sequence

from cmp_search.documents.document import BlockKind
from cmp_search.documents.passage import PassageSettings, passages
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.orientation.facts import Orientation
from cmp_search.orientation.orient import orient
from tests.sample import Piece, make_document


def orientation_of(
    pieces: Sequence[Piece], language: str = "en", title: str = "A title"
) -> Orientation:
    """The facts found in a document of these pieces."""
    document = make_document(pieces, language, title=title)
    return orient(document, list(passages(document, FakeEncoder().count_tokens, PassageSettings())))


def chairs_of(pieces: Sequence[Piece], language: str = "en") -> list[tuple[str, str, str]]:
    """Person, label and group of each co-chair."""
    return [
        (chair.person.text, chair.label.text, chair.group.text if chair.group else "")
        for chair in orientation_of(pieces, language).chairs
    ]


def item(text: str) -> Piece:
    """An item of a list."""
    return BlockKind.ITEM, text, 0


def row(text: str) -> Piece:
    """A row of a table."""
    return BlockKind.ROW, text, 0
