"""The app on a port of its own, and a browser that goes to it.

Also for `benchmarks.browser` and the pictures in docs/screenshots.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserType, Page

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
"""Debian's browser; playwright's own would have to be downloaded."""
OPTIONS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
PATIENCE_S = 60


def launched(kind: BrowserType) -> Browser:
    """The browser; it uses no network by itself."""
    return kind.launch(executable_path=CHROMIUM, args=OPTIONS)


@contextmanager
def serving(
    environment: Mapping[str, str], port: int = 0, ready: str = "/_stcore/health"
) -> Iterator[str]:
    """Run the app as users do, until the end of the block; yields its address.

    A port is chosen unless it is given; `ready` is a path that is answered when the app is there.
    """
    with server(environment, port, ready) as (address, _):
        yield address


@contextmanager
def server(
    environment: Mapping[str, str], port: int = 0, ready: str = "/_stcore/health"
) -> "Iterator[tuple[str, subprocess.Popen[str]]]":
    """As `serving`, with the process."""
    port = port or free_port()
    command = ["-m", "streamlit", "run", "app.py", "--server.headless=true"]
    with subprocess.Popen(
        [sys.executable, *command, f"--server.port={port}"],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_until_served(f"http://127.0.0.1:{port}{ready}", process)
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()


def settled(page: Page) -> None:
    """Wait until the app has drawn its page."""
    page.get_by_role("heading", level=1).first.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")


def at_rest(page: Page) -> None:
    """Wait until nothing on the page moves or changes its colour any more.

    What a click sets in motion begins with the next frame; what never ends does not count.
    """
    page.wait_for_function(
        "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go))).then(() =>"
        " document.getAnimations().every(one => one.playState === 'finished'"
        " || one.effect.getComputedTiming().endTime === Infinity))"
    )


def recolour(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Have the page in other colours, and wait until it is."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        "name => { const app = document.querySelector('.stApp');"
        " return !app || getComputedStyle(app).colorScheme === name }",
        arg=scheme,
    )
    at_rest(page)


def unfold(page: Page) -> None:
    """Open everything that is collapsed."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def free_port() -> int:
    """A port that nothing listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until_served(address: str, process: "subprocess.Popen[Any]") -> None:
    """Wait until a server that a process starts answers there."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if process.poll() is not None:
            said = process.stderr.read() if process.stderr else ""
            raise RuntimeError(f"the server ended before it began: {said}")
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not begin within {PATIENCE_S} s")
