"""A reference: a text that is cited, with the places that are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as Date

from cmp_search.citations.citation import Citation
from cmp_search.citations.pinpoint import render_step
from cmp_search.language.unseen import undirected

_LAWS = frozenset(
    ("act", "constitution", "convention", "treaty", "agreement", "regulation", "decree")
)
"""Kinds of the catalogue that are law; the rest are reports."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A text as reference managers have it; fields are on one line each.

    `date` is in ISO 8601, with the day or the year alone; empty if unknown. `places` are where the
    cited words stand, in the reader's language; `cautions` what has to be known of the text.
    """

    id: str
    title: str
    author: str
    date: str
    language: str
    url: str
    accessed: str
    is_law: bool
    places: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """Its places and what has to be known, on one line."""
        return "; ".join(self.places + self.cautions)

    @property
    def year(self) -> str:
        """The year; empty if unknown."""
        return self.date[:4]

    @property
    def day(self) -> Date | None:
        """The day, if it is known."""
        return Date.fromisoformat(self.date) if len(self.date) > 4 else None


def references(cited: Iterable[tuple[Citation, str]], language: str) -> tuple[Reference, ...]:
    """The texts of citations, each with the date of its last access, in the order cited."""
    found: dict[str, Reference] = {}
    for citation, accessed in cited:
        one = _reference(citation, accessed, language)
        before = found.get(one.id)
        if before is not None:
            places = dict.fromkeys(before.places + one.places)
            last = max(before.accessed, accessed)
            cautions = tuple(dict.fromkeys(before.cautions + one.cautions))
            one = replace(before, places=tuple(places), cautions=cautions, accessed=last)
        found[one.id] = one
    return tuple(found.values())


def _reference(citation: Citation, accessed: str, language: str) -> Reference:
    place = ", ".join(render_step(step, language) for step in citation.pinpoint)
    return Reference(
        id=_line(citation.document),
        title=_line(citation.title),
        author=_line(citation.issuing_body),
        date=citation.date or str(citation.year or ""),
        language=_line(citation.language),
        url=_line(citation.url),
        accessed=accessed,
        is_law=citation.kind in _LAWS,
        places=(_line(place),) if place else (),
        cautions=tuple(map(_line, citation.caution(language))),
    )


def _line(words: str) -> str:
    """Words on one line, since a line break would begin another field, with nothing unseen."""
    return " ".join(undirected(words).split())
