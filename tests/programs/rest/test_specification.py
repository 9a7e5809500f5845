"""The specification, and that the interface keeps to it whatever is asked.

The shipped texts are asked, since the examples of the specification are of these: by them,
schemathesis comes to texts, sections and passages that there are.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as trying
from schemathesis import Case, CheckFunction
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from cmp_search.audit import AuditLog, Via
from cmp_search.gate.limits import Rates
from cmp_search.gate.starting import ALLOWED_HOSTS
from cmp_search.library import Library
from cmp_search.locales import interfaces
from cmp_search.programs import guard
from cmp_search.programs.alone import app_alone
from cmp_search.programs.keys import KeyFile, Purpose
from cmp_search.programs.rest.requests import SUFFIXES
from cmp_search.settings import Settings
from tests.api_page import interface
from tests.conftest import CHECKOUT
from tests.programs.rest.conftest import COLLECTION, PLENTY

EXAMPLES = int(os.environ.get("CMP_SEARCH_EXAMPLES", "25"))
"""How many requests are tried of each operation; `make faults` tries more."""
PATIENCE_S = 300
"""How long an answer is waited for, where the machine is busy."""
OF_DRAFTS = 4
"""Of the operation that reads drafts: each starts a process."""
DOCX = next(kind for kind in SUFFIXES if not kind.startswith("text/"))
OF_SCHEMAS: list[CheckFunction] = [negative_data_rejection, positive_data_acceptance]
"""Checks that say nothing of drafts: no schema says which bytes are one."""


@schemathesis.serializer(DOCX)
def as_bytes(_: Any, value: Any) -> bytes:
    """What is sent as a Word file: whatever was generated."""
    return value if isinstance(value, bytes) else str(value).encode()


@dataclass(frozen=True, slots=True)
class Keys:
    """A file of keys, and the token of one for each purpose."""

    file: Path
    tokens: Mapping[Purpose, str]

    def header_for(self, path: str) -> dict[str, str]:
        """The header that opens a path."""
        purpose = Purpose.METRICS if path.endswith("/metrics") else Purpose.ASK
        return {"Authorization": f"Bearer {self.tokens[purpose]}"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """A key for each purpose."""
    place = tmp_path_factory.mktemp("keys")
    file = KeyFile(place / "keys.json", AuditLog(place / "audit"), "anna", Via.LIBRARY)
    tokens = {one: file.add(one.value, [COLLECTION], one)[0] for one in Purpose}
    return Keys(file.path, tokens)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Iterator[Starlette]:
    """The server of the shipped texts for programs alone, with keys, and no limits of rate."""
    place = tmp_path_factory.mktemp("shipped")
    corpus = shutil.copytree(CHECKOUT / "corpus", place / "corpus")
    with Library(corpus, place / "index", "fake") as library:
        library.build()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ALLOWED_HOSTS, "testserver")
        for name in ("PROGRAMS", "COMPARISONS", "WRONG_KEYS"):
            patch.setattr(guard, name, Rates(each=PLENTY, all=PLENTY))
        settings = Settings(corpus, str(place / "index"), "fake", keys=keys.file)
        server = app_alone(settings, "0.0.0.0")
        with TestClient(server):
            yield server


class Interface:
    """The interface that is asked, which there is only when a test runs.

    It is started once, and not for each request, as schemathesis would.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.app(scope, receive, send)


asked = Interface()
specification = schemathesis.openapi.from_dict(
    {**interface().openapi(), "servers": [{"url": "/api"}]}
)
specification.app = asked


@specification.exclude(operation_id="verify").parametrize()
@trying(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_interface_keeps_to_its_specification(
    case: Case[Any], shipped: Starlette, keys: Keys
) -> None:
    asked.app = shipped
    case.call_and_validate(headers=keys.header_for(case.path), timeout=PATIENCE_S)


@specification.include(operation_id="verify").parametrize()
@trying(max_examples=OF_DRAFTS, deadline=None, suppress_health_check=list(HealthCheck))
def test_so_it_does_for_drafts(case: Case[Any], shipped: Starlette, keys: Keys) -> None:
    asked.app = shipped
    headers = keys.header_for(case.path)
    case.call_and_validate(headers=headers, excluded_checks=OF_SCHEMAS, timeout=PATIENCE_S)


def test_it_is_the_specification_that_is_served(shipped: Starlette) -> None:
    assert TestClient(shipped).get("/api/openapi.json").json() == specification.raw_schema


def test_every_example_of_the_specification_is_answered(shipped: Starlette, keys: Keys) -> None:
    client = TestClient(shipped)
    made = client.get("/api/openapi.json").json()
    for path, methods in made["paths"].items():
        for one in methods.get("get", {}).get("parameters", []):
            example = one["schema"].get("examples", [""])[0]
            path = path.replace(f"{{{one['name']}}}", str(example))
        if "get" in methods:
            query = "?in=fr" if path.endswith("/counterpart") else ""
            told = client.get(f"/api{path}{query}", headers=keys.header_for(path))
            assert told.status_code == 200, told.text
    for path, name in (("search", "Question"), ("verify/quotation", "Quotation")):
        fields = made["components"]["schemas"][name]["properties"]
        body = {field: one["examples"][0] for field, one in fields.items() if "examples" in one}
        told = client.post(f"/api/v1/{path}", json=body, headers=keys.header_for(path))
        assert told.status_code == 200, told.text
    draft = made["paths"]["/v1/verify"]["post"]["requestBody"]["content"]["text/plain"]["example"]
    headers = {**keys.header_for("verify"), "content-type": "text/plain"}
    checked = client.post("/api/v1/verify", content=draft.encode(), headers=headers).json()
    assert checked["counts"]["exact"] == len(checked["quotations"]) == 1


def test_it_is_of_a_form_that_clients_are_made_from(shipped: Starlette) -> None:
    told = TestClient(shipped).get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1") and told["servers"] == [{"url": "/api"}]
    shapes = told["components"]["schemas"]
    assert "ProblemJson" in shapes and "HTTPValidationError" not in shapes
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert {"200", "4XX", "5XX"} == set(operation["responses"]), path
            is_open = path in ("/health", "/ready")
            assert operation.get("security", []) == ([] if is_open else [{"key": []}])
    described = [
        field
        for name, shape in shapes.items()
        if name.endswith("Json")
        for field in shape["properties"].values()
    ]
    assert len(described) > 100 and all("description" in field for field in described)


def test_without_keys_it_asks_for_none(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()
    assert "securitySchemes" not in told["components"]


def test_the_languages_are_those_of_the_interface(client: TestClient) -> None:
    told = client.get("/api/openapi.json").json()
    shapes = [body.get("properties", {}) for body in told["components"]["schemas"].values()]
    languages = [fields["language"] for fields in shapes if "enum" in fields.get("language", {})]
    assert [field["enum"] for field in languages] == [list(interfaces())] * 2


STARTED = """
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from cmp_search.settings import Settings
from tests.api_page import interface
with TestClient(interface()) as client:
    client.get("/health")
"""


def test_the_environment_switches_no_telemetry_on() -> None:
    asked = {"FASTAPI_OTEL_AUTO_CONFIGURE": "true", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://[::1]:9"}
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        env={**os.environ, **asked},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
