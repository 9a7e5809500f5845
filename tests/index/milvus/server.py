"""A Milvus server for tests, in a network namespace of its own.

1. Its program comes from an environment of its own, which `make milvus` makes in `.milvus/`
   (`CMP_SEARCH_TEST_MILVUS` names another folder). Where there is none, or the system gives no
   network namespace, the tests are skipped with the reason.
2. Milvus listens on all interfaces, so it runs where there is only a loopback. Tests reach it all
   the same: a socket belongs to the namespace that it was made in, so the one that is made here,
   and inherited by the process inside, is connected to from here; that process forwards.
3. It has no way outward, ends with the tests however they end, and can be killed and started again.
4. It looks at what is to be loaded or released, and at who has died, more often than is its way
   (`QUICK`), since tests wait for that at every build.
"""

import json
import os
import socket
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.index.milvus import namespace

CHECKOUT = Path(__file__).resolve().parents[3]
QUICK = {
    "QUERYCOORD_CHECKINTERVAL": "100",
    "QUERYCOORD_CHECKCHANNELINTERVAL": "100",
    "QUERYCOORD_CHECKSEGMENTINTERVAL": "100",
    "QUERYCOORD_DISTPULLINTERVAL": "100",
    "QUERYCOORD_LEADERVIEWUPDATEINTERVAL": "0.1",
    "PROXY_TIMETICKINTERVAL": "50",
    "COMMON_SESSION_TTL": "5",
}
"""How often the server looks: in milliseconds, the last view and the session in seconds."""


class CannotStartError(Exception):
    """Why no server can be started here."""


def own_environment() -> Path:
    """The folder of the environment that has the server's program (step 1)."""
    return Path(os.environ.get("CMP_SEARCH_TEST_MILVUS") or CHECKOUT / ".milvus")


class MilvusServer:
    """A server that has started; `port` is on 127.0.0.1, the same after a restart."""

    def __init__(
        self,
        folder: Path,
        settings: Mapping[str, object] | None = None,
        pace: Mapping[str, str] = QUICK,
    ) -> None:
        """Start it with its data in a folder, which is empty or has those of one before.

        `settings` are of its milvus.yaml, `pace` of its environment.

        Raises:
            CannotStartError: it does not start here.
        """
        own = own_environment()
        python = own / "bin" / "python"
        if not python.is_file():
            raise CannotStartError("it is not installed, which make milvus does")
        self._errors = folder / "stderr.txt"
        with (
            socket.create_server(("127.0.0.1", 0), backlog=64) as listening,
            self._errors.open("w") as errors,
        ):
            self.port: int = listening.getsockname()[1]
            descriptor = listening.fileno()
            inside = [
                str(python),
                namespace.__file__,
                str(descriptor),
                str(own / "unpacked"),
                str(folder),
            ]
            inside.append(
                json.dumps({name: str(value) for name, value in (settings or {}).items()})
            )
            apart = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "-r", "--net"]
            environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {**pace}
            self._process = subprocess.Popen(
                [*apart, *inside],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                pass_fds=[descriptor],
                env=environment,
                text=True,
            )
        self._expect("ready")

    def kill(self) -> None:
        """Kill the server with -9."""
        self._tell("kill")
        self._expect("killed")

    def start(self) -> None:
        """Start it again with the data that it had."""
        self._tell("start")
        self._expect("ready")

    def stop(self) -> None:
        """End it for good."""
        if self._process.poll() is None:
            self._process.kill()  # What it has started dies with it.
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()

    def _tell(self, word: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def _expect(self, word: str) -> None:
        assert self._process.stdout
        if (said := self._process.stdout.readline().strip()) != word:
            self.stop()
            lines = self._errors.read_text("utf-8", "replace").splitlines()
            raise CannotStartError(said or (lines[-1] if lines else "it ended without a word"))


class _Shared:
    """The server that all tests of a run share, with its data in a folder that goes at the end."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory(prefix="milvus-", ignore_cleanup_errors=True)
        self.server: MilvusServer | None = None
        self.reason = ""
        try:
            self.server = MilvusServer(Path(self.folder.name))
        except (CannotStartError, OSError) as error:
            self.reason = f"no Milvus server can be started: {error}"

    def end(self) -> None:
        if self.server:
            self.server.stop()
        self.folder.cleanup()


shared = cache(_Shared)
"""The shared server; started when a test first asks for it, or why it could not be."""
