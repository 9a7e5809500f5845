"""Adding a text with its entry, and taking the last addition back.

1. The file is checked and read. As one change (see `documents.journal`) its entry is written into
   the catalogue, where something is said of it that the catalogue does not have, the file gets its
   place (see `files`), and what was done is kept.
2. It is kept in `.addition.json` in the corpus: of the last addition only.
3. Taking it back moves the file to `removed/`, what it replaced back to its place, and gives the
   catalogue its old text. A digest that stepped aside is in the corpus all the time, and comes back
   with the next build. If one of these files has been changed meanwhile, nothing is touched.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from cmp_search.corpus.catalogue_edit import CatalogueEdit, revert, write_entry
from cmp_search.corpus.details import Details
from cmp_search.corpus.files import check_file, place_file, record_provenance, remove_file
from cmp_search.corpus.kinds import DIGEST, kind_of, undigested
from cmp_search.documents.catalogue import Entry, entry_for, load_catalogue
from cmp_search.documents.journal import Draft, InCorpus, changing, finish
from cmp_search.documents.provenance import Act, Provenances
from cmp_search.documents.source import Source, file_hash
from cmp_search.errors import CorpusError

RECORD = ".addition.json"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A file that was replaced: where it was, and where it is kept, below the corpus folder."""

    place: InCorpus
    kept: InCorpus


@dataclass(frozen=True, slots=True)
class Addition:
    """What was added last; all paths are below the corpus folder, `date` is in UTC.

    `file` is empty if the file itself was there before, and only its entry changed.
    """

    id: str
    title: str
    date: str
    file: InCorpus
    sha256: str
    replaced: tuple[Replaced, ...] = field(default=())
    edit: CatalogueEdit | None = None


_ADDITION = TypeAdapter(Addition)


def add_text(
    corpus: Path,
    file: Path,
    id: str | None = None,
    details: Details | None = None,
    *,
    replacing: bool = True,
    by: str = "",
) -> Source:
    """Copy a file into the corpus under an id, or its stem, with what is said of it.

    Under the id of an official text it is a copy that `by` provided (see `provenance`).

    Raises:
        CorpusError: there is no such file, a detail is wrong, or the catalogue cannot be changed.
        IdError, TakenError, ReadError: as `files.add_file`.
    """
    checked = check_file(corpus, file, id, replacing=replacing)
    source = checked.source
    entry = _as_catalogued((details or Details()).applied_to(source.entry))
    with changing(corpus, source.id) as change:
        if entry.is_reserved:
            record_provenance(change, entry.id, source.sha256, Act.PROVIDED, by)
        edit = _catalogued(change, entry, source.entry, checked.title)
        moved = place_file(change, checked)
        if moved is not None or edit:
            replaced = tuple(Replaced(_below(corpus, a), _below(corpus, b)) for a, b in moved or ())
            addition = Addition(
                id=source.id,
                title=entry.title,
                date=datetime.now(UTC).isoformat(timespec="seconds"),
                file="" if moved is None else _below(corpus, source.path),
                sha256=source.sha256,
                replaced=replaced,
                edit=edit,
            )
            change.put(corpus / RECORD, _ADDITION.dump_json(addition, indent=1) + b"\n")
    known = entry_for(source.path, load_catalogue(corpus)) if edit else source.entry
    return replace(source, entry=Provenances(corpus).judged(known, source.sha256))


def _catalogued(change: Draft, entry: Entry, before: Entry, title: str) -> CatalogueEdit | None:
    """Let the catalogue get an entry, if it says anything that is not there.

    That of a new digest names the text that it is of, which gets an entry, too, if it has none: it
    must never be taken for that text.
    """
    entries = {known.id: known for known in load_catalogue(change.corpus)}
    title = entry.title or title
    if entry.id in entries or DIGEST not in (entry.kind, kind_of(title)):
        return write_entry(change, entry) if entry != _as_catalogued(before) else None
    named = entry.id.replace("-digest", "").replace(".", "-")
    official = Entry(
        named if named != entry.id else f"{named}-official",
        title=undigested(title),
        date=entry.date,
        year=entry.year,
        language=entry.language,
    )
    digest = replace(entry, kind=DIGEST, digest_of=official.id)
    return write_entry(change, digest, *(() if official.id in entries else (official,)))


def last_addition(corpus: Path) -> Addition | None:
    """What was added last and not taken back; None if nothing was, or its record is damaged."""
    try:
        return _ADDITION.validate_json((corpus / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


def undo_addition(corpus: Path, addition: Addition | None = None) -> Addition:
    """Take back an addition, by default what was added last (step 3).

    Raises:
        CorpusError: nothing was, or it has been changed or removed since.
    """
    finish(corpus)
    last = last_addition(corpus)
    addition = addition or last
    if addition is None:
        raise CorpusError("undo_nothing", folder=corpus)
    if not _is_untouched(corpus, addition):
        raise CorpusError("undo_changed", id=addition.id)
    with changing(corpus, addition.id) as change:
        if addition.file:
            remove_file(change, corpus / addition.file)
        for old in addition.replaced:
            change.move(corpus / old.kept, corpus / old.place)
        if addition.edit:
            revert(change, addition.edit)
        if addition == last:
            change.drop(corpus / RECORD)
    return addition


def is_taken_back(corpus: Path, addition: Addition) -> bool:
    """Whether an addition was taken back: its file is gone, and what it replaced is back."""
    if not addition.file:
        return False
    is_back = all(
        (corpus / old.place).exists() and not (corpus / old.kept).exists()
        for old in addition.replaced
    )
    took_its_place = any(old.place == addition.file for old in addition.replaced)
    return is_back and (took_its_place or not (corpus / addition.file).exists())


def _is_untouched(corpus: Path, addition: Addition) -> bool:
    """Whether the file is as it was added, and all that it replaced can go back to its place."""
    if not addition.file:
        return True
    with suppress(OSError):
        return file_hash(corpus / addition.file) == addition.sha256 and all(
            (corpus / old.kept).is_file()
            and (old.place == addition.file or not (corpus / old.place).exists())
            for old in addition.replaced
        )
    return False


def _as_catalogued(entry: Entry) -> Entry:
    """An entry as the catalogue has it: a file that its id names already is not named again."""
    is_bare = entry.file is not None and Path(entry.file).stem == entry.id
    return replace(entry, file=None) if is_bare else entry


def _below(corpus: Path, path: Path) -> str:
    return path.relative_to(corpus).as_posix()
