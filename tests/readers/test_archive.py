from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from cmp_search.errors import DamagedError, LimitError
from cmp_search.readers import archive
from cmp_search.readers.archive import check_archive, check_xml
from tests.raising import raises_code

XML = (".xml", ".rels")


def zipped(name: str, content: bytes) -> ZipFile:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as written:
        written.writestr(name, content)
    return ZipFile(buffer)


def test_a_harmless_archive_passes() -> None:
    with zipped("page.xml", b"<x>Oars</x>" * 400_000) as harmless:
        check_archive(harmless, "Word")
        check_xml(harmless, "Word", XML)


def test_an_entry_that_swells_is_a_bomb() -> None:
    with zipped("page.xml", bytes(6_000_000)) as bomb:
        with raises_code(LimitError, "archive_bomb", program="Word"):
            check_archive(bomb, "Word")


def test_all_entries_together_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 9)
    with zipped("page.xml", bytes(10)) as large:
        with raises_code(LimitError, "archive_too_large", found=10, most=9):
            check_archive(large, "Word")


def test_a_locked_archive_is_refused() -> None:
    with zipped("page.xml", b"<x/>") as locked:
        locked.infolist()[0].flag_bits |= 1
        with raises_code(DamagedError, "file_locked"):
            check_archive(locked, "Word")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_entities_are_refused_in_xml_of_the_given_suffixes(encoding: str) -> None:
    content = '<!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>'.encode(encoding)
    with zipped("page.rels", content) as harmful:
        with raises_code(DamagedError, "archive_entities", part="page.rels", program="Word"):
            check_xml(harmful, "Word", XML)
    with zipped("page.HTML", content) as page:
        check_xml(page, "Word", XML)
        with raises_code(DamagedError, "archive_entities", part="page.HTML", program="Word"):
            check_xml(page, "Word", (".html",))
