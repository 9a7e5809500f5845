"""What the Check page shows: the standing of each quotation, and what supports a sentence."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cmp_search.api.verification import reason_words
from cmp_search.citations.citation import Citation
from cmp_search.documents.catalogue import Entry
from cmp_search.documents.passage import Passage
from cmp_search.index.base import Index
from cmp_search.locales import Messages
from cmp_search.verification.accord import Accord
from cmp_search.verification.support import Support, SupportingPassage
from cmp_search.verification.support_words import in_a_line, remarks, restriction
from cmp_search.verification.verdict import (
    Change,
    ChangeKind,
    CheckedQuotation,
    Standing,
    Verification,
)
from cmp_search.web.address import DOCUMENT, PASSAGE, Query, address_of
from cmp_search.web.engine import entries_of
from cmp_search.web.hit_view import SourceView, section_path, source_view
from cmp_search.web.marked_text import MarkedText, marked_text

SIGNS = {
    Standing.EXACT: "✓",
    Standing.DIFFERS: "≠",
    Standing.MOVED: "↷",
    Standing.SOURCE_CHANGED: "Δ",
    Standing.NOT_FOUND: "✕",
    Standing.NOT_CHECKED: "–",
}
ACCORD_LEVELS = {
    Accord.AGREES: ("", "✓"),
    Accord.DIVIDED: ("related", "≠"),
    Accord.INCOMPLETE: ("related", "≈"),
    Accord.CONTRADICTED: ("not_found", "≠"),
    Accord.NONE: ("not_found", "✕"),
}
"""The level and sign of the verdict on a sentence."""
SOUND = (Standing.EXACT, Standing.NOT_CHECKED)


@dataclass(frozen=True, slots=True)
class CheckedView:
    """A quotation with its standing; `parts` are its words, each with the kind of change."""

    standing: str
    sign: str
    name: str
    place: str
    parts: tuple[Change, ...]
    reason: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class VerificationView:
    """A verification: the verdict, those that do not hold first, and the labels."""

    level: str
    sign: str
    verdict: str
    counts: str
    failing: tuple[CheckedView, ...]
    sound: tuple[CheckedView, ...]
    sound_label: str
    legend: str
    only_in_note: str
    only_in_text: str


@dataclass(frozen=True, slots=True)
class SupportedView:
    """A passage that a sentence may come from, with what is pointed out of it."""

    language: str
    source: SourceView
    path: str
    text: MarkedText
    citation: str
    address: str
    remarks: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class SupportView:
    """What supports a sentence, with what to know of that."""

    finding: str
    restriction: str
    level: str
    sign: str
    passages: tuple[SupportedView, ...]


def verification_view(found: Verification, index: Index, messages: Messages) -> VerificationView:
    """A verification, with links to the texts of an index."""
    passages = cache(index.passages_of)

    def address(citation: Citation) -> str:
        return _address(citation, passages(citation.document))

    views = [(one.standing in SOUND, _checked(one, address, messages)) for one in found.quotations]
    counts = Counter(one.standing for one in found.quotations)
    told = (
        messages("check.count", standing=messages(f"standing.{one.value}"), n=str(counts[one]))
        for one in Standing
        if counts[one]
    )
    holds = "check.none" if not views else "check.holds" if found.holds else "check.fails"
    sound = tuple(view for is_sound, view in views if is_sound)
    return VerificationView(
        level="related" if not views else "" if found.holds else "not_found",
        sign="≈" if not views else "✓" if found.holds else "✕",
        verdict=messages(holds),
        counts=" · ".join(told),
        failing=tuple(view for is_sound, view in views if not is_sound),
        sound=sound,
        sound_label=messages.count("check.sound", len(sound)),
        legend=messages("check.legend"),
        only_in_note=messages("check.only_in_note"),
        only_in_text=messages("check.only_in_text"),
    )


def _checked(
    one: CheckedQuotation, address: Callable[[Citation], str], messages: Messages
) -> CheckedView:
    quotation = one.quotation
    labels = ", ".join(quotation.labels)
    number = str(quotation.paragraph + 1)
    place = messages("check.paragraph", number=number)
    return CheckedView(
        standing=one.standing.value,
        sign=SIGNS[one.standing],
        name=messages(f"standing.{one.standing.value}"),
        place=messages("check.with_note", place=place, note=labels) if labels else place,
        parts=one.difference or (Change(ChangeKind.SAME, quotation.text),),
        reason=reason_words(one, messages.language),
        citation=one.citation.render(messages.language) if one.citation else "",
        address=address(one.citation) if one.citation else "",
    )


def _address(citation: Citation, passages: tuple[Passage, ...]) -> str:
    """The address of a citation's words in their text."""
    place: Query = {DOCUMENT: citation.document}
    for passage in passages:
        if passage.start <= citation.start < passage.end:
            place[PASSAGE] = passage.id
            break
    return address_of("read", place)


def support_view(found: Support, index: Index, messages: Messages) -> SupportView:
    """What the texts of an index have to support a sentence, or that nothing does."""
    level, sign = ACCORD_LEVELS[found.accord]
    return SupportView(
        finding=in_a_line(found, messages.language),
        restriction=restriction(found, messages.language),
        level=level,
        sign=sign,
        passages=tuple(_supported(found, entries_of(index), messages)),
    )


def _supported(
    found: Support, entries: Mapping[str, Entry], messages: Messages
) -> Iterator[SupportedView]:
    one: SupportingPassage
    for one in found.passages:
        hit, passage = one.hit, one.hit.passage
        yield SupportedView(
            language=hit.language,
            source=source_view(hit, entries[passage.document], messages),
            path=section_path(hit),
            text=marked_text(passage.text, passage.start, hit.best_sentence),
            citation=hit.citation.render(messages.language),
            address=address_of("read", {DOCUMENT: passage.document, PASSAGE: passage.id}),
            remarks=tuple(remarks(one.disagreements, messages.language)),
            agrees=not one.disagreements,
        )
