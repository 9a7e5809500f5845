"""The texts as resources."""

from pathlib import Path
from typing import Any

import pytest
from mcp import Client

from cmp_search.library import Library
from cmp_search.programs.mcp import resources
from cmp_search.programs.mcp.resources import (
    SCHEME,
    UnknownResourceError,
    address_of,
    listed,
    read,
)
from tests.programs.mcp.conversing import MODES, Mode, converse


@pytest.mark.parametrize("mode", MODES)
def test_each_text_is_a_resource(server: Any, library: Library, mode: Mode) -> None:
    async def look(client: Client) -> tuple[Any, Any, str]:
        found = (await client.list_resources()).resources
        templates = (await client.list_resource_templates()).resource_templates
        (contents,) = (await client.read_resource(found[1].uri)).contents
        return found, templates, contents.text  # type: ignore[union-attr]

    found, (template,), text = converse(server, look, mode)
    assert [one.name for one in found] == [entry.id for entry in library.index().entries()]
    assert found[1].uri == "cmp-search://documents/harbour-2021"
    assert found[1].title == "Harbour Exchange: report for 2021"
    assert found[1].description == "Institute of Fog, 2021-06-01, en"
    assert text == library.document("harbour-2021").text
    assert template.uri_template == "cmp-search://documents/{document}/sections/{number}"


def test_each_section_is_a_resource(library: Library) -> None:
    words = read(library, "cmp-search://documents/harbour-2021/sections/4")
    assert words == library.section("harbour-2021", 4).text


def test_texts_are_listed_a_page_at_a_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "PAGE", 2)
    first = listed(library, None)
    second = listed(library, first.next_cursor)
    ids = [entry.id for entry in library.index().entries()]
    assert [one.name for one in (*first.resources, *second.resources)] == ids
    assert (len(first.resources), second.next_cursor) == (2, None)
    assert listed(library, "zzz").resources == []


def test_any_id_makes_an_address(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "Été à 50 %.txt").write_text("Les phares brillent en été.", "utf-8")
    with Library(corpus, tmp_path / "index", "fake") as library:
        library.build()
        ((id, uri),) = ((one.name, str(one.uri)) for one in listed(library, None).resources)
        assert uri == address_of(id) and uri.isascii() and " " not in uri
        assert read(library, uri) == library.document(id).text


@pytest.mark.parametrize(
    "address", ["", "file:///etc/passwd", SCHEME, f"{SCHEME}a/b", f"{SCHEME}a/sections/x"]
)
def test_other_addresses_are_of_nothing(library: Library, address: str) -> None:
    with pytest.raises(UnknownResourceError):
        read(library, address)
