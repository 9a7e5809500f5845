"""Makes the part of docs/api.md on operations from the specification: `make api`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cmp_search.library import Library
from cmp_search.programs.measures import Measures
from cmp_search.programs.rest.app import rest_app
from cmp_search.programs.rest.served import Served
from cmp_search.programs.rest.specification import Interface
from cmp_search.programs.workers import Workers
from tests.conftest import CHECKOUT

PAGE = CHECKOUT / "docs" / "api.md"
BEGIN, END = "<!-- The rest of this part is made by `make api`. -->\n", "<!-- Its end. -->\n"
MOUNT = "/api"
AS = {
    "search": "ask",
    "outline": "status",
    "text": "text",
    "section": "section",
    "counterpart": "counterpart",
    "passage": "passage",
    "citation": "cite",
    "verify": "verify",
    "verify_quotation": "verify",
}
"""The command that prints what an operation gives."""
JSON = "application/json"
Json = Mapping[str, Any]


def interface() -> Interface:
    """The interface with keys; nothing is opened for it."""
    library = Library("corpus", "index", "fake")
    return rest_app(Served(lambda: library, Workers(), Measures(float), True, lambda: True))


def page(text: str) -> str:
    """The page, with its part that is made in place of what it was."""
    before, _, rest = text.partition(BEGIN)
    return (
        before
        + BEGIN
        + "\n"
        + "\n".join(_operations(interface().openapi()))
        + END
        + rest.partition(END)[2]
    )


def _operations(made: Json) -> Iterator[str]:
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield f"### {method.upper()} {MOUNT}{path}\n"
            said = (f"{operation['summary']}.", operation["description"], _gives(operation))
            yield _one_line(" ".join(said)) + "\n"
            rows = list(_rows(made, operation))
            if rows:
                yield "| field | where | what it may be | meaning |\n|---|---|---|---|"
                yield from rows
                yield ""


def _gives(operation: Json) -> str:
    """What an operation gives, and whether it takes a key."""
    command = AS.get(operation["operationId"])
    printed = f"Gives what [`{command} --json`](json.md) prints." if command else ""
    key = "" if "security" in operation else "Takes no key."
    return f"{printed} {key}".strip()


def _rows(made: Json, operation: Json) -> Iterator[str]:
    """A row for each parameter and each field of the body."""
    for one in operation.get("parameters", []):
        yield _row(made, one["name"], one["in"], one["schema"], needed=one["required"])
    body = operation.get("requestBody", {"content": {}})
    kinds = body["content"]
    if list(kinds) == [JSON]:
        shape = _resolved(made, kinds[JSON]["schema"])
        for field, schema in shape["properties"].items():
            yield _row(made, field, "body", schema, needed=field in shape["required"])
    elif kinds:
        yield f"| | body | {', '.join(f'`{kind}`' for kind in kinds)} | {body['description']} |"


def _row(made: Json, name: str, where: str, schema: Json, *, needed: bool) -> str:
    default = "" if needed else f"; {_shown(schema['default'])} if left out"
    said = _one_line(schema.get("description", ""))
    return f"| `{name}` | {where} | {_kind(_resolved(made, schema))}{default} | {said} |"


def _resolved(made: Json, schema: Json) -> Json:
    """A schema, or the one that it refers to."""
    name = schema.get("$ref", "").rpartition("/")[2]
    return made["components"]["schemas"][name] if name else schema


def _kind(schema: Json) -> str:
    """What a value may be, in words."""
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    words = str(schema["type"])
    if words == "array":
        words = f"a list, each {_kind(schema['items'])}"
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None:
        words += f" from {least:g} to {most:,.0f}"
    longest = schema.get("maxLength")
    return f"{words}, {longest:,} characters at most" if longest else words


def _shown(default: object) -> str:
    return "none" if default == [] else f"`{default}`" if default != "" else "empty"


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
