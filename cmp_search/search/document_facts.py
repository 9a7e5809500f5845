"""Document facts: what ranking needs of every document, gathered once per index."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cmp_search.documents.catalogue import Entry
from cmp_search.index.filters import Filters

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The documents of an index, by their ids.

    `languages` has the language of each, `works` the id of the text that it is an edition of, and
    `edition_languages` the languages of all editions of that text. `years` has the ids of the
    documents with a year, as written, in their date, title or id.
    """

    entries: Mapping[str, Entry]
    languages: Mapping[str, str]
    works: Mapping[str, str]
    edition_languages: Mapping[str, frozenset[str]]
    years: Mapping[str, frozenset[str]]

    def passing(self, filters: Filters) -> tuple[str, ...]:
        """The ids of the documents that pass, in order."""
        if not filters:
            return tuple(self.entries)
        return tuple(id for id, entry in self.entries.items() if filters.matches(entry))


def years_of(entry: Entry) -> list[str]:
    """The years in a document's date, title or id, as written."""
    return YEAR.findall(f"{entry.year} {entry.title} {entry.id}")


def gather_facts(entries: Iterable[Entry]) -> DocumentFacts:
    """The facts of documents, from their entries."""
    by_id = {entry.id: entry for entry in entries}
    works = {id: entry.work for id, entry in by_id.items()}
    of_work: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    for id, entry in by_id.items():
        of_work[works[id]].add(entry.language)
        for year in years_of(entry):
            years[year].add(id)
    editions = {work: frozenset(languages) for work, languages in of_work.items()}
    return DocumentFacts(
        entries=by_id,
        languages={id: entry.language for id, entry in by_id.items()},
        works=works,
        edition_languages={id: editions[work] for id, work in works.items()},
        years={year: frozenset(ids) for year, ids in years.items()},
    )
