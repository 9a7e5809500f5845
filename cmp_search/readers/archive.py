"""Guards for formats whose files are zip files, applied before anything is parsed.

1. `check_archive` looks at what the zip states about its entries: none may be locked, and neither
   all of them together nor one alone may unpack to far more than it should. The zip library unpacks
   no entry beyond the size that is stated.
2. `check_xml` looks for definitions of entities, by which a short document may expand without end
   or pull in other files.
"""

from zipfile import ZipFile, ZipInfo

from cmp_search.errors import MAX_REASON_LENGTH, DamagedError, LimitError

SIGNATURE = b"PK\x03\x04"
"""How a zip file begins."""
MAX_UNPACKED = 200_000_000
"""Bytes that all entries of an archive may have together when unpacked."""
_MAX_RATIO = 200
_RATIO_FROM = 5_000_000
"""Small entries may be packed very tightly without harm; from this size on the ratio counts."""
_DEFINES_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")


def check_archive(archive: ZipFile, program: str) -> None:
    """Refuse a locked archive and one that unpacks to too much (step 1).

    `program` is what the user may save the file with.

    Raises:
        DamagedError: a password locks it.
        LimitError: it unpacks to too much.
    """
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise DamagedError("file_locked")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise LimitError("archive_too_large", found=unpacked, most=MAX_UNPACKED)
    if any(map(_is_bomb, entries)):
        raise LimitError("archive_bomb", program=program)


def check_xml(archive: ZipFile, program: str, suffixes: tuple[str, ...]) -> None:
    """Refuse XML entries that define entities (step 2).

    `suffixes` are those of the entries that the format's reader parses as XML, in lower case.

    Raises:
        DamagedError: one does.
    """
    for entry in archive.infolist():
        if entry.filename.lower().endswith(suffixes):
            # Without zeros, the words are the same in UTF-16 and UTF-32.
            content = archive.read(entry).replace(b"\0", b"")
            if any(word in content for word in _DEFINES_ENTITIES):
                part = entry.filename[:MAX_REASON_LENGTH]
                raise DamagedError("archive_entities", part=part, program=program)


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > max(_RATIO_FROM, _MAX_RATIO * entry.compress_size)
