"""The plain style: a citation that anyone can read, with no manual at hand.

In full: body, *title* (date), section › path, art. 22, para 3, p. xii [PDF 14], address (accessed
date). In short: *title*, above note 3, and the pinpoint. Both are sentences, in the reader's
language; what is quoted of the text keeps its own. Parts that are not known are left out.
"""

from collections.abc import Iterable

from cmp_search.citations.citation import Citation
from cmp_search.citations.rich_text import RichText, Run, web_link
from cmp_search.citations.styles import parts
from cmp_search.locales import Messages, messages_for


def full(citation: Citation, language: str, accessed: str) -> RichText:
    """The citation in full; `accessed` is a date in ISO 8601, or empty."""
    messages = messages_for(language)
    body = (Run(citation.issuing_body, language=citation.language),)
    pieces = [body, _dated_title(citation, messages), *_pinpoint(citation, messages)]
    return _sentence([*pieces, _address(citation.url, accessed, messages)])


def short(citation: Citation, language: str, footnote: int) -> RichText:
    """The citation of a text that an earlier footnote cites in full."""
    messages = messages_for(language)
    above = (Run(messages("citation.above", n=str(footnote))),)
    return _sentence([_title(citation), above, *_pinpoint(citation, messages)])


def _sentence(pieces: Iterable[RichText]) -> RichText:
    """Pieces with commas between them, and a full stop."""
    runs: list[Run] = []
    for piece in pieces:
        if any(run.text for run in piece):
            runs += [Run(", "), *piece] if runs else piece
    return (*runs, Run("."))


def _title(citation: Citation) -> RichText:
    return (Run(citation.title, italic=True, language=citation.language),)


def _dated_title(citation: Citation, messages: Messages) -> RichText:
    date = parts.dated(citation, messages.language)
    return (*_title(citation), Run(f" ({date})")) if date else _title(citation)


def _pinpoint(citation: Citation, messages: Messages) -> list[RichText]:
    """The places, with what has to be known of them."""
    places: list[RichText] = [
        (Run(words, language=citation.language if quoted else ""),)
        for words, quoted in citation.places(messages.language)
    ]
    places += [(Run(remark),) for remark in citation.remarks(messages.language)]
    return places


def _address(url: str, accessed: str, messages: Messages) -> RichText:
    """The address, which leads there if it is one of the web, and when it was last read."""
    cited = Run(url, link=web_link(url))
    if not parts.day_of(accessed):
        return (cited,)
    said = messages("citation.accessed", date=parts.in_words(accessed, messages.language))
    return (cited, Run(f" ({said})")) if url else (Run(said),)
