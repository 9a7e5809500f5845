"""Quotations as the note's page shows them, and the labels that all of them share."""

from dataclasses import dataclass

from cmp_search.citations.rich_text import RichText
from cmp_search.documents.document import Span
from cmp_search.export.manuscript import Footnote
from cmp_search.locales import Messages, messages_for
from cmp_search.notes.note import Quotation, Quote
from cmp_search.web.address import address_of, passage_query


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation: its words as they are exported, its footnote, and what to know of it.

    `text` has its quotation marks, which a paraphrase does not get.
    """

    number: int
    label: str
    language: str
    text: str
    warning: str
    citation: RichText
    editions: str
    address: str


@dataclass(frozen=True, slots=True)
class QuotationLabels:
    """The labels that every quotation shows."""

    read: str
    copy: str
    copied: str
    selected: str


def quotation_view(
    quotation: Quotation, footnote: Footnote, language: str, messages: Messages
) -> QuotationView:
    """A quotation with its footnote; `language` is that of the note."""
    quote = quotation.quote
    others = ", ".join(messages.name(one.citation.language) for one in quotation.editions)
    return QuotationView(
        number=footnote.number,
        label=messages("note.quotation", number=str(footnote.number)),
        language=quote.citation.language,
        text=quote.text if quote.is_digest else messages_for(language).quote(quote.text),
        warning=messages("note.digest") if quote.is_digest else "",
        citation=footnote.words,
        editions=messages("note.editions", languages=others) if others else "",
        address=read_address(quote),
    )


def quotation_labels(messages: Messages) -> QuotationLabels:
    """The labels in a language."""
    return QuotationLabels(
        read=messages("read.link"),
        copy=messages("hit.copy_sentence"),
        copied=messages("hit.copied"),
        selected=messages("hit.selected"),
    )


def read_address(quote: Quote) -> str:
    """The address of a quote's passage in its text, where the words quoted stand out."""
    cited = quote.citation
    return address_of(
        "read", passage_query(cited.document, quote.passage, Span(cited.start, cited.end))
    )
