"""The parts that all styles are made of: dates, and the place in the text, each in a style's forms.

1. Headings are quoted, joined by " › ", as in the plain style; a numbered step (article, fracción,
   paragraph, page) takes the style's form for its kind, a singular or a plural one.
2. A page has its printed label, with its position in the PDF in brackets: "12 [PDF 14]"; without a
   label it has that position, said to be that: "14 [PDF]".
3. A date is in words of the style's language; where the day is not known, the year.
"""

from collections.abc import Collection, Mapping
from datetime import date as Date

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import PinpointKind, PinpointStep
from cmp_search.citations.rich_text import RichText, Run, web_link
from cmp_search.locales import messages_for

Forms = Mapping[PinpointKind, tuple[str, str]]
"""For a kind of step, its form for one number and for several; `{at}` is the place of these."""


def headings(citation: Citation) -> str:
    """Step 1: the quoted headings above the words, outermost first; empty if there is none."""
    return " › ".join(step.heading for step in citation.pinpoint if step.is_quoted)


def numbered(citation: Citation, forms: Forms, kinds: Collection[PinpointKind]) -> list[str]:
    """Steps 1 and 2: the numbered steps of these kinds, in their order, in a style's forms."""
    return [
        _in_form(step, forms)
        for step in citation.pinpoint
        if step.kind in kinds and not step.is_quoted
    ]


def _in_form(step: PinpointStep, forms: Forms) -> str:
    one, several = forms[step.kind]
    if step.pdf is None:
        return (one if step.first == step.last else several).format(at=_range(step))
    first, last = map(str, step.pdf)
    pdf = f"PDF {first}" if first == last else f"PDF {first}–{last}"
    if not step.first:
        at = first if first == last else f"{first}–{last}"
        return (one if first == last else several).format(at=f"{at} [PDF]")
    # Two pages of a PDF may have the same label.
    label = _range(step) if first != last else step.first
    return (one if first == last else several).format(at=f"{label} [{pdf}]")


def _range(step: PinpointStep) -> str:
    return step.first if step.first == step.last else f"{step.first}–{step.last}"


def day_of(written: str) -> Date | None:
    """A date in ISO 8601; None if it is empty, or something else."""
    try:
        return Date.fromisoformat(written)
    except ValueError:
        return None


def dated(citation: Citation, language: str) -> str:
    """Step 3: the date of a text in words, as it is given, or its year; or nothing."""
    return in_words(citation.date, language) or citation.date or str(citation.year or "")


def in_words(written: str, language: str) -> str:
    """A date in words; it is given in ISO 8601. Empty if it is not."""
    day = day_of(written)
    return messages_for(language).day(day) if day else ""


def remarks(citation: Citation, language: str) -> str:
    """What has to be known of the words and of the text, behind a blank; or nothing."""
    return "".join(f" {remark}" for remark in citation.remarks(language))


def title(citation: Citation) -> Run:
    """The title in italics, in its own language."""
    return Run(citation.title, italic=True, language=citation.language)


def address(citation: Citation) -> Run:
    """The address, which leads there if it is one of the web."""
    return Run(citation.url, link=web_link(citation.url))


def runs(*parts: Run | str) -> RichText:
    """Parts as runs; those without words are left out."""
    made = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in made if run.text)
