"""One block of a Word document, with what tells whether it is a heading."""

from dataclasses import dataclass

from cmp_search.documents.document import BlockKind


@dataclass(frozen=True, slots=True)
class DocxBlock:
    """One block of a document.

    `level` is that of a heading by its style. `bold` is true if all its words are, `size` is that
    of most of them in half points, `list` the list and level that it is in, `mark` the number that
    Word puts first. `opening` is the first line if that is bold, unlike the lines after it.

    `is_entry` marks an entry of a table of contents, `is_contents_title` what has the style of its
    title, `is_paged` what ends in a page number after leaders or a tab. `may_be_title` marks a
    heading that is the title of the whole where it comes first. `frame` is the number of the table
    or text box that holds the block, from 1.
    """

    kind: BlockKind
    text: str
    level: int = 0
    bold: bool = False
    size: int = 0
    centred: bool = False
    list: tuple[str, int] | None = None
    mark: str = ""
    opening: str = ""
    is_entry: bool = False
    is_contents_title: bool = False
    may_be_title: bool = False
    is_paged: bool = False
    frame: int = 0

    @property
    def is_of_text(self) -> bool:
        """Whether it is a heading that is not listed in a table of contents."""
        listed = self.is_contents_title or self.is_paged
        return self.kind is BlockKind.HEADING and not listed

    @property
    def is_heading(self) -> bool:
        """Whether its style says that it is a heading or a title."""
        return self.kind in (BlockKind.HEADING, BlockKind.TITLE)
