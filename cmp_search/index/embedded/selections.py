"""Shelf: what a search must know of every document, looked up without walking through them all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cmp_search.index.embedded.id_filter import Among, Ids, among_ranges
from cmp_search.index.embedded.texts import Filters, Texts

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
KEPT = 8
"""Selections kept at most; one of a million passages takes half a megabyte."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What passes some filters: documents by id, the numbers of their passages and sentences.

    The numbers are none where no filter limits them.
    """

    documents: tuple[str, ...]
    passages: Among | None = None
    sentences: Among | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What filters ask of a document, and its first and last passage and sentence."""

    language: str
    year: int | None
    passages: tuple[int, int]
    sentences: tuple[int, int]


class Selections:
    """Selections by their filters; those asked for last are kept."""

    def __init__(self, places: Mapping[str, _Place]) -> None:
        """Select from documents, in the order of their ids."""
        self._places = places
        self.of = lru_cache(maxsize=KEPT)(self._of)

    def _of(self, filters: Filters) -> Selection:
        """What passes the filters."""
        if not filters:
            return Selection(tuple(self._places))
        named: Iterable[str] = sorted({*filters.documents}) if filters.documents else self._places
        passing = {
            id: place
            for id in named
            if (place := self._places.get(id))
            and (not filters.languages or place.language in filters.languages)
            and (not filters.years or place.year in filters.years)
        }
        return Selection(
            tuple(passing),
            among_ranges(place.passages for place in passing.values()),
            among_ranges(place.sentences for place in passing.values()),
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of a generation.

    `languages` has the language of each document, `works` the id of the text that it is an edition
    of, `spoken` the languages of all editions of that text, all three by its id; `years` the ids of
    the documents of a year, by the year as it is written; `selections` what passes filters.
    """

    languages: Mapping[str, str]
    works: Mapping[str, str]
    spoken: Mapping[str, frozenset[str]]
    years: Mapping[str, frozenset[str]]
    selections: Selections
    _beginnings: tuple[Ids, tuple[str, ...]]

    def documents_of(self, passages: Sequence[int]) -> dict[int, str]:
        """The id of each passage's document, by the passage's number."""
        firsts, ids = self._beginnings
        rows = np.searchsorted(firsts, passages, side="right") - 1
        return {number: ids[row] for number, row in zip(passages, rows.tolist(), strict=True)}


def read_shelf(texts: Texts) -> Shelf:
    """The shelf of a generation; a document is of the years in its date, its title and its id."""
    works: dict[str, str] = {}
    places: dict[str, _Place] = {}
    spoken: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    for id, language, year, title, edition_of, *numbers in texts.rows(
        "SELECT id, language, year, entry ->> 'title', entry ->> 'edition_of', first_passage, "
        "last_passage, first_sentence, last_sentence FROM documents ORDER BY id"
    ):
        works[id] = edition_of or id
        places[id] = _Place(language, year, (numbers[0], numbers[1]), (numbers[2], numbers[3]))
        spoken[works[id]].add(language)
        for named in YEAR.findall(f"{year} {title} {id}"):
            years[named].add(id)
    held = {work: frozenset(languages) for work, languages in spoken.items()}
    return Shelf(
        languages={id: place.language for id, place in places.items()},
        works=works,
        spoken={id: held[work] for id, work in works.items()},
        years={year: frozenset(ids) for year, ids in years.items()},
        selections=Selections(places),
        _beginnings=_beginnings(places),
    )


def _beginnings(places: Mapping[str, _Place]) -> tuple[Ids, tuple[str, ...]]:
    """The first passage of each document that has one, in order, and the document's id."""
    held = sorted((place.passages[0], id) for id, place in places.items() if _holds(place))
    return np.array([first for first, _ in held], dtype=np.int64), tuple(id for _, id in held)


def _holds(place: _Place) -> bool:
    return place.passages[0] <= place.passages[1]
