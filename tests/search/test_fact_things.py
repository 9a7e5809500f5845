"""Groups are told in the order of the text that lists them."""

from pathlib import Path

from cmp_search.encoders.fake import FakeEncoder
from cmp_search.index.build import build_index
from cmp_search.search.searcher import open_searcher

TEXT = """\
# Lamps

## The groups

- Oil Working Group
- Fog Working Group
- Lens Working Group

## Fog Working Group

It met.

## Lens Working Group

It met, too.
"""


def test_groups_come_as_the_text_lists_them(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "lamps.md").write_text(TEXT, "utf-8")
    index = str(tmp_path / "index")
    build_index(corpus, index, FakeEncoder(), "fake")
    searcher = open_searcher(index, FakeEncoder())
    facts = searcher.ask("list the working groups").facts
    searcher.close()
    named = [fact.statement.words for fact in facts]
    assert named == ["Oil Working Group", "Fog Working Group", "Lens Working Group"]
