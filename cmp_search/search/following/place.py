"""The place of what a follow-up names in the last question.

1. It takes the place of what is of its kind; an acronym, also that of another acronym. Of several
   it must be the one with the same preposition or, of countries, one named by an adjective as well.
   A preposition that tells a direction or a partner ("from", "with") must be the same.
2. As many years take the place of years; else those with their preposition take the place of the
   years, or of the day, with theirs.
3. A whole group takes the place of a whole one. Where only what tells it from others is typed ("and
   energy?"), that takes the place of what tells the last one.
4. A year, country or group goes to the end if there is none of its kind. Without a preposition only
   a year or country does, and not if it may be meant for a person or an acronym. A numbered meeting
   has its year, and a question about a group that the texts do not know takes no other.
5. Small words of a follow-up in another language are left out, and ordinals are not taken over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_search.language.country_forms import Adjective, country_name
from cmp_search.language.normalisation import fold
from cmp_search.search.fact_group_types import GroupType, group_type
from cmp_search.search.following.reading import Named
from cmp_search.search.following.things import Kind, Thing
from cmp_search.search.following.wording import (
    at_end,
    with_adjective,
    with_name,
    with_noun,
    without_article,
)

_ADDED = frozenset({Kind.YEARS, Kind.COUNTRY, Kind.GROUP})
_DIRECTIONS = frozenset(
    "from to with by since until between avec par depuis entre vers con desde hacia".split()
)
_ARTICLE = r"(?:(?:the|les?|la|el|los|las)\s|l['’])?"
_WORD_BEFORE = re.compile(rf"([^\W_]+)\s{_ARTICLE}$", re.IGNORECASE)
_OF_YEARS = re.compile(
    r"(?<!\w)(?:in|of|on|for|from|between|since|en|de|du|le|entre|depuis|del|el|desde)\s$",
    re.IGNORECASE,
)
_OF_GROUP = re.compile(
    rf"(?<!\w)(?:(?:on|for|of|sur|pour|des?|du|sobre|para|del)\s|d['’])?{_ARTICLE}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Place:
    """A question with its things, and what is to be put into it.

    `spoken` is the language of the question, `language` that of the follow-up.
    """

    text: str
    things: Sequence[Thing]
    named: Named
    spoken: str
    language: str

    def filled(self) -> str:
        """The question with the thing in its place; empty in doubt."""
        alike = [one for one in self.things if self._is_of_kind(one)]
        if not alike:
            return self._added()
        if len({one.value for one in alike}) > 1:
            alike = [one for one in alike if self._is_named_alike(one)]
        if len({one.value for one in alike}) != 1 or not alike[0].value:
            return ""
        text = self.text
        for one in reversed(alike):
            text = text and self._replaced(text, one)
        return text

    @property
    def _is_spoken(self) -> bool:
        return self.spoken == self.language

    def _is_of_kind(self, one: Thing) -> bool:
        wanted = self.named.thing
        if wanted.kind is Kind.ACRONYM:
            return one.kind is Kind.ACRONYM or one.is_acronym
        return one.kind is wanted.kind or (wanted.is_acronym and one.kind is Kind.ACRONYM)

    def _is_named_alike(self, one: Thing) -> bool:
        if self.named.preposition:
            return one.adjective is None and self._word_before(one) == self.named.preposition
        return bool(self.named.thing.adjective and one.adjective)

    def _word_before(self, one: Thing) -> str:
        """The folded word before a thing and its article."""
        before = _WORD_BEFORE.search(self.text[: one.start])
        return fold(before[1]) if before else ""

    def _replaced(self, text: str, one: Thing) -> str:
        """Steps 1 to 3."""
        preposition = self.named.preposition if self._is_spoken else ""
        if preposition in _DIRECTIONS and self._word_before(one) != preposition:
            return ""
        before, after = text[: one.start], text[one.end :]
        if one.kind is Kind.YEARS:
            return self._with_years(before, one, after)
        if one.kind is Kind.COUNTRY:
            return self._with_country(before, text[one.start : one.end], after, one.adjective)
        if one.kind is Kind.GROUP:
            return self._with_group(text, one)
        if one.kind is Kind.ORDINAL and not self._is_spoken:
            return ""
        return before + self.named.typed + after

    def _with_years(self, before: str, one: Thing, after: str) -> str:
        """Step 2."""
        if one.years == self.named.thing.years:
            return before + self.named.typed + after
        if not self.named.preposition or not self._is_spoken:
            return ""
        return _OF_YEARS.sub("", before) + self.named.phrase + after

    def _with_country(self, before: str, old: str, after: str, form: Adjective | None) -> str:
        code = self.named.thing.value
        if form:
            return with_adjective(before, old, after, code, form)
        is_typed = self._is_spoken and not self.named.thing.adjective
        name = self.named.typed if is_typed else country_name(code, self.spoken)
        return with_name(before, after, name, self.named.article if is_typed else "", self.spoken)

    def _with_group(self, text: str, one: Thing) -> str:
        """Step 3."""
        named, article = self.named, self.named.article if self._is_spoken else ""
        before, after = text[: one.start], text[one.end :]
        if named.thing.is_typed or named.thing.is_acronym:
            return with_noun(before, after, named.typed, article, self.spoken)
        if one.is_acronym:  # "the HCWG", but "energy"
            return with_noun(without_article(before), after, named.typed, article, self.spoken)
        start, end = one.core
        before, after, is_behind = text[:start], text[end:], start > one.start
        if is_behind and named.preposition and self._is_spoken:
            return _OF_GROUP.sub("", before) + named.phrase + after
        is_capital = text[start].isupper()
        core = named.typed[0].upper() + named.typed[1:] if is_capital else named.typed
        return with_noun(before, after, core, article if is_behind else "", self.spoken)

    def _added(self) -> str:
        """Step 4."""
        named, kind = self.named, self.named.thing.kind
        kinds = {one.kind for one in self.things}
        if kind not in _ADDED or (kind is Kind.YEARS and Kind.ORDINAL in kinds):
            return ""
        if self._is_spoken and named.is_phrase:
            has_other = kind is Kind.GROUP and group_type(self.text) is not GroupType.ANY
            return "" if has_other else at_end(self.text, f" {named.whole}")
        if kind is Kind.GROUP or kinds & {Kind.PERSON, Kind.ACRONYM}:
            return ""
        is_typed = kind is Kind.YEARS or (self._is_spoken and not named.thing.adjective)
        words = named.typed if is_typed else country_name(named.thing.value, self.spoken)
        return at_end(self.text, f", {words}")
