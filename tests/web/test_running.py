"""`cmp-search serve`, as a process of its own: what its terminal shows."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.browser.driving import PATIENCE_S, free_port, wait_until_served


def served(folder: Path, stop: signal.Signals, **environment: str) -> tuple[str, str]:
    """Serve until it can be asked, then stop it, which ends well; the address, and what it said."""
    (folder / "corpus").mkdir()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    folders = {"CORPUS": folder / "corpus", "INDEX": folder / "index"}
    environment |= {f"CMP_SEARCH_{name}": str(place) for name, place in folders.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "cmp_search", "serve", "--host=127.0.0.1", f"--port={port}"],
        cwd=folder,
        env={**os.environ, **environment, "CMP_SEARCH_MODEL": "fake"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_until_served(f"{address}/favicon.png", process)
            process.send_signal(stop)
            output, errors = process.communicate(timeout=PATIENCE_S)
        finally:
            process.kill()
    assert (process.returncode, output) == (0, "")
    return address, errors


def test_the_terminal_shows_where_it_is_and_nothing_else(tmp_path: Path) -> None:
    address, said = served(tmp_path, signal.SIGINT, LC_ALL="fr_CA.UTF-8")
    lines = f"""\
Application : {address}
REST: {address}/api/v1
MCP: {address}/mcp
Ctrl-C arrête le serveur.
"""
    shown = [line for line in said.splitlines(keepends=True) if not line[0].isdigit()]
    assert "".join(shown) == lines, "the rest is the log, which begins with the time"


def test_where_the_log_is_json_every_line_is(tmp_path: Path) -> None:
    address, said = served(tmp_path, signal.SIGTERM, CMP_SEARCH_LOG="json")
    lines = [json.loads(line) for line in said.splitlines()]
    (serving,) = (line for line in lines if line["event"] == "serving")
    assert (serving["app"], serving["mcp"]) == (address, f"{address}/mcp")
