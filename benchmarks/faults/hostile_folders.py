"""Catalogues and backups that are hostile: each is used or refused, and nothing is lost by it."""

import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from benchmarks.faults.hostile import HARMLESS, Trial, shown_faults
from benchmarks.faults.hostile_fields import ELSEWHERE, LONG, MARKUP, NUMBERS, RUN, WORDS
from benchmarks.faults.surfaces import command_faults, library_of
from cmp_search.backup.contents import CONTENTS
from cmp_search.documents.catalogue import CATALOGUE
from tests.backup.forging import FORGERIES, rewritten
from tests.sample import write_corpus

SHOWN = "title issuing_body kind language url id file".split()
"""Fields of an entry that are shown."""
STEERING = "red \\u001b[31m bell \\u0007 over \\u202e back \\u009b2J nul \\u0000 line \\n\\r end"
"""As TOML writes them."""


def _entry(**fields: str) -> str:
    """An entry of the hostile text; values are as TOML writes them."""
    written = {"id": '"oars"', **fields}
    return "[[document]]\n" + "".join(f"{name} = {value}\n" for name, value in written.items())


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _catalogues() -> dict[str, str | bytes]:
    """Catalogues by what is hostile in them."""
    found: dict[str, str | bytes] = {}
    kinds = {"markup": _quoted(MARKUP), "steering": f'"{STEERING}"', "a long word": f'"{LONG}"'}
    for field in SHOWN:
        found |= {f"{kind} in {field}": _entry(**{field: words}) for kind, words in kinds.items()}
    addresses = (f"javascript:window.{RUN}", f"data:text/html,<script>{RUN}</script>", "\\u0000")
    for address in (*addresses, f"//{ELSEWHERE}/x", "https://user:secret@oars.example/x\\n\\tx"):
        found[f"the address {address[:20]}"] = _entry(url=f'"{address}"')
    for place in ("../../../etc/passwd", "/etc/passwd", "ferry.txt", "", ".", "a/../oars.md"):
        found[f"the file {place!r}"] = _entry(file=_quoted(place))
    for id in ("", "..", "a/b", "removed", ".audit", "ferry", "CON", "-x", "a b?c=d&e#f"):
        found[f"the id {id!r}"] = _entry(id=_quoted(id), file='"oars.md"')
    values = ("9" * 5_000, "1e400", "nan", "-1", "0", "99999", "2019-02-31", "0001-01-01", "[[]]")
    for value in values:
        found[f"the year {value[:10]}"] = _entry(year=value)
        found[f"the date {value[:10]}"] = _entry(date=value)
    found |= {
        "numbers for a title": _entry(title=_quoted(NUMBERS)),
        "an edition of itself": _entry(edition_of='"oars"'),
        "editions of each other": _entry(edition_of='"x"') + _entry(id='"x"', edition_of='"oars"'),
        "a digest of nothing": _entry(digest_of='"nothing"'),
        "a copy that vouches for itself": _entry(provided_by='"the publisher"'),
        "a sum that is none": _entry(sha256='"0"'),
        "nested": _entry(title="[" * 100_000),
        "nested tables": _entry(title="{a=" * 100_000),
        "dotted": _entry() + ".".join("a" * 5_000) + " = 1\n",
        "50,000 entries": "".join(_entry(id=f'"x{number}"') for number in range(50_000)),
        "twice the same": _entry() * 2,
        "a table that is none": "[[nothing]]\nx = 1\n",
        "acronyms of nothing": '[[acronym]]\nen = ["", "x"]\n',
        "acronyms that are patterns": '[[acronym]]\nen = ["(a+)+$", ".*"]\nfr = ["[", "\\\\"]\n',
        "hostile acronyms": f"[[acronym]]\nen = [{_quoted(MARKUP)}, {_quoted(MARKUP)}]\n",
        "nothing of TOML": b"\xff\xfe\x00[[[[",
        "NULs": bytes(1_000),
        "a mark before it": b"\xef\xbb\xbf" + _entry(title='"Oars"').encode(),
    }
    return found


def catalogue_trials() -> dict[str, Trial]:
    """Trials of catalogues by name."""
    every = _catalogues().items()
    return {f"catalogue: {name}": partial(_try_catalogue, words) for name, words in every}


def _try_catalogue(catalogue: str | bytes, folder: Path) -> Iterator[str]:
    """A corpus that was indexed gets a catalogue."""
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "ferry.txt").write_text(HARMLESS, "utf-8")
    (corpus / "oars.md").write_text(f"# Oars\n\n{WORDS}\n", "utf-8")
    with library_of(folder) as library:
        library.build()
    data = catalogue.encode() if isinstance(catalogue, str) else catalogue
    (corpus / CATALOGUE).write_bytes(data)
    for words in (("index", "--yes"), ("doctor",), ("fetch", "nothing"), ("confirm", "oars")):
        yield from command_faults(*words)
    yield from shown_faults(folder)
    yield from command_faults("remove", "oars")
    if not (corpus / "ferry.txt").is_file():
        yield "a text is gone"


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


def _backups() -> dict[str, bytes]:
    """Files that are no backups."""
    return {
        "nothing": b"",
        "no zip file": b"oars " * 1_000,
        "an end alone": b"PK\x05\x06" + bytes(18),
        "no list": _zip(("corpus/oars.md", b"x")),
        "a list of nothing": _zip((CONTENTS, b"")),
        "a list that nests": _zip((CONTENTS, b"[" * 1_000_000)),
        "a list of 100 MB": _zip((CONTENTS, b" " * 100_000_000)),
        "a list of a huge number": _zip((CONTENTS, b'{"version": ' + b"9" * 5_000 + b"}")),
        "a list in no encoding": _zip((CONTENTS, b"\xff\xfe\x00")),
        "steps up": _zip((CONTENTS, b"{}"), ("../../out.md", b"x"), ("/tmp/out.md", b"x")),
    }


def backup_trials() -> dict[str, Trial]:
    """Trials of backups by name."""
    forged = {name: partial(rewritten, change=change) for name, change in FORGERIES.items()}
    written = {name: partial(_write, data) for name, data in _backups().items()}
    every = {**forged, **written}.items()
    return {f"backup: {name}": partial(_try_backup, change) for name, change in every}


def _write(data: bytes, file: Path) -> None:
    file.write_bytes(data)


def _try_backup(change: Callable[[Path], None], folder: Path) -> Iterator[str]:
    """A backup that was changed is restored over the corpus, and into nothing."""
    corpus, saved = folder / "corpus", folder / "saved.zip"
    write_corpus(corpus)
    (corpus / "ferry.txt").write_text(HARMLESS, "utf-8")
    with library_of(folder) as library:
        library.build()
        library.backup(saved)
    change(saved)
    before = _files(corpus)
    yield from command_faults("restore", "--yes", str(saved))
    yield from command_faults("index")
    if _files(corpus) != before:
        yield "the corpus is another"
    yield from shown_faults(folder)
    for name in ("corpus", "index"):
        shutil.rmtree(folder / name)
    yield from command_faults("restore", str(saved))
    if _files(corpus):
        yield "something was restored"


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are neither hidden nor in a hidden folder."""
    files = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in files.items()
        if not any(step.startswith(".") for step in name.parts)
    }
