"""What tests of the Read page look at."""

from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from cmp_search.documents.passage import Passage
from cmp_search.index.engines import open_index
from cmp_search.locales import messages_for

WORDS = messages_for("en")


def passages(index: Path, document: str) -> list[Passage]:
    """The passages of a document in an index, in reading order."""
    with closing(open_index(str(index))) as opened:
        return list(opened.passages_of(document))


def links(page: AppTest) -> dict[str, dict[str, list[str]]]:
    """What the links of the page lead to, by their labels; page and address."""
    return {
        element.proto.label: {"page": [element.proto.page], **parse_qs(element.proto.query_string)}
        for element in page.get("page_link")
    }
