"""What a library shows of its texts without a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cmp_search.library.core import Core

if TYPE_CHECKING:
    from cmp_search.documents.document import Document
    from cmp_search.index.status import DocumentDetail, Status
    from cmp_search.lookup.counterparts import LookedUpCounterpart
    from cmp_search.lookup.listing import Listing
    from cmp_search.lookup.passages import LookedUpPassage
    from cmp_search.lookup.sections import LookedUpSection


class Reading(Core):
    """Documents, passages and sections of the index, and what is indexed."""

    def document(self, id: str) -> Document:
        """An indexed document with its text.

        Raises:
            UnknownDocumentError: the document is not in it.
        """
        with self._read() as index:
            return index.document(id)

    def passage(self, id: str) -> LookedUpPassage:
        """A passage by its id, with its citation, from the current generation.

        Raises:
            NoteError: there is no passage with that id.
        """
        from cmp_search.lookup.passages import passage

        index = self.index()
        return passage(index, id, self._watch(index))

    def section(self, id: str, number: int) -> LookedUpSection:
        """A section of a document, by the number of its heading from 1.

        0 is what stands before the first heading.

        Raises:
            UnknownDocumentError: the document is not in the index.
            UnknownSectionError: it has no section of that number.
        """
        from cmp_search.lookup.sections import section

        index = self.index()
        return section(index, id, number, self._watch(index))

    def counterpart(self, id: str, number: int, language: str) -> LookedUpCounterpart:
        """What a section of a document is in the edition in a language, and how sure that is.

        Raises:
            UnknownDocumentError: the document is not in the index, or not in that language.
            UnknownSectionError: it has no section of that number.
        """
        from cmp_search.lookup.counterparts import same_section

        index = self.index()
        return same_section(index, id, number, language, self._watch(index))

    def documents(self) -> Listing:
        """The documents of the current generation; `status` also says what a build would do."""
        from cmp_search.lookup.listing import listing

        index = self.index()
        return listing(index, self._watch(index))

    def status(self) -> Status:
        """What is indexed, and what a build would do now.

        Raises:
            CorpusError: the corpus folder is missing or empty.
        """
        from cmp_search.index.status import read_status

        return read_status(self.corpus, self.index_address)

    def document_status(self, id: str) -> DocumentDetail:
        """How one document was read, and its sections.

        Raises:
            UnknownDocumentError: the document is not in it.
        """
        from cmp_search.index.status import document_detail

        with self._read() as index:
            return document_detail(index, id)
