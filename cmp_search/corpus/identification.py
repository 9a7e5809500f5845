"""Identification: of which entry of the catalogue a file is the text, by its words alone.

1. Only entries in the language of the file are compared. Digests are not: they stand in for others.
2. The title agrees if all content words of the entry's title, years among them, are on the title
   page. The years contradict if the title page names some, but none that is expected: that of the
   entry, or else of its digest, and those of the entry's title.
3. The names and figures of a text are its numbers, and its capitalised words that follow another
   word. A digest and its official text have no sentence in common, but every fact: the share of
   names and figures in both, of those in either, is their likeness.
4. An entry with a digest in the corpus is identified by a likeness of at least 0.7, unless the
   years contradict. Both official texts measured have a likeness of 0.93 with their own digest,
   halves of them 0.56 to 0.69, and no other of 198 files in the three languages more than 0.13.
5. An entry without one is identified by its title, if the title of the file has hardly any other
   word: at least 0.8 of its words are of the entry's title or issuing body.
6. A file that says the same as a digest, nearly word for word, is that digest (see `index.sketch`).
The entry with the greatest likeness wins, then the one with the most words of its title. What is
looked for in a whole text is found in the sandbox, within its time and memory.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from cmp_search.corpus.title_page import TitlePage, title_page, years
from cmp_search.documents.catalogue import Entry, load_catalogue
from cmp_search.documents.document import Document
from cmp_search.documents.source import Source, scan_corpus
from cmp_search.errors import CorpusError, ReadError
from cmp_search.index.duplicates import SAME_TEXT
from cmp_search.index.sketch import Sketch, share, sketch
from cmp_search.language.normalisation import fold
from cmp_search.language.terms import stems
from cmp_search.readers import read_document

OWN_WORDS = 0.8
"""The least share of the words of a file's title that must be of the entry's."""
LIKENESS = 0.7
"""The least likeness of an official text with its digest."""
_NAME_OR_FIGURE = re.compile(r"(?<=[\w,;:’'()] )[^\W\d_]\w{2,}|(?<![\w.,])\d[\d.,]*(?!\w)")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a text is compared by: its sketch, and its names and figures."""

    sketch: Sketch
    names: frozenset[str]


_TRAITS = TypeAdapter(Traits)


@dataclass(frozen=True, slots=True)
class _Digest:
    """A digest in the corpus, and what it is compared by."""

    entry: Entry
    traits: Traits


@dataclass(frozen=True, slots=True)
class Identification:
    """The entry that a file is the text of, and why.

    `title_agrees` and `year_agrees` say what is on the title page. `likeness` is that with the
    digest whose id is `digest`, from 0 to 1; both are None if the corpus has none of the text. A
    digest itself is identified by none of these.
    """

    entry: Entry
    title_agrees: bool
    year_agrees: bool
    likeness: float | None
    digest: str | None


def identify(corpus: Path, document: Document) -> Identification | None:
    """The entry of the corpus's catalogue that a document is the text of, if there is one.

    Raises:
        CorpusError: the catalogue is wrong.
        ReadError: the text takes too much time or memory.
    """
    candidates = _candidates(load_catalogue(corpus), document)
    if not candidates:
        return None
    page, traits, digests = title_page(document), traits_of(document), {}
    for source in _digests(corpus, {entry.id for entry in candidates}):
        digest = _read(source)
        if digest and share(digest.traits.sketch, traits.sketch) >= SAME_TEXT:
            return Identification(source.entry, False, False, None, None)
        if digest:
            digests[source.entry.digest_of] = digest
    found = [
        identification
        for entry in candidates
        if (identification := _compare(entry, page, traits, digests.get(entry.id)))
    ]
    return max(found, key=lambda one: _strength(one, page), default=None)


def _candidates(entries: Iterable[Entry], document: Document) -> list[Entry]:
    """The entries of official texts in the document's language (step 1)."""
    language = document.entry.language
    return [e for e in entries if e.digest_of is None and e.language in (language, "")]


def _digests(corpus: Path, official: set[str]) -> Iterator[Source]:
    """The digests in the corpus of these texts."""
    try:
        sources = scan_corpus(corpus)
    except CorpusError:
        return  # A corpus without a text has no digest either.
    yield from (source for source in sources if source.entry.digest_of in official)


def _read(source: Source) -> _Digest | None:
    try:
        document = read_document(source)
        return _Digest(document.entry, traits_of(document))
    except ReadError:
        return None


def traits_of(document: Document) -> Traits:
    """What a document is compared by, found in the sandbox.

    Raises:
        ReadError: its text takes too much time or memory.
    """
    from cmp_search.readers.sandbox import reading

    work = f"{__name__}:{traits_here.__name__}"
    try:
        return _TRAITS.validate_json(reading.SANDBOX.do(None, document.text.encode(), work))
    except ReadError as error:
        raise error.of(document.entry.file or document.id) from error


def traits_here(request: object, data: bytes) -> bytes:
    """The work of `traits_of`: a text in, what it is compared by out, as JSON."""
    text = data.decode()
    return _TRAITS.dump_json(Traits(sketch(text), frozenset(names_and_figures(text))))


def _compare(
    entry: Entry, page: TitlePage, traits: Traits, digest: _Digest | None
) -> Identification | None:
    """Whether a text with these traits is that of an entry (steps 2 to 5)."""
    expected = set(years(entry.title))
    if entry.year or (digest and digest.entry.year):
        expected.add(str(entry.year or (digest and digest.entry.year)))
    year_agrees = bool(expected & page.years)
    title_agrees = title_share(entry, page.text) == 1
    if digest is None:
        known = f"{entry.title} {entry.issuing_body}"
        mine = set(stems(page.title, entry.language))
        of_entry = len(mine & set(stems(known, entry.language))) >= OWN_WORDS * len(mine)
        if title_agrees and of_entry and (year_agrees or not expected):
            return Identification(entry, title_agrees, year_agrees, None, None)
        return None
    alike = likeness(digest.traits.names, traits.names)
    if alike < LIKENESS or (page.years and expected and not year_agrees):
        return None
    return Identification(entry, title_agrees, year_agrees, round(alike, 4), digest.entry.id)


def title_share(entry: Entry, text: str) -> float:
    """The share of the content words of an entry's title that are in a text, from 0 to 1."""
    words = set(stems(entry.title, entry.language))
    return len(words & set(stems(text, entry.language))) / len(words) if words else 0.0


def likeness(one: Set[str], other: Set[str]) -> float:
    """The share of names and figures that are in both texts, of those in either (step 3)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def names_and_figures(text: str) -> set[str]:
    """The folded names and figures of a text."""
    found = (match[0] for match in _NAME_OR_FIGURE.finditer(text))
    return {fold(word.rstrip(".,")) for word in found if not word[0].islower()}


def _strength(identification: Identification, page: TitlePage) -> tuple[float, float]:
    """By which of several identified entries one is chosen."""
    return identification.likeness or 0.0, title_share(identification.entry, page.text)
