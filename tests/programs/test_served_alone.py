"""`cmp-search serve --api-only`, as a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from benchmarks.faults.sockets import outward, watching
from cmp_search.errors import ServingError
from cmp_search.extras import install_extra
from cmp_search.settings import Settings
from tests.browser.driving import PATIENCE_S, free_port
from tests.cli.conftest import Run, run  # noqa: F401 - a fixture

Process = subprocess.Popen[str]
OTEL = {
    "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://192.0.2.1:4318",
}
"""What would have FastAPI send traces, if it were let."""


@contextmanager
def served(settings: Settings, place: Path) -> Iterator[tuple[httpx2.Client, Process]]:
    """The command until the end of the block, once it is ready."""
    port = free_port()
    names = {"CORPUS": settings.corpus, "INDEX": settings.index, "KEYS": settings.keys}
    environment = {**os.environ, **OTEL, **watching(place / "watched"), "CMP_SEARCH_MODEL": "fake"}
    environment |= {f"CMP_SEARCH_{name}": str(value) for name, value in names.items()}
    with (
        subprocess.Popen(
            [sys.executable, "-m", "cmp_search", "serve", "--api-only", f"--port={port}"],
            cwd=place,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
        httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE_S) as client,
    ):
        try:
            wait_for(client, process)
            yield client, process
        finally:
            process.kill()


def wait_for(client: httpx2.Client, process: Process) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            if client.get("/api/ready").status_code == 200:
                return
        except httpx2.ConnectError:
            pass
        time.sleep(0.1)
    raise RuntimeError(process.stderr.read() if process.stderr else "")


def send_no_request(client: httpx2.Client) -> None:
    """Send what the server complains about by itself, and wait until it has."""
    url = client.base_url
    with socket.create_connection((url.host, url.port)) as one:
        one.sendall(b"\0\n\n")
        assert one.recv(100).startswith(b"HTTP/1.1 400")


def test_it_answers_ends_at_once_and_goes_nowhere(settings: Settings, tmp_path: Path) -> None:
    with served(settings, tmp_path) as (client, process):
        answer = client.post("/api/v1/search", json={"question": "Who polishes lenses?"})
        assert answer.json()["hits"]
        assert "server" not in answer.headers
        assert client.get("/").status_code == 404
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    address = str(client.base_url).replace("127.0.0.1", "localhost").rstrip("/")
    lines = [f"REST: {address}/api/v1", f"MCP: {address}/mcp", "Ctrl-C stops the server."]
    shown, log = said.splitlines()[:3], said.splitlines()[3:]
    assert shown == lines
    assert {line.split()[2] for line in log} >= {"index_opened"}
    assert outward(tmp_path / "watched") == []


def test_it_logs_in_json_what_an_operator_needs_and_no_question(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CMP_SEARCH_LOG", "json")
    with served(settings, tmp_path) as (client, process):
        client.post("/api/v1/search", json={"question": "Who polishes zanzibarian lenses?"})
        client.get("/api/health", headers={"host": "evil.example"})
        assert client.head("/api/health").status_code == 200
        send_no_request(client)
        measured = client.get("/api/metrics").text
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    events = {line["event"]: line for line in map(json.loads, said.splitlines())}
    address = str(client.base_url).replace("127.0.0.1", "localhost").rstrip("/")
    assert (events["serving"]["rest"], events["serving"]["app"]) == (f"{address}/api/v1", "")
    assert "Invalid HTTP request" in events["message"]["message"], "which is not of the log"
    assert events["index_opened"]["documents"] == 4
    assert events["refused"]["reason"] == "host"
    assert "zanzibarian" not in said
    # What is told is counted, also where it is not shown.
    assert 'cmp_search_events_total{event="refused"} 1.0' in measured
    assert "question_answered" not in events or "question_slow" in events
    assert 'cmp_search_events_total{event="question_' in measured


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--access=policy.toml"], ServingError("serving_keyed")),
        (
            ["--allowed-host=https://search.example"],
            ServingError("serving_host", name="https://search.example"),
        ),
    ],
)
def test_what_is_wrong_ends_it_in_one_line(
    run: Run,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    error: ServingError,
) -> None:
    # The command leaves its options in the environment, for the server.
    for name in ("CMP_SEARCH_ACCESS", "CMP_SEARCH_ALLOWED_HOSTS"):
        monkeypatch.setenv(name, "")
    assert run("serve", "--api-only", *options) == (1, "", f"cmp-search: {error}\n")


def test_without_the_extra_it_says_what_to_install(
    run: Run,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cmp_search.programs.entrances.are_installed", lambda: False)
    ended = run("serve", "--api-only")
    assert ended == (
        1,
        "",
        f"cmp-search: {ServingError('api_extra', command=install_extra('api'))}\n",
    )


def test_a_port_that_is_taken_is_told_in_one_line(
    run: Run,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CMP_SEARCH_ACCESS", "")
    monkeypatch.setattr("cmp_search.programs.alone.uvicorn.run", pytest.fail)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--api-only", "--host=127.0.0.1", f"--port={port}")
    error = ServingError("serving_port_taken", port=str(port))
    assert ended == (1, "", f"cmp-search: {error}\n")
