"""Quotations as a draft has them: words in quotation marks, or set as a quotation."""

from dataclasses import dataclass

from cmp_search.verification.draft import Place


@dataclass(frozen=True, slots=True)
class DraftQuotation:
    """A quotation, without its outer quotation marks, as it is written.

    `paragraph` is the position of its (first) paragraph in the draft, from 0. `notes` are the texts
    of the footnotes that belong to it, `labels` their ids.
    """

    text: str
    paragraph: int
    place: Place
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
