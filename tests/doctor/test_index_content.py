"""Wrong content in an index's files whose hashes are right."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cmp_search.doctor import Severity
from cmp_search.index.embedded.files import (
    MANIFEST,
    PASSAGE_VECTORS,
    SENTENCE_VECTORS,
    TEXTS,
    file_sums,
)
from cmp_search.index.embedded.folder import current
from cmp_search.index.embedded.migrations import add_sums
from cmp_search.index.embedded.vectors import VectorIndex
from cmp_search.index.embedded.writer import TextsWriter
from cmp_search.index.stored.sums import sealed, unsealed
from cmp_search.settings import Settings
from tests.doctor.harming import Harm, problems, repoint
from tests.index.building import build


def reseal(index: Path) -> None:
    """Give the manifest the hashes that the files have now."""
    folder = current(index)
    raw, _ = unsealed((folder / MANIFEST).read_bytes())
    raw["files"] = {
        name: {"bytes": known.bytes, "sha256": known.sha256}
        for name, known in file_sums(folder).items()
    }
    (folder / MANIFEST).write_bytes(sealed(raw))
    repoint(index)


def sql(words: str) -> Harm:
    def harm(folder: Path) -> None:
        with closing(sqlite3.connect(folder / TEXTS)) as connection:
            connection.execute(words)
            connection.commit()

    return harm


def summed_again(words: str) -> Harm:
    """A change to the tables with all sums as if they had been written so."""

    def harm(folder: Path) -> None:
        texts = TextsWriter.open(folder / TEXTS)
        texts.connection.execute(words)
        add_sums(texts)
        texts.commit()
        texts.close()

    return harm


def one_vector_less(folder: Path) -> None:
    vectors = VectorIndex.load(folder / SENTENCE_VECTORS, writable=True)
    vectors.remove([1])
    vectors.save(folder / SENTENCE_VECTORS)


def one_vector_more(folder: Path) -> None:
    vectors = VectorIndex.load(folder / PASSAGE_VECTORS, writable=True)
    vectors.add([999], vectors.vectors([1]))
    vectors.save(folder / PASSAGE_VECTORS)


def a_long_vector(folder: Path) -> None:
    vectors = VectorIndex.load(folder / PASSAGE_VECTORS, writable=True)
    longer = 2 * vectors.vectors([1])
    vectors.remove([1])
    vectors.add([1], longer)
    vectors.save(folder / PASSAGE_VECTORS)


def no_vectors(folder: Path) -> None:
    (folder / PASSAGE_VECTORS).write_bytes(b"IxM2 not a vector")


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (
            summed_again("UPDATE parts SET text = replace(text, 'forty', 'fifty')"),
            "passages do not match harbour-2021",
        ),
        (sql("UPDATE parts SET text = replace(text, 'forty', 'fifty')"), "table “parts” are"),
        (sql("UPDATE passages SET start = start + 1 WHERE number = 1"), "table “passages” are"),
        (sql("UPDATE passages SET end = 99999 WHERE number = 1"), "table “passages” are"),
        (sql("UPDATE passages SET section = '[\"Elsewhere\"]'"), "table “passages” are"),
        (sql("UPDATE passages SET section = 'no list'"), "table “passages” are"),
        (summed_again("UPDATE passages SET section = 'no list'"), "cannot be read completely"),
        (summed_again("UPDATE sentences SET end = 99999 WHERE number = 1"), "do not match"),
        (sql("UPDATE sentences SET end = end + 9999 WHERE number = 1"), "table “passages” are"),
        (sql("UPDATE blocks SET anchor = 'x' WHERE ordinal = 0"), "table “blocks” are"),
        (sql("DELETE FROM blocks WHERE ordinal = 1"), "table “blocks” are"),
        (sql("UPDATE documents SET year = year + 1"), "cannot be read completely"),
        (sql("UPDATE passages SET document = 'nobody' WHERE number = 1"), "of no document"),
        (sql("UPDATE sentences SET passage = 999 WHERE number = 1"), "of no passage"),
        (sql("DELETE FROM sentences WHERE number = 1"), "rows in sentences"),
        (sql("DELETE FROM documents WHERE id = 'ports-2021'"), "rows in documents"),
        (sql("DELETE FROM passages WHERE number = 1"), "rows in passages"),
        (sql("DELETE FROM terms WHERE rowid = 1"), "rows in terms"),
        (sql("UPDATE terms_content SET c0 = 'other' WHERE id = 1"), "full-text table is damaged"),
        (sql("DROP TABLE pages"), "the texts of the index are damaged"),
        (one_vector_less, "lacks a vector"),
        (one_vector_more, "vectors for"),
        (a_long_vector, "not of length 1"),
        (no_vectors, "passages.faiss cannot be read"),
    ],
)
def test_content_that_is_wrong_under_right_hashes_is_found_and_fixed(
    settings: Settings, harm: Harm, says: str
) -> None:
    harm(current(Path(settings.index)))
    reseal(Path(settings.index))
    found = problems(settings)
    assert {(finding.severity, finding.area) for finding in found} == {(Severity.WRONG, "index")}
    assert any(says in finding.message for finding in found), found
    assert all(f.fix.startswith(f"delete the folder {settings.index}, then ") for f in found)
    shutil.rmtree(settings.index)
    build(settings.corpus, Path(settings.index))
    assert not problems(settings)
