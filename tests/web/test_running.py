"""`cmp-search serve`, as a process of its own: what its terminal shows."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.browser.driving import PATIENCE_S, free_port, wait_until_served


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
            wait_until_served(f"http://127.0.0.1:{port}/favicon.png", process)
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
    assert (process.returncode, said[0]) == (0, "")
    shown = [line for line in said[1].splitlines(keepends=True) if not line[0].isdigit()]
    assert "".join(shown) == lines, "the rest is the log, which begins with the time"
