"""McGill, tenth edition: body, title in italics, date in parentheses, place, "online: <address>".

A subset, for official texts: article, fracción and inciso stand behind a comma, as with statutes;
pages and paragraphs behind "at", without a sign for pages; headings are quoted. French notes have
the French rules ("à la p 12, au para 3", "en ligne :"). The date of access is added, which the
Guide leaves to the writer. The short form is *supra*, with the number of the footnote.
Source: Canadian Guide to Uniform Legal Citation, 10th ed. (McGill Law Journal), on pinpoints,
subsequent references, government documents and addresses.
"""

from dataclasses import dataclass

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind
from cmp_search.citations.rich_text import RichText, Run
from cmp_search.citations.styles import parts

_OF_LAW = (PinpointKind.ARTICLE, PinpointKind.FRACTION, PinpointKind.LETTER, PinpointKind.ITEM)


@dataclass(frozen=True, slots=True)
class _Rules:
    """The forms of one language: quotation marks, what joins steps, and what leads to the rest.

    `at` stands once, before the first page or paragraph.
    """

    forms: parts.Forms
    quoted: str
    at: str
    online: str
    accessed: str


_RULES = {
    "en": _Rules(
        {
            PinpointKind.ARTICLE: ("art {at}", "arts {at}"),
            PinpointKind.FRACTION: ("frac {at}", "fracs {at}"),
            PinpointKind.LETTER: ("subpara {at}", "subparas {at}"),
            PinpointKind.ITEM: ("item {at}", "items {at}"),
            PinpointKind.PAGE: ("{at}", "{at}"),
            PinpointKind.PARAGRAPH: ("para {at}", "paras {at}"),
        },
        quoted="“{words}”",
        at="at ",
        online="online: ",
        accessed="accessed {day}",
    ),
    "fr": _Rules(
        {
            PinpointKind.ARTICLE: ("art {at}", "art {at}"),
            PinpointKind.FRACTION: ("frac {at}", "frac {at}"),
            PinpointKind.LETTER: ("al {at}", "al {at}"),
            PinpointKind.ITEM: ("point {at}", "points {at}"),
            PinpointKind.PAGE: ("à la p {at}", "aux pp {at}"),
            PinpointKind.PARAGRAPH: ("au para {at}", "aux para {at}"),
        },
        quoted="«\u202f{words}\u202f»",
        at="",
        online="en ligne\u00a0: ",
        accessed="consulté le {day}",
    ),
}


def full(citation: Citation, language: str, accessed: str) -> RichText:
    """The citation in full; `accessed` is the date on which it was read, in ISO 8601, or empty."""
    language = _known(language)
    rules = _RULES[language]
    body = f"{citation.issuing_body}, " if citation.issuing_body else ""
    date = f" ({date})" if (date := parts.dated(citation, language)) else ""
    behind = f"{date}{_place(citation, rules)}{parts.remarks(citation, language)}"
    if not citation.url:
        return parts.runs(body, parts.title(citation), f"{behind}.")
    day = parts.in_words(accessed, language)
    read = f" ({rules.accessed.format(day=day)})" if day else ""
    address = (f", {rules.online}<", parts.address(citation), f">{read}.")
    return parts.runs(body, parts.title(citation), behind, *address)


def short(citation: Citation, language: str, footnote: int) -> RichText:
    """The form for a text that an earlier footnote cites in full."""
    language = _known(language)
    place = _place(citation, _RULES[language])
    behind = f" note {footnote}{place}{parts.remarks(citation, language)}."
    supra = Run("supra", italic=True, language="la")
    return parts.runs(parts.title(citation), ", ", supra, behind)


def _known(language: str) -> str:
    return language if language in _RULES else "en"


def _place(citation: Citation, rules: _Rules) -> str:
    """Behind commas what is quoted and the steps of a law, then pages and paragraphs."""
    quoted = parts.headings(citation)
    behind = [rules.quoted.format(words=quoted)] if quoted else []
    behind += parts.numbered(citation, rules.forms, _OF_LAW)
    pages = parts.numbered(citation, rules.forms, (PinpointKind.PAGE,))
    counted = pages + parts.numbered(citation, rules.forms, (PinpointKind.PARAGRAPH,))
    at = f" {rules.at}{', '.join(counted)}" if counted else ""
    return "".join(f", {part}" for part in behind) + at
