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

    `languages` has the language of each, `texts` the id of the text that it is an edition or a
    digest of, and `edition_languages` the languages that the text is in here, in whole or as a
    digest. `years` has the ids of the
    documents with a year, as written, in their date, title or id.
    """

    entries: Mapping[str, Entry]
    languages: Mapping[str, str]
    texts: Mapping[str, str]
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


def gather_facts(
    entries: Iterable[Entry], texts_of_digests: Mapping[str, str] | None = None
) -> DocumentFacts:
    """The facts of documents, from their entries; each digest is of a text of its own by default.

    `texts_of_digests` are those of `documents.editions`.
    """
    of_digest = texts_of_digests or {}
    by_id = {entry.id: entry for entry in entries}
    texts = {id: of_digest.get(id, entry.work) for id, entry in by_id.items()}
    of_text: dict[str, set[str]] = defaultdict(set)
    years: dict[str, set[str]] = defaultdict(set)
    for id, entry in by_id.items():
        of_text[texts[id]].add(entry.language)
        for year in years_of(entry):
            years[year].add(id)
    editions = {text: frozenset(languages) for text, languages in of_text.items()}
    return DocumentFacts(
        entries=by_id,
        languages={id: entry.language for id, entry in by_id.items()},
        texts=texts,
        edition_languages={id: editions[text] for id, text in texts.items()},
        years={year: frozenset(ids) for year, ids in years.items()},
    )
