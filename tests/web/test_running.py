"""`cmp-search serve`, as a process of its own: what its terminal shows."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from tests.browser.driving import PATIENCE_S, free_port


def test_the_terminal_shows_where_it_is_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    port = free_port()
    folders = {"CORPUS": tmp_path / "corpus", "INDEX": tmp_path / "index"}
    environment = {f"CMP_SEARCH_{name}": str(folder) for name, folder in folders.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "cmp_search", "serve", "--host=127.0.0.1", f"--port={port}"],
        cwd=tmp_path,
        env={**os.environ, **environment, "CMP_SEARCH_MODEL": "fake", "LC_ALL": "fr_CA.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/favicon.png", process)
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()
    address = f"http://127.0.0.1:{port}"
    lines = f"""\
Application : {address}
REST: {address}/api/v1
MCP: {address}/mcp
Ctrl-C arrête le serveur.
"""
    assert (process.returncode, said[0]) == (130, "")
    shown = [line for line in said[1].splitlines(keepends=True) if not line[0].isdigit()]
    assert "".join(shown) == lines, "the rest is the log, which begins with the time"


def _wait(address: str, process: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx2.get(address, trust_env=False).raise_for_status()
            return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the app did not begin")
