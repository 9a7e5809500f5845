"""Sentences of the texts as the pages quote them; the words of a digest are no quotation."""

from dataclasses import dataclass

from cmp_search.locales import Messages


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A sentence of a text between the quotation marks of the reader's language.

    A digest's has no marks but a `warning`: it is a paraphrase.
    """

    opening: str
    text: str
    closing: str
    language: str
    warning: str


def quote_view(sentence: str, language: str, is_digest: bool, messages: Messages) -> QuoteView:
    """A sentence in a language, for the reader of `messages`."""
    if is_digest:
        return QuoteView("", sentence, "", language, messages("hit.digest"))
    opening, closing = messages.quote("\n").split("\n")
    return QuoteView(opening, sentence, closing, language, "")
