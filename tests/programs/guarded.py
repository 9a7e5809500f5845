"""Requests of what stands behind the guard."""

from collections.abc import Callable
from typing import Any

from httpx2 import Response
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from cmp_search.programs.guard import JSON
from cmp_search.programs.problems import HEADERS


async def count(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands behind the guard, and tells how much it was sent."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


Made = Callable[..., TestClient]


def asked(
    client: TestClient, token: str = "", path: str = "/api/v1/search", **more: Any
) -> Response:
    """The answer to a question of a program, with its key."""
    headers: dict[str, str] = {"content-type": JSON, **more.pop("headers", {})}
    if token:
        headers["authorization"] = f"Bearer {token}"
    return client.post(path, headers=headers, **more)


def refusal(answer: Response) -> tuple[int, str]:
    """Status and code of an answer that is a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert HEADERS.items() <= answer.headers.items()
    return answer.status_code, answer.json()["code"]
