"""What the tools give, as an assistant gets it."""

from collections.abc import Iterator
from typing import Any

import pytest

from cmp_search.index.filters import Filters
from cmp_search.library import Library
from cmp_search.programs.mcp import reading
from cmp_search.programs.mcp.instructions import ADVICE
from cmp_search.programs.mcp.tools import TOOLS
from cmp_search.search.answer import Level
from tests.programs.mcp.conversing import MODES, Mode, call, converse, refused

ASKED = "Has the group polished forty lenses?"
POLISHED = "The group polished forty lenses."


def test_five_tools_only_read(server: Any) -> None:
    tools = converse(server, lambda client: client.list_tools()).tools
    names = ["search_passages", "read_section", "list_documents", "counterpart", "verify_quote"]
    assert [tool.name for tool in tools] == names
    for tool in tools:
        assert tool.title and tool.description and tool.annotations
        assert tool.annotations.read_only_hint and not tool.annotations.open_world_hint


@pytest.mark.parametrize("name", TOOLS)
def test_every_field_is_described(name: str) -> None:
    described = TOOLS[name].described()
    assert described.output_schema
    fields = [*_fields(described.input_schema), *_fields(described.output_schema)]
    assert fields
    for field, schema in fields:
        assert schema.get("description"), field


def _fields(schema: Any) -> Iterator[tuple[str, Any]]:
    """All fields of the objects of a schema."""
    for one in (schema, *schema.get("$defs", {}).values()):
        yield from one.get("properties", {}).items()


@pytest.mark.parametrize("mode", MODES)
def test_an_answer_has_words_to_quote_and_their_citation(
    server: Any, library: Library, mode: Mode, levels: list[str]
) -> None:
    found = call(server, "search_passages", mode, question=ASKED, languages=["en"])
    answer = library.ask(ASKED, Filters(languages=("en",)), 5, "en")
    assert levels == [found["verdict"]] == [answer.confidence.level]
    assert found["advice"] == ADVICE[answer.confidence.level]
    assert [one["passage"] for one in found["passages"]] == [hit.passage.id for hit in answer.hits]
    first, hit = found["passages"][0], answer.hits[0]
    assert first["quotation"] == hit.best_sentence_text == POLISHED
    assert first["quotation"] in first["text"]
    assert hit.sentence_citation
    assert first["citation"] == hit.sentence_citation.render("en")
    assert first["text_citation"] == hit.citation.render("en")
    assert first["headings"][-1] == "Lens Working Group"
    section = call(
        server, "read_section", mode, document=first["document"], section=first["section"]
    )
    assert section["headings"] == first["headings"] and first["text"] in section["text"]


def test_every_level_has_advice() -> None:
    assert set(ADVICE) == set(Level)
    assert "do not answer" in ADVICE[Level.NOT_FOUND]


def test_an_answer_says_which_texts_are_digests(server: Any) -> None:
    found = call(server, "search_passages", question="a short digest: the exchange rested")
    digests = {one["document"] for one in found["passages"] if one["is_digest"]}
    assert digests == {"harbour-2020-digest"}


def test_a_fact_comes_with_its_sentence(server: Any) -> None:
    asked = "Who is the Canadian co-chair of the Lens Working Group?"
    (fact,) = call(server, "search_passages", question=asked)["facts"]
    assert "Ottoline Quickwater" in fact["words"] and fact["as_of"] == "2021-06-01"
    assert fact["quotation"] and "Lens Working Group" in fact["citation"]


def test_a_search_is_limited(server: Any) -> None:
    found = call(server, "search_passages", question=ASKED, count=1)
    assert len(found["passages"]) == 1
    found = call(server, "search_passages", question=ASKED, languages=["fr"], language="fr")
    assert {one["language"] for one in found["passages"]} == {"fr"}
    found = call(server, "search_passages", question=ASKED, years=[2022])
    assert {one["document"] for one in found["passages"]} == {"puertos-2022"}
    found = call(server, "search_passages", question=ASKED, documents=["ports-2021"])
    assert {one["document"] for one in found["passages"]} == {"ports-2021"}


def test_citations_and_remarks_are_in_the_language_asked_for(server: Any, library: Library) -> None:
    question = "What did Zebulon do in 1812?"
    asked = {"question": question, "languages": ["en"]}
    found = call(server, "search_passages", **asked, language="es")
    hit = library.ask(question, Filters(languages=("en",)), 5, "es").hits[0]
    assert found["passages"][0]["text_citation"] == hit.citation.render("es")
    assert hit.citation.render("es") != hit.citation.render("en")
    english = call(server, "search_passages", **asked)
    assert english["missing"] and found["missing"] != english["missing"]


def test_a_section_is_read_from_the_top_down(server: Any, library: Library) -> None:
    top = call(server, "read_section", document="harbour-2021")
    assert (top["section"], top["headings"], top["continues_at"]) == (0, [], None)
    below = {one["heading"]: one["number"] for one in top["subsections"]}
    while "Lens Working Group" not in below:
        number = below.get("Part II: Groups") or next(iter(below.values()))
        part = call(server, "read_section", document="harbour-2021", section=number)
        below = {one["heading"]: one["number"] for one in part["subsections"]}
    part = call(
        server, "read_section", document="harbour-2021", section=below["Lens Working Group"]
    )
    assert part["text"] == library.section("harbour-2021", part["section"]).text
    assert part["text"].startswith("Lens Working Group") and POLISHED in part["text"]
    assert "Institute of Fog" in part["citation"] and not part["is_digest"]


def test_a_long_section_is_read_in_parts(
    server: Any, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST_PART", 60)
    whole = library.section("harbour-2021", 3).text
    parts, start = [], 0
    while start is not None:
        part = call(server, "read_section", document="harbour-2021", section=3, start=start)
        parts.append(part["text"])
        start = part["continues_at"]
    assert len(parts) > 3 and "".join(parts) == whole
    assert all(0 < len(part) <= 60 for part in parts)
    assert any(part.endswith("\n") for part in parts)


def test_texts_are_listed(server: Any, library: Library) -> None:
    listed = call(server, "list_documents")
    ids = [one["document"] for one in listed["documents"]]
    assert ids == [entry.id for entry in library.index().entries()]
    assert listed["total"] == len(ids) == 4
    by_id = {one["document"]: one for one in listed["documents"]}
    assert by_id["ports-2021"]["editions"] == ["harbour-2021", "ports-2021"]
    assert by_id["ports-2021"]["date"] == "2021-06-01"
    assert [one["document"] for one in listed["documents"] if one["is_digest"]] == [
        "harbour-2020-digest"
    ]


def test_a_list_of_texts_is_limited_and_gone_on_with(server: Any) -> None:
    def ids(**limits: Any) -> tuple[int, list[str]]:
        listed = call(server, "list_documents", **limits)
        return listed["total"], [one["document"] for one in listed["documents"]]

    assert ids(words="echange PORTS") == (1, ["ports-2021"])
    assert ids(words="echange nowhere") == (0, [])
    assert ids(languages=["es"]) == ids(years=[2022]) == (1, ["puertos-2022"])
    total, first = ids(count=2)
    assert (total, [*first, *ids(skip=2)[1]]) == (4, ids()[1])


def test_the_same_section_in_another_language(server: Any, library: Library) -> None:
    asked = {"document": "harbour-2021", "section": 4}
    found = call(server, "counterpart", **asked, edition="fr")
    same = library.counterpart("harbour-2021", 4, "fr")
    assert (found["match"], found["section"]["section"]) == (same.match, same.section.number)
    assert found["section"]["document"] == "ports-2021"
    assert found["section"]["text"] == same.section.text
    assert refused(server, "counterpart", **asked, edition="es").endswith("(no_edition)")


def test_a_quotation_is_checked(server: Any) -> None:
    checked = call(server, "verify_quote", quotation=POLISHED)
    assert (checked["standing"], checked["words"]) == ("exact", POLISHED.rstrip("."))
    assert checked["document"] == "harbour-2021" and "Lens Working Group" in checked["citation"]
    wrong = "The bakers met thrice in Saltmarsh. Their sourdough travelled by sea"
    checked = call(server, "verify_quote", quotation=wrong)
    assert checked["standing"] == "differs"
    assert checked["words"] == wrong.replace("thrice", "twice")
    elsewhere = "Intercambio de puertos: informe de 2022"
    checked = call(server, "verify_quote", quotation=POLISHED, citation=elsewhere, language="fr")
    assert checked["standing"] == "moved" and "autre texte" in checked["message"]
    checked = call(server, "verify_quote", quotation="nobody ever wrote these words about walruses")
    assert checked["standing"] == "not_found"
    assert not any(checked[name] for name in ("words", "citation", "document", "url"))
