"""The guide for newcomers as the Start page shows it.

Quotations are in the language of their text; a citation is a link to its passage.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmp_search.documents.catalogue import Entry
from cmp_search.language.normalisation import one_line
from cmp_search.locales import Messages
from cmp_search.orientation.facts import Chair, FactSource, Quote
from cmp_search.orientation.ordinals import meeting_number
from cmp_search.orientation.units import after_numbering
from cmp_search.overview.choice import Attributed, day_number
from cmp_search.overview.days import Day
from cmp_search.overview.evidence import Evidence, Fact
from cmp_search.overview.guide import Guide
from cmp_search.overview.heads import Seat, is_other_office
from cmp_search.overview.overview import GroupCard, Meaning, Overview
from cmp_search.overview.sides import Side
from cmp_search.web.address import address_of, passage_query
from cmp_search.web.facts import date_of
from cmp_search.web.quoting import QuoteView, quote_view
from cmp_search.web.start_rows import (
    AcronymRow,
    CitationView,
    GroupRow,
    GroupTable,
    HistoryView,
    MeetingRow,
    OtherGroupView,
    PersonView,
    QuestionView,
    SeatView,
    SentenceView,
    SourceView,
    StartView,
)

_LINE_END = re.compile(r"(?<=[\w)])\s*\n\s*(?=\w)")
MOST_RECENT = 8
"""Meetings that show before the earlier ones are unfolded."""


def start_view(guide: Guide, messages: Messages) -> StartView:
    """What the page shows of a guide."""
    views, overview = _Views(guide.evidence, messages), guide.overview
    days = tuple(map(views.meeting, overview.days))
    return StartView(
        definitions=tuple(views.sentence(one.fact.source) for one in overview.definitions),
        questions=tuple(
            QuestionView(one.text, views.citation(one.answer.fact.source))
            for one in guide.questions
        ),
        groups=views.groups(overview),
        other_groups=tuple(
            OtherGroupView(
                _text(one.fact.name), one.entry.language, views.sentence(one.fact.source)
            )
            for one in overview.other_groups
        ),
        meetings=days[:MOST_RECENT],
        earlier=days[MOST_RECENT:],
        events=tuple(map(views.meeting, overview.events)),
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
        """The citation of a passage; its address has the sentence, too."""
        evidence = self.evidence[source]
        place = passage_query(evidence.citation.document, evidence.passage, source.sentence)
        return CitationView(
            address_of("read", place), evidence.citation.render(self.messages.language)
        )

    def quote(self, source: FactSource) -> QuoteView:
        """A sentence, quoted on one line."""
        found = self.evidence[source]
        words = one_line(found.sentence)
        return quote_view(words, found.language, found.is_digest, self.messages)

    def sentence(self, source: FactSource) -> SentenceView:
        """A sentence with its citation."""
        return SentenceView(self.quote(source), self.citation(source))

    def source(
        self, name: str, facts: Sequence[Attributed[Fact]], history: Sequence[HistoryView] = ()
    ) -> SourceView:
        """What the source of a row unfolds."""
        sources = dict.fromkeys(one.fact.source for one in facts)
        label = self.messages("start.source_of", name=name)
        return SourceView(label, tuple(map(self.sentence, sources)), tuple(history))

    def groups(self, overview: Overview) -> GroupTable:
        """The table of groups: a column for each side, and one for the others if there are any."""
        every = (overview.whole, *(card.seats for card in overview.groups))
        has_others = any(seats[-1].newest for seats in every)
        sides = [self.side(side) for side in overview.sides]
        if has_others or not sides:
            sides.append(self.messages("start.no_side" if sides else "start.heads"))
        rows = [self.group(card, sides) for card in overview.groups]
        if any(seat.newest for seat in overview.whole):
            rows.insert(0, self.whole(overview.whole, sides))
        return GroupTable(tuple(sides), tuple(rows))

    def side(self, side: Side) -> str:
        """The name of a side, as the reader's language has it if it is a country."""
        return self.messages.country(side.country) if side.country else side.region

    def whole(self, seats: Sequence[Seat], sides: Sequence[str]) -> GroupRow:
        """The row of the partnership as a whole."""
        return self._row(self.messages("start.whole"), self.messages.language, seats, sides, ())

    def group(self, card: GroupCard, sides: Sequence[str]) -> GroupRow:
        """The row of a group; nobody but the group itself may be stated."""
        fact, language = card.group.fact, card.group.entry.language
        name = f"{_text(fact.name)} ({card.acronym})" if card.acronym else _text(fact.name)
        return self._row(name, language, card.seats, sides, (card.group,))

    def _row(
        self,
        name: str,
        language: str,
        seats: Sequence[Seat],
        sides: Sequence[str],
        otherwise: Sequence[Attributed[Fact]],
    ) -> GroupRow:
        stated = [one for seat in seats for one in seat.newest]
        entries = (one.entry for one in stated)
        as_of = self.date(max(entries, key=day_number)) if stated else ""
        *of_sides, of_none = seats
        missing = "" if of_none.newest else self.messages("start.not_found")
        shown = tuple(self.seat(seat, as_of, missing) for seat in of_sides)
        if len(sides) > len(of_sides):
            shown = (*shown, self.seat(of_none, as_of, ""))
        history = [
            self.earlier(one, side)
            for side, seat in zip(sides, seats, strict=False)
            for one in seat.older
        ]
        nobody = "" if stated else self.messages("start.nobody")
        facts: Sequence[Attributed[Fact]] = stated or otherwise
        return GroupRow(name, language, shown, nobody, as_of, self.source(name, facts, history))

    def seat(self, seat: Seat, as_of: str, missing: str) -> SeatView:
        """Those who head a group for one side; or the words for nobody."""
        people = tuple(self.person(one, as_of) for one in seat.newest)
        return SeatView(people, "" if people else missing)

    def earlier(self, one: Attributed[Chair], side: str) -> HistoryView:
        """Someone in an older text."""
        date, citation = self.date(one.entry), self.citation(one.fact.source)
        return HistoryView(date, self.person(one, ""), side, citation)

    def person(self, one: Attributed[Chair], as_of: str) -> PersonView:
        """Someone, with the words for an office other than co-chair, and its date if not this."""
        fact, date = one.fact, date_of(one.entry, self.messages)
        office = _text(fact.label) if is_other_office(fact) else ""
        role = _text(fact.role) if fact.role else ""
        is_other = bool(as_of and date) and date != as_of
        other = self.messages("start.as_of_date", date=date) if is_other else ""
        return PersonView(_text(fact.person), role, office, one.entry.language, other)

    def date(self, entry: Entry) -> str:
        """The date of a text, or that it has none."""
        return date_of(entry, self.messages) or self.messages("start.undated")

    def meeting(self, day: Day) -> MeetingRow:
        """The row of a meeting: its date, whose it was, and its place."""
        messages, language = self.messages, day.meetings[0].entry.language
        date = messages.days(day.first, day.last) if day.days else messages.month(day.first)
        what = self.what(day)
        return MeetingRow(
            stamp=day.first.isoformat() if day.days else f"{day.first:%Y-%m}",
            date=date,
            what=what or messages("start.meeting"),
            what_language=language if what else messages.language,
            number=self.number(day),
            place=one_line(day.place),
            language=language,
            source=self.source(date, day.meetings),
        )

    def what(self, day: Day) -> str:
        """Whose meeting it was, and what the text calls it; empty if it says neither."""
        label, group = _label(day), one_line(day.group)
        what = group or label
        if group and label:
            called = label[:1].lower() + label[1:]
            what = self.messages("start.whose", group=group, meeting=called)
        return what[:1].upper() + what[1:]

    def number(self, day: Day) -> str:
        """Which of its series a meeting was, unless what the text calls it says so."""
        if not day.number or meeting_number(_label(day)):
            return ""
        return self.messages("start.number", n=str(day.number))

    def acronym(self, meaning: Meaning) -> AcronymRow:
        """The row of an acronym."""
        fact = meaning.acronym.fact
        return AcronymRow(
            short=_text(fact.short),
            long=_text(fact.long),
            language=meaning.acronym.entry.language,
            uses=self.messages.number(meaning.uses),
            source=self.source(_text(fact.short), [meaning.acronym]),
        )


def _label(day: Day) -> str:
    """What the text calls a meeting, on one line and without numbering."""
    return one_line(day.label[after_numbering(day.label) :]).rstrip(" :")


def _text(quote: Quote) -> str:
    """A quotation on one line, with a comma for a line end where needed."""
    return one_line(_LINE_END.sub(", ", quote.text))
