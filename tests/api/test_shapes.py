"""The types of the JSON say all that it has, in words, and nothing that it has not."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest
from pydantic import TypeAdapter

from cmp_search.api import shapes
from cmp_search.api.documents import document_detail_json, document_json
from cmp_search.api.line import json_line
from cmp_search.api.notes import cited_json, quote_json
from cmp_search.api.reading import (
    counterpart_json,
    documents_json,
    passage_json,
    section_json,
)
from cmp_search.api.schemas import answer_json, error_json
from cmp_search.api.shapes.answers import AnswerJson, FactJson, StatementJson
from cmp_search.api.shapes.documents import DocumentDetailJson, DocumentsJson, TextJson
from cmp_search.api.shapes.problems import ErrorJson
from cmp_search.api.shapes.quotes import CitedJson, PassageJson, QuoteJson
from cmp_search.api.shapes.sections import CounterpartJson, SectionTextJson
from cmp_search.api.shapes.shape import Shape
from cmp_search.api.shapes.verification import VerificationJson
from cmp_search.api.verification import verification_json
from cmp_search.citations.styles import Style
from cmp_search.documents.recognition import RecognisedPage
from cmp_search.errors import UnknownDocumentError
from cmp_search.index.calibration import Calibration
from cmp_search.index.caveats import Caveat
from cmp_search.library import Library
from cmp_search.search.answer import Answer
from cmp_search.search.reading.rereading import PassageReading
from tests.api.test_verification import FOUND
from tests.conftest import CHECKOUT
from tests.notes.making import make_quote

Schema = dict[str, Any]


def shapes_of(name: str) -> list[type[Any]]:
    """The shapes that a module defines."""
    module = import_module(f"{shapes.__name__}.{name}")
    found = (value for value in vars(module).values() if isinstance(value, type))
    return [one for one in found if one.__module__ == module.__name__ and one is not Shape]


ALL = [shape for module in iter_modules(shapes.__path__) for shape in shapes_of(module.name)]

PRINTED = [shape for shape in ALL if not shape.__name__.startswith(("Health", "Problem", "Ready"))]


def schema_of(shape: type[Any]) -> Schema:
    return TypeAdapter(shape).json_schema(mode="serialization")


def test_each_has_a_name_of_its_own() -> None:
    names = [shape.__name__ for shape in ALL]
    assert len(set(names)) == len(names) > 30
    assert all(name.endswith("Json") for name in names)


@pytest.mark.parametrize("shape", ALL, ids=lambda shape: shape.__name__)
def test_each_field_is_described_and_always_there(shape: type[Any]) -> None:
    schema = schema_of(shape)
    assert schema["description"] == cleandoc(shape.__doc__ or "")
    assert set(schema["required"]) == set(schema["properties"]) == set(get_type_hints(shape))
    for name, field in schema["properties"].items():
        assert field["description"].rstrip().endswith("."), name


@pytest.mark.parametrize("shape", PRINTED, ids=lambda shape: shape.__name__)
def test_each_field_is_documented_where_a_command_prints_it(shape: type[Any]) -> None:
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    assert [field for field in get_type_hints(shape) if f"`{field}`" not in documented] == []


def test_a_field_that_is_had_from_another_is_described_as_there() -> None:
    had, there = (schema_of(shape)["properties"] for shape in (FactJson, StatementJson))
    assert {name: had[name]["description"] for name in there} == {
        name: field["description"] for name, field in there.items()
    }


def untold(value: object, schema: Schema, shapes: Schema, at: str = "") -> Iterator[str]:
    """The fields that a JSON has and its schema does not."""
    schema = shapes[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    for one in schema.get("anyOf", ()):
        if (one.get("type") == "null") == (value is None):
            yield from untold(value, one, shapes, at)
            return
    if isinstance(value, dict):
        of_any = schema.get("additionalProperties")
        for name, inner in value.items():
            field = schema.get("properties", {}).get(name, of_any)
            if field is None:
                yield f"{at}.{name}"
            elif isinstance(field, dict):
                yield from untold(inner, field, shapes, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from untold(inner, schema["items"], shapes, at) if "items" in schema else ()


def check(value: Mapping[str, object], shape: type[Any]) -> None:
    """Make sure that a JSON, as it is sent, is of a shape, and that this has all its fields."""
    line = json_line(value)
    TypeAdapter(shape).validate_json(line, strict=True)
    schema = schema_of(shape)
    assert list(untold(json.loads(line), schema, schema.get("$defs", {}))) == []


def full(answer: Answer) -> Answer:
    """An answer that has what few have."""
    hit = answer.hits[0]
    read = replace(hit, reading=PassageReading(1.25, -0.5), answer_span=hit.best_sentence)
    statement = answer.facts[0].statement
    record = replace(
        answer.search_record,
        calibration=Calibration("2021-06-01", None, "c", 0.25, 0.75, ()),  # type: ignore[arg-type]
    )
    return replace(
        answer,
        hits=(read, *answer.hits[1:]),
        facts=(replace(answer.facts[0], older=(statement,)),),
        caveats=(Caveat("unchecked", {"date": "2021-06-01T00:00:00+00:00"}),),
        search_record=record,
    )


def test_an_answer_is_of_its_shape(library: Library) -> None:
    library.build()
    answer = library.ask("Who is the Canadian co-chair of the Lens Working Group?")
    assert answer.facts and any(hit.also for hit in answer.hits)
    check(answer_json(answer), AnswerJson)
    told = answer_json(full(answer), "fr")
    check(told, AnswerJson)
    assert told["search_record"]["calibration"] == {
        "created": "2021-06-01",
        "related": 0.25,
        "answered": 0.75,
    }
    assert (told["hits"][0]["reading"], told["hits"][0]["answer"]) == (
        {"relevance": 1.25, "margin": -0.5},
        told["hits"][0]["best_sentence"],
    )


def test_documents_are_of_their_shapes(library: Library) -> None:
    library.build()
    for document in library.status().documents:
        check(document_detail_json(library.document_status(document.entry.id)), DocumentDetailJson)
        text = library.document(document.entry.id)
        check(document_json(text), TextJson)
        recognised = replace(text.quality, recognised=(RecognisedPage(2, 91),))
        told = document_json(replace(text, quality=recognised))
        check(told, TextJson)
        assert told["quality"]["recognised"] == [{"number": 2, "certainty": 91}]


def test_what_is_looked_up_is_of_its_shape(library: Library) -> None:
    library.build()
    check(documents_json(library.documents()), DocumentsJson)
    for one in library.document_status("harbour-2021").sections:
        section = library.section("harbour-2021", one.number)
        check(section_json(section), SectionTextJson)
        for passage in section.passages:
            check(passage_json(library.passage(passage.id), "fr"), PassageJson)
        found = library.counterpart("harbour-2021", one.number, "fr")
        check(counterpart_json(found, "fr"), CounterpartJson)


def test_quotations_are_of_their_shapes() -> None:
    quote = make_quote()
    check(quote_json(quote), QuoteJson)
    cited = cited_json(quote, Style.APA, "fr")
    check(cited, CitedJson)
    assert cited["cited"] != cited["citation"] == quote.citation.render("fr")
    check(verification_json(FOUND, "es"), VerificationJson)


def test_an_error_is_of_its_shape() -> None:
    error = UnknownDocumentError("unknown_document", id="fog", known=["mist"], total=1)
    check(error_json(error), ErrorJson)


def test_what_is_not_of_a_shape_is_found() -> None:
    told = error_json(UnknownDocumentError("unknown_document", id="fog", known=[], total=0))
    schema = schema_of(ErrorJson)
    more = {**told, "error": {**told["error"], "more": 1}, "else": [2]}
    assert list(untold(more, schema, schema["$defs"])) == [".error.more", ".else"]


def test_a_line_can_be_sent_whatever_it_says() -> None:
    line = json_line({"words": "\ud800 \u202e brume ñ\n\U000e0041"})
    assert line == '{"words": "\\ud800 \\u202e brume ñ\\n\\udb40\\udc41"}'
    assert json.loads(line.encode()) == {"words": "\ud800 \u202e brume ñ\n\U000e0041"}
