"""Which module writes a style; each has `full` and `short`, as `plain` does."""

from collections.abc import Mapping
from typing import Protocol

from cmp_search.citations.citation import Citation
from cmp_search.citations.rich_text import RichText
from cmp_search.citations.styles import Style, apa, mcgill, mexican, plain


class StyleModule(Protocol):
    """What a style can write."""

    def full(self, citation: Citation, language: str, accessed: str) -> RichText:
        """The citation in full; `accessed` is a date in ISO 8601, or empty."""
        ...

    def short(self, citation: Citation, language: str, footnote: int) -> RichText:
        """The citation of a text that an earlier footnote cites in full."""
        ...


_MODULES: Mapping[Style, StyleModule] = {
    Style.PLAIN: plain,
    Style.APA: apa,
    Style.MCGILL: mcgill,
    Style.MEXICAN: mexican,
}


def full(citation: Citation, style: Style, language: str, accessed: str) -> RichText:
    """A citation in full, in a style, for readers of a language.

    `accessed` is the date on which the text was read, in ISO 8601, or empty.
    """
    return _MODULES[style].full(citation, language, accessed)


def short(citation: Citation, style: Style, language: str, footnote: int) -> RichText:
    """A citation in short: its text is cited in full in the footnote of that number."""
    return _MODULES[style].short(citation, language, footnote)
