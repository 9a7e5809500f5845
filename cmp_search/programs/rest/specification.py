"""What the specification says besides the operations: problems, keys, and that nothing is sent out.

FastAPI makes it from the operations and the shapes, as OpenAPI 3.1. Its pages that show it are left
out, since they load scripts from elsewhere; so is its telemetry, which the environment could
switch on.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.security import HTTPBearer
from pydantic import TypeAdapter

from cmp_search.api.shapes.problems import ProblemJson
from cmp_search.programs.problems import MEDIA_TYPE

COMPONENTS = "#/components/schemas/"
PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"$ref": f"{COMPONENTS}ProblemJson"}}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "The request cannot be answered as it is.", **PROBLEM},
    "5XX": {"description": "The server cannot answer now.", **PROBLEM},
}
"""What every operation may answer besides."""
KEY = HTTPBearer(scheme_name="key", description="A key (docs/serving.md).", auto_error=False)
"""In the specification, that an operation takes a key; the guard has looked at it before."""
ALONE: Mapping[str, Any] = {
    "docs_url": None,
    "redoc_url": None,
    "telemetry": {"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
}
"""What keeps the interface from the network."""


class Interface(FastAPI):
    """An app whose specification has the shape of problems."""

    def openapi(self) -> dict[str, Any]:
        """The specification; made once."""
        made = super().openapi()
        shape = TypeAdapter(ProblemJson).json_schema(ref_template=f"{COMPONENTS}{{model}}")
        made["components"]["schemas"].setdefault("ProblemJson", shape)
        return made
