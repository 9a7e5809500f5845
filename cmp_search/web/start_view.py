"""The guide for newcomers as the Start page shows it.

Quotations are in the language of their text; a citation is a link to its passage.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmp_search.language.normalisation import one_line
from cmp_search.locales import Messages
from cmp_search.orientation.facts import Chair, FactSource, Meeting, Quote
from cmp_search.overview.choice import Attributed
from cmp_search.overview.evidence import Evidence
from cmp_search.overview.guide import Guide
from cmp_search.overview.overview import Day, GroupCard, Meaning, Overview
from cmp_search.web.address import DOCUMENT, PASSAGE, address_of
from cmp_search.web.facts import date_of

_LINE_END = re.compile(r"(?<=[\w)])\s*\n\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation, and the address of its passage."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A sentence of a text between the quotation marks of the reader's language."""

    opening: str
    text: str
    closing: str
    language: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with its citation; only the citation if the sentence adds nothing."""

    quote: QuoteView | None
    citation: CitationView


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A suggested question, and where it is answered."""

    text: str
    citation: CitationView


@dataclass(frozen=True, slots=True)
class ChairView:
    """A co-chair; `label` precedes the name and `role` follows it, with their punctuation."""

    label: str
    person: str
    role: str
    language: str
    citation: CitationView


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with its co-chairs and the date of that text; without co-chairs, with a citation."""

    name: str
    language: str
    as_of: str
    chairs: tuple[ChairView, ...]
    citation: CitationView | None


@dataclass(frozen=True, slots=True)
class OtherGroupView:
    """A group that is only named, with the sentence that names it."""

    name: str
    language: str
    sentence: SentenceView


@dataclass(frozen=True, slots=True)
class DayView:
    """A day, a few days or a month of meetings; `stamp` is the date for machines."""

    stamp: str
    date: str
    place: str
    language: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class AcronymView:
    """An acronym, its meaning, how often it is used, and the sentence that defines it."""

    short: str
    long: str
    language: str
    uses: str
    citation: CitationView
    sentence_label: str
    quote: QuoteView


@dataclass(frozen=True, slots=True)
class StartView:
    """What was found of each kind, which may be nothing.

    `remarks`, by section name, say where not everything is shown.
    """

    definitions: tuple[SentenceView, ...]
    questions: tuple[QuestionView, ...]
    groups: tuple[GroupView, ...]
    other_groups: tuple[OtherGroupView, ...]
    days: tuple[DayView, ...]
    acronyms: tuple[AcronymView, ...]
    remarks: Mapping[str, str]


def start_view(guide: Guide, messages: Messages) -> StartView:
    """What the page shows of a guide."""
    views, overview = _Views(guide.evidence, messages), guide.overview
    return StartView(
        definitions=tuple(views.sentence(one.fact.source) for one in overview.definitions),
        questions=tuple(
            QuestionView(one.text, views.citation(one.answer.fact.source))
            for one in guide.questions
        ),
        groups=(*views.headings(overview.chairs), *map(views.group, overview.groups)),
        other_groups=tuple(
            OtherGroupView(
                _text(one.fact.name), one.entry.language, views.sentence(one.fact.source)
            )
            for one in overview.other_groups
        ),
        days=tuple(map(views.day, overview.days)),
        acronyms=tuple(map(views.acronym, overview.meanings)),
        remarks=dict(_remarks(overview, messages)),
    )


def _remarks(overview: Overview, messages: Messages) -> Iterator[tuple[str, str]]:
    counts = (
        ("meetings", "start.latest", len(overview.days), overview.days_in_all),
        ("acronyms", "start.most", len(overview.meanings), overview.meanings_in_all),
    )
    for section, key, shown, total in counts:
        if shown < total:
            numbers = {"shown": messages.number(shown), "total": messages.number(total)}
            yield section, messages(key, **numbers)


@dataclass(frozen=True, slots=True)
class _Views:
    """Makes the views in a language, from the evidence."""

    evidence: Mapping[FactSource, Evidence]
    messages: Messages

    def citation(self, source: FactSource) -> CitationView:
        """The citation of a passage."""
        evidence = self.evidence[source]
        address = address_of(
            "read", {DOCUMENT: evidence.citation.document, PASSAGE: evidence.passage}
        )
        return CitationView(address, evidence.citation.render(self.messages.language))

    def quote(self, source: FactSource) -> QuoteView:
        """A sentence, quoted on one line."""
        evidence = self.evidence[source]
        opening, closing = self.messages.quote("\n").split("\n")
        return QuoteView(opening, one_line(evidence.sentence), closing, evidence.language)

    def sentence(self, source: FactSource) -> SentenceView:
        """A sentence with its citation."""
        return SentenceView(self.quote(source), self.citation(source))

    def headings(self, chairs: Sequence[Attributed[Chair]]) -> Iterator[GroupView]:
        """Co-chairs without a group, under the headings that they are listed under."""
        labels = dict.fromkeys((one.fact.label, one.entry.language) for one in chairs)
        for label, language in labels:
            under = [one for one in chairs if one.fact.label == label]
            views = tuple(self.chair(one, "") for one in under)
            yield GroupView(_text(label), language, self.as_of(under), views, None)

    def group(self, card: GroupCard) -> GroupView:
        """A group under its name, with its acronym and its co-chairs."""
        fact, language = card.group.fact, card.group.entry.language
        name = f"{_text(fact.name)} ({card.acronym})" if card.acronym else _text(fact.name)
        if not card.chairs:
            return GroupView(name, language, "", (), self.citation(fact.source))
        chairs = tuple(self.chair(one, f"{_text(one.fact.label)}: ") for one in card.chairs)
        return GroupView(name, language, self.as_of(card.chairs), chairs, None)

    def chair(self, one: Attributed[Chair], label: str) -> ChairView:
        """A co-chair."""
        fact = one.fact
        role = f", {_text(fact.role)}" if fact.role else ""
        citation = self.citation(fact.source)
        return ChairView(label, _text(fact.person), role, one.entry.language, citation)

    def as_of(self, chairs: Sequence[Attributed[Chair]]) -> str:
        """The date of the text that names these co-chairs; empty if it has none."""
        date = date_of(chairs[0].entry, self.messages)
        return self.messages("start.as_of", date=date) if date else ""

    def day(self, day: Day) -> DayView:
        """The meetings of one day, or of several days grouped together."""
        messages = self.messages
        return DayView(
            stamp=day.first.isoformat() if day.days else f"{day.first:%Y-%m}",
            date=messages.days(day.first, day.last) if day.days else messages.month(day.first),
            place=one_line(day.place),
            language=day.meetings[0].entry.language,
            sentences=tuple(map(self.meeting, day.meetings)),
        )

    def meeting(self, one: Attributed[Meeting]) -> SentenceView:
        """The sentence that dates a meeting; only the citation if it is just a place and a date."""
        source, place = one.fact.source, one.fact.place
        rest = self.evidence[source].sentence.replace(one.fact.when.text, "")
        bare = place and not any(map(str.isalpha, rest.replace(place.text, "")))
        return SentenceView(None, self.citation(source)) if bare else self.sentence(source)

    def acronym(self, meaning: Meaning) -> AcronymView:
        """An acronym with its meaning."""
        fact = meaning.acronym.fact
        return AcronymView(
            short=_text(fact.short),
            long=_text(fact.long),
            language=meaning.acronym.entry.language,
            uses=self.messages.count("start.uses", meaning.uses),
            citation=self.citation(fact.source),
            sentence_label=self.messages("start.sentence"),
            quote=self.quote(fact.source),
        )


def _text(quote: Quote) -> str:
    """A quotation on one line, with a comma for a line end where needed."""
    return one_line(_LINE_END.sub(", ", quote.text))
