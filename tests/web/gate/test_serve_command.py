"""`cmp-search serve`, started from a folder that is not the checkout's."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.faults.doors import HANDSHAKE, Attempt, answer_to, own_attempt, status_of
from benchmarks.faults.sockets import outward, watching
from cmp_search.errors import ServingError
from tests.browser.driving import PATIENCE_S, free_port
from tests.cli.conftest import Run

PROXY = (("Host", "search.example"), ("X-Forwarded-For", "192.0.2.9"))


@contextmanager
def command(place: Path, *options: str) -> Iterator[str]:
    """The command, until the end of the block; yields the app's address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    environment = {**os.environ, **watching(place / "watched"), "STREAMLIT_SERVER_HEADLESS": "true"}
    environment |= {
        f"CMP_SEARCH_{name}": str(place / name) for name in ("CORPUS", "INDEX", "NOTES")
    }
    with subprocess.Popen(
        [sys.executable, "-m", "cmp_search", "serve", f"--port={port}", *options],
        cwd=place,
        env={**environment, "CMP_SEARCH_MODEL": "fake"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_for(address, process)
            yield address
        finally:
            process.terminate()


def wait_for(address: str, process: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            answer_to(address, own_attempt("GET", "/_stcore/health"))
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(process.stderr.read() if process.stderr else "")


def status(address: str, *headers: tuple[str, str], method: str = "GET") -> int:
    path = "/_stcore/stream" if method == HANDSHAKE else "/"
    return status_of(answer_to(address, Attempt("", method, path, headers)))


def test_it_serves_this_machine_from_any_folder(tmp_path: Path) -> None:
    with command(tmp_path) as address:
        for method, path, expected in (
            ("GET", "/", 200),
            (HANDSHAKE, "/_stcore/stream", 101),
            ("GET", "/_stcore/metrics", 404),
        ):
            assert status_of(answer_to(address, own_attempt(method, path))) == expected
        assert status(address, *PROXY) == 421
    assert outward(tmp_path / "watched") == []


def test_it_serves_others_under_its_name_and_looks_nothing_up(tmp_path: Path) -> None:
    options = ("--host=0.0.0.0", "--allowed-host=search.example", "--no-auth")
    with command(tmp_path, *options) as address:
        assert status(address, *PROXY) == 200
        origins = {"https://search.example": 101, "https://evil.example": 403}
        for origin, expected in origins.items():
            assert status(address, *PROXY, ("Origin", origin), method=HANDSHAKE) == expected
        assert status(address, ("Host", "other.example")) == 421
    assert outward(tmp_path / "watched") == []


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--host=0.0.0.0"], ServingError("serving_open", address="0.0.0.0")),
        (
            ["--allowed-host=search.example"],
            ServingError("serving_open", address="search.example"),
        ),
        (
            ["--allowed-host=http://search.example"],
            ServingError("serving_host", name="http://search.example"),
        ),
    ],
)
def test_it_does_not_start_open_by_mistake(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], error: ServingError
) -> None:
    # The command leaves its names in the environment, for the server.
    monkeypatch.setenv("CMP_SEARCH_ALLOWED_HOSTS", "")
    assert run("serve", *options) == (1, "", f"cmp-search: {error}\n")
