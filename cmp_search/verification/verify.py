"""Verifying a draft: whether each of its quotations stands in the texts, where it says it does.

1. The file is read into a draft, in the sandbox (see `drafts`).
2. Its quotations are found, with the footnotes that belong to them, in the sandbox, too (see
   `finding`).
3. Its annex of excerpts, if it has one, says which characters were quoted, and has them, as they
   were in that edition (see `annex`).
4. All quotations are compared with all texts of the index, and judged (see `comparing`).
"""

from collections.abc import Iterator
from pathlib import Path, PurePath

from cmp_search.errors import ReadError
from cmp_search.index.base import Index
from cmp_search.verification.annex import annex_of, excerpts_of
from cmp_search.verification.block_quotes import block_words
from cmp_search.verification.cited import Footnotes
from cmp_search.verification.comparing import compare
from cmp_search.verification.draft import Draft, Place
from cmp_search.verification.drafts import draft_of, read_draft
from cmp_search.verification.drafts.reading import quotations_in_sandbox
from cmp_search.verification.judging import Reason
from cmp_search.verification.quotation import DraftQuotation
from cmp_search.verification.verdict import CheckedQuotation, Standing, Verification


def verify(index: Index, file: Path) -> Verification:
    """The standing of every quotation in a file.

    Raises:
        ReadError: the file cannot be read.
    """
    return verify_draft(index, read_draft(file), file.name)


def verify_bytes(index: Index, data: bytes, name: str) -> Verification:
    """The standing of every quotation in the bytes of a file, whose name has its suffix.

    Raises:
        ReadError: they cannot be read.
    """
    try:
        draft = draft_of(PurePath(name).suffix, data)
    except ReadError as error:
        raise error.of(name) from error
    return verify_draft(index, draft, name)


def verify_quotation(index: Index, words: str, citation: str = "") -> Verification:
    """The standing of a single quotation, with what is cited for it as its footnote; step 4.

    There is no draft, so the verification names no file. Quotation marks around the words are not
    part of them.

    Raises:
        SlowError: it takes too long.
    """
    notes = {"1": citation} if citation.strip() else {}
    labels, texts = tuple(notes), tuple(notes.values())
    quotation = DraftQuotation(block_words(words), 0, Place.BODY, labels, texts)
    headings = CheckedQuotation(quotation, Standing.NOT_CHECKED, reason=Reason.HEADINGS)
    checked = compare(index, [quotation], Footnotes(index.entries(), notes)) or (headings,)
    return Verification("", index.manifest.fingerprint, checked)


def verify_draft(index: Index, draft: Draft, name: str) -> Verification:
    """The standing of every quotation in a draft from a file with a name; steps 2 to 4.

    Raises:
        ReadError: finding or comparing its quotations takes too much time or memory.
    """
    footnotes = Footnotes(index.entries(), dict(_notes(draft)), annex_of(draft))
    try:
        quotations = quotations_in_sandbox(draft)
        checked = compare(index, quotations, footnotes, _excerpts(draft))
    except ReadError as error:
        raise error.of(name) from error
    return Verification(name, index.manifest.fingerprint, checked)


def _excerpts(draft: Draft) -> str:
    """The words of all excerpts of the annex; notes may have got other numbers since."""
    return "\n".join(draft.paragraphs[at].text for at in sorted(excerpts_of(draft)))


def _notes(draft: Draft) -> Iterator[tuple[str, str]]:
    """The footnotes in order, and the endnotes: "Ibid." goes back among its own kind."""
    notes = sorted(
        (one for one in draft.paragraphs if one.note), key=lambda one: one.place is Place.ENDNOTE
    )
    for label in dict.fromkeys(one.note for one in notes):
        yield label, draft.note_text(label)
