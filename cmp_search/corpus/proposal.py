"""What is proposed for the entry of a file that is to be added, and where each part comes from.

1. If the file is a text of the catalogue (see `identification`), all that its entry has is taken.
2. The title is the one that its reader found: on the title page, among the properties, or, in the
   end, the file's name.
3. The issuing body is one that the catalogue knows and the title page names, else a line of the
   title page with a word for an organisation, else a publisher or author among the properties.
4. The date is a day on a line of its own on the title page, else a year in the title, else the day
   among the properties, else a year in the file's name.
5. The language is the one that the properties state or, usually, the one detected in the text.
6. The kind follows from words of the title (see `kinds`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cmp_search.corpus.details import Details
from cmp_search.corpus.files import check_readable
from cmp_search.corpus.identification import Identification, identify
from cmp_search.corpus.kinds import kind_of
from cmp_search.corpus.properties import Properties, read_properties
from cmp_search.corpus.title_page import YEAR, TitlePage, title_page
from cmp_search.documents.catalogue import Entry, entry_for, load_catalogue
from cmp_search.documents.document import Document
from cmp_search.documents.source import files_of
from cmp_search.language.detection import text_language
from cmp_search.language.terms import folded_words
from cmp_search.orientation.dates import dates

LINE = 12
"""Words of a line that can be a date or an issuing body."""
_ORGANISATIONS = frozenset(
    "agence agencia agency asociacion association authority autorite autoridad banco bank banque "
    "bureau comision commission congreso congress conseil consejo corte council cour court "
    "departamento departement department embajada embassy ambassade fondation foundation fundacion "
    "gobierno gouvernement government institut institute instituto ministere ministerio ministry "
    "oficina office organisation organizacion organization parlement parliament parlamento "
    "secretaria secretariat senado senat senate tribunal universidad universite university".split()
)


class Origin(StrEnum):
    """Where a proposed value comes from; `none` if there is no value."""

    GIVEN = "given"
    CATALOGUE = "catalogue"
    TITLE_PAGE = "title_page"
    PROPERTIES = "properties"
    FILE_NAME = "file_name"
    DETECTED = "detected"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A value and where it comes from."""

    value: str = ""
    origin: Origin = Origin.NONE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a file.

    `date` is a day in ISO 8601, or a year. `replaces` are the names of the files in the corpus that
    have the proposed id, whose place the file would take.
    """

    id: Proposed
    title: Proposed
    issuing_body: Proposed
    date: Proposed
    language: Proposed
    kind: Proposed
    identification: Identification | None
    replaces: tuple[str, ...]

    @property
    def details(self) -> Details:
        """What the catalogue does not have yet."""
        parts = (self.title, self.issuing_body, self.date, self.language, self.kind)
        new = ("" if part.origin is Origin.CATALOGUE else part.value for part in parts)
        return Details(*new)


def propose(corpus: Path, file: Path, name: str = "", id: str = "") -> Proposal:
    """What is proposed for a file, which came with a name, by default its own.

    If an id is given, the file gets the entry of that, whatever else it may be the text of.

    Raises:
        CorpusError: there is no such file, or the catalogue is wrong.
        ReadError: it cannot be read.
    """
    stem = Path(name or file.name).stem
    document, data = check_readable(file, Entry(id=stem, file=name or file.name))
    entries, page = load_catalogue(corpus), title_page(document)
    stated = read_properties(file.suffix, data)
    identification = None if id else identify(corpus, document)
    if identification:
        entry, id_origin = identification.entry, Origin.CATALOGUE
    else:
        entry = entry_for(Path(f"{id or stem}{file.suffix}"), entries)
        id_origin = Origin.GIVEN if id else Origin.FILE_NAME
    title = _title(document, page, stated)
    return Proposal(
        id=Proposed(entry.id, id_origin),
        title=_first(_known(entry.title), title),
        issuing_body=_first(_known(entry.issuing_body), *_bodies(entries, page, stated)),
        date=_first(_known(entry.date_text), *_dates(page, title, stated, stem)),
        language=_first(_known(entry.language), _language(document, stated)),
        kind=_first(_known(entry.kind), Proposed(kind_of(title.value), title.origin)),
        identification=identification,
        replaces=tuple(path.name for path in files_of(corpus, entry.id)),
    )


def _first(*proposed: Proposed) -> Proposed:
    """The first that has a value."""
    return next((one for one in proposed if one.value), Proposed())


def _known(value: str) -> Proposed:
    return Proposed(value, Origin.CATALOGUE)


def _title(document: Document, page: TitlePage, stated: Properties) -> Proposed:
    title = document.entry.title
    words = folded_words(title)
    if any(folded_words(line) == words for line in page.lines):
        return Proposed(title, Origin.TITLE_PAGE)
    if title == document.id:
        return Proposed(title, Origin.FILE_NAME)
    same = folded_words(stated.title) == words
    return Proposed(title, Origin.PROPERTIES if same else Origin.TITLE_PAGE)


def _bodies(entries: Iterable[Entry], page: TitlePage, stated: Properties) -> Iterator[Proposed]:
    on_page = f" {' '.join(folded_words(page.text))} "
    bodies = sorted({entry.issuing_body for entry in entries if entry.issuing_body}, key=len)
    for body in reversed(bodies):
        if f" {' '.join(folded_words(body))} " in on_page:
            yield Proposed(body, Origin.TITLE_PAGE)
    for line in page.lines:
        words = folded_words(line)
        is_title = words == folded_words(page.title)
        if (
            len(words) in range(2, LINE + 1)
            and _ORGANISATIONS.intersection(words)
            and not (is_title or _is_sentence(line))
        ):
            yield Proposed(line.rstrip(" ,;:."), Origin.TITLE_PAGE)
    if len(stated.issuing_body.split()) > 1:  # One word is the name of a user or a program.
        yield Proposed(stated.issuing_body, Origin.PROPERTIES)


def _is_sentence(line: str) -> bool:
    """Whether a line ends like a sentence, and has no more capitals than one; names have."""
    return line.endswith(".") and sum(word[0].isupper() for word in line.split()) < 2


def _dates(page: TitlePage, title: Proposed, stated: Properties, stem: str) -> Iterator[Proposed]:
    found = [date for line in page.lines if len(line.split()) <= LINE for date in dates(line)]
    for date in found:
        if date.days and date.first == date.last:
            yield Proposed(date.first.isoformat(), Origin.TITLE_PAGE)
    for text, origin in (
        ("" if title.origin is Origin.FILE_NAME else title.value, title.origin),
        ("".join(str(date.first.year) for date in found[:1]), Origin.TITLE_PAGE),
        (stated.date.isoformat() if stated.date else "", Origin.PROPERTIES),
        (stem, Origin.FILE_NAME),
    ):
        year = YEAR.search(text)
        if year:
            is_day = origin is Origin.PROPERTIES and text != title.value
            yield Proposed(text if is_day else year[0], origin)


def _language(document: Document, stated: Properties) -> Proposed:
    language = document.entry.language
    is_stated = text_language(stated.language) == language
    return Proposed(language, Origin.PROPERTIES if is_stated else Origin.DETECTED)
