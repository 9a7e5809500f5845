"""What was found for newcomers as HTML: headings, lists, times and definitions.

Words of a text stand in that text's own language; a citation is the link to its passage.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from cmp_search.citation import render
from cmp_search.normalisation import one_line
from cmp_search.orientation.found import Chair, Definition, Group, Meeting, Quote, Source
from cmp_search.overview.choice import Told
from cmp_search.overview.evidence import Evidence
from cmp_search.overview.overview import Day, GroupCard, Meaning
from cmp_search.web.address import DOCUMENT, PASSAGE
from cmp_search.web.facts import date_of
from cmp_search.web.links import address_of
from cmp_search.words import Words

_LINE_END = re.compile(r"(?<=[\w)])\s*\n\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class StartHtml:
    """The parts of the page, drawn for a reader of some words from what the proofs hold."""

    proofs: Mapping[Source, Evidence]
    words: Words

    def contents(self, sections: Mapping[str, str]) -> str:
        """Links to the sections of the page, by their anchors."""
        links = (
            f'<li><a href="#{escape(anchor)}" target="_self">{escape(title)}</a></li>'
            for anchor, title in sections.items()
        )
        label = escape(self.words("start.contents"))
        return f'<nav aria-label="{label}"><ul class="found">{"".join(links)}</ul></nav>'

    def citation(self, source: Source) -> str:
        """The citation of a passage, which leads to it."""
        proof = self.proofs[source]
        place = {DOCUMENT: proof.citation.document, PASSAGE: proof.passage}
        address = escape(address_of("read", {**place}))
        said = escape(render(proof.citation, self.words.language))
        return f'<a class="cite within" href="{address}" target="_self">{said}</a>'

    def sentence(self, source: Source) -> str:
        """A sentence as it stands, with its citation."""
        return f"{self._quoted(source)}{self.citation(source)}"

    def definitions(self, definitions: Iterable[Told[Definition]]) -> str:
        """What it is, as a list of sentences."""
        return _list(self.sentence(one.found.source) for one in definitions)

    def chairs(self, chairs: Sequence[Told[Chair]]) -> str:
        """Co-chairs without a group, under the headings that call them so."""
        labels = dict.fromkeys((one.found.label, one.entry.language) for one in chairs)
        parts = []
        for label, language in labels:
            under = [one for one in chairs if one.found.label == label]
            parts.append(f"<h3{_lang(language)}>{_plain(label)}</h3>")
            parts.append(self._dated(under) + _list(self._chair(one, "") for one in under))
        return "".join(parts)

    def group(self, card: GroupCard) -> str:
        """A group under its name, with its co-chairs."""
        group, language = card.group.found, card.group.entry.language
        acronym = f" ({escape(card.acronym)})" if card.acronym else ""
        head = f"<h3{_lang(language)}>{_plain(group.name)}{acronym}</h3>"
        if not card.chairs:
            return f"{head}<p>{self.citation(group.source)}</p>"
        items = (self._chair(one, f"{_plain(one.found.label)}: ") for one in card.chairs)
        return head + self._dated(card.chairs) + _list(items)

    def others(self, groups: Iterable[Told[Group]]) -> str:
        """Groups that are only named, with the sentences that name them."""
        return _list(
            f"<strong{_lang(one.entry.language)}>{_plain(one.found.name)}</strong>"
            f"{self.sentence(one.found.source)}"
            for one in groups
        )

    def days(self, days: Iterable[Day]) -> str:
        """Meetings in the order of their days."""
        return f'<ol class="days">{"".join(map(self._day, days))}</ol>'

    def meanings(self, meanings: Iterable[Meaning]) -> str:
        """Acronyms with what they stand for, and the sentence that says so to be opened."""
        return f'<dl class="found">{"".join(map(self._meaning, meanings))}</dl>'

    def _quoted(self, source: Source) -> str:
        """A sentence in the quotation marks of the reader's language."""
        proof = self.proofs[source]
        held = f"<q{_lang(proof.language)}>{escape(one_line(proof.sentence))}</q>"
        before, after = self.words.quote("\n").split("\n")
        return f"<span>{escape(before)}{held}{escape(after)}</span>"

    def _chair(self, one: Told[Chair], label: str) -> str:
        chair = one.found
        role = f", {_plain(chair.role)}" if chair.role else ""
        said = f"{label}<strong>{_plain(chair.person)}</strong>{role}"
        return f"<span{_lang(one.entry.language)}>{said}</span>{self.citation(chair.source)}"

    def _dated(self, chairs: Sequence[Told[Chair]]) -> str:
        """Of when the text is that names some co-chairs."""
        date = date_of(chairs[0].entry, self.words)
        return f'<p class="said">{escape(self.words("start.as_of", date=date))}</p>' if date else ""

    def _day(self, day: Day) -> str:
        words = self.words
        said = words.days(day.first, day.last) if day.days else words.month(day.first)
        stamp = day.first.isoformat() if day.days else f"{day.first:%Y-%m}"
        language = _lang(day.told[0].entry.language)
        place = f", <span{language}>{escape(one_line(day.place))}</span>" if day.place else ""
        head = f'<p><time datetime="{stamp}">{escape(said)}</time>{place}</p>'
        return f"<li>{head}{_list(map(self._meeting, day.told))}</li>"

    def _meeting(self, one: Told[Meeting]) -> str:
        """The sentence that dates a meeting; of a line of place and date only the citation."""
        source, place = one.found.source, one.found.place
        rest = self.proofs[source].sentence.replace(one.found.when.text, "")
        bare = place and not any(map(str.isalpha, rest.replace(place.text, "")))
        return self.citation(source) if bare else self.sentence(source)

    def _meaning(self, meaning: Meaning) -> str:
        acronym, language = meaning.acronym.found, meaning.acronym.entry.language
        uses = escape(self.words.count("start.uses", meaning.uses))
        opened = escape(self.words("start.sentence"))
        return (
            f"<dt{_lang(language)}>{_plain(acronym.short)}</dt>"
            f"<dd><span{_lang(language)}>{_plain(acronym.long)}</span> <small>({uses})</small>"
            f"{self.citation(acronym.source)}"
            f"<details><summary>{opened}</summary>{self._quoted(acronym.source)}</details></dd>"
        )


def _list(items: Iterable[str]) -> str:
    return f'<ul class="found">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _plain(quote: Quote) -> str:
    """Words of a text on one line, a comma for each end of a line that needs one."""
    return escape(one_line(_LINE_END.sub(", ", quote.text)))


def _lang(language: str) -> str:
    return f' lang="{escape(language)}"'
