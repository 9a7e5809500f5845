"""A milvus-lite server for tests: one process that is a Milvus 2.5 in part.

1. Its program comes from the environment of `make milvus`, too, and listens on 127.0.0.1 only.
2. It has no aliases, no properties of collections, and no time at which one was made, so that an
   index cannot be published there: a catalogue in memory stands in for these. All rows are its own.
"""

import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from cmp_search.index.milvus.address import Place
from cmp_search.index.milvus.connection import Connection
from tests.index.milvus.catalogues import FakeServer
from tests.index.milvus.namespace import STARTING, die_with_parent
from tests.index.milvus.server import CannotStartError, own_environment

_LACKING = frozenset(
    {
        "alter_alias",
        "alter_collection_properties",
        "create_alias",
        "describe_alias",
        "drop_alias",
        "get_server_version",
    }
)


class LiteServer:
    """A server that has started, with its data in a folder; `port` is on 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        """Start it.

        Raises:
            CannotStartError: it does not start here.
        """
        found = [*own_environment().glob("lib/python*/site-packages/milvus_lite/lib/milvus")]
        if not found:
            raise CannotStartError("it is not installed, which make milvus does")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        with (folder / "stderr.txt").open("w") as errors:
            self._process = subprocess.Popen(
                [found[0], folder / "lite.db", f"127.0.0.1:{self.port}", "ERROR"],
                env={**os.environ, "LD_LIBRARY_PATH": str(found[0].parent)},
                stdout=errors,
                stderr=errors,
                preexec_fn=die_with_parent,
            )
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + STARTING
        while self._process.poll() is None and time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 5).close()
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise CannotStartError(f"it did not start (exit status {self._process.returncode})")

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


class LiteConnection(Connection):
    """A connection to it, with what it lacks in memory (step 2)."""

    def __init__(self, place: Place, beside: FakeServer) -> None:
        super().__init__(place)
        self._beside = beside

    def ask(self, method: str, *arguments: Any, seconds: float = 0.0, **named: Any) -> Any:
        if method in _LACKING:
            return getattr(self._beside, method)(*arguments, **named)
        if method == "describe_collection" and arguments[0] in self._beside.aliases:
            arguments = (self._beside.aliases[arguments[0]],)
        found = super().ask(method, *arguments, seconds=seconds, **named)
        if method in ("create_collection", "drop_collection"):
            getattr(self._beside, method)(*arguments, **named)
        if method == "describe_collection":
            own = self._beside.describe_collection(arguments[0])
            found |= {name: own[name] for name in ("created_timestamp", "properties")}
        return found
