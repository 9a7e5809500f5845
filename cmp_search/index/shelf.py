"""Shelf: what a search must know of every document, looked up without walking through them all."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from cmp_search.index.texts import Texts

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of a generation.

    `languages` has the language of each document, `works` the id of the text that it is an edition
    of, `spoken` the languages of all editions of that text, all three by its id; `years` the ids of
    the documents of a year, by the year as it is written.
    """

    languages: Mapping[str, str]
    works: Mapping[str, str]
    spoken: Mapping[str, frozenset[str]]
    years: Mapping[str, frozenset[str]]


def read_shelf(texts: Texts) -> Shelf:
    """The shelf of a generation; a document is of the years in its date, its title and its id."""
    languages: dict[str, str] = {}
    works: dict[str, str] = {}
    spoken: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    for id, language, year, title, edition_of in texts.rows(
        "SELECT id, language, year, entry ->> 'title', entry ->> 'edition_of' FROM documents"
    ):
        languages[id], works[id] = language, edition_of or id
        spoken[works[id]].add(language)
        for named in YEAR.findall(f"{year} {title} {id}"):
            years[named].add(id)
    return Shelf(
        languages=languages,
        works=works,
        spoken={id: frozenset(spoken[work]) for id, work in works.items()},
        years={year: frozenset(ids) for year, ids in years.items()},
    )
