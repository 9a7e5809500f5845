"""What all shapes of the JSON are: dictionaries whose fields say what they mean."""

from typing import Any

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict, get_original_bases


def _inherit_descriptions(schema: dict[str, Any], shape: type[Any]) -> None:
    """Describe the fields that a shape has from another; pydantic reads those of its own only."""
    for base in get_original_bases(shape):
        if base is Shape or base is TypedDict:
            continue
        for name, told in TypeAdapter(base).json_schema()["properties"].items():
            schema["properties"][name].setdefault("description", told["description"])


@with_config(ConfigDict(use_attribute_docstrings=True, json_schema_extra=_inherit_descriptions))
class Shape(TypedDict):
    """An object of the JSON; the string below a field describes it.

    Others than its fields may be there, too, in a later version.
    """
