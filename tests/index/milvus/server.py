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

import ctypes
import fcntl
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

CHECKOUT = Path(__file__).resolve().parents[3]
STARTING = 120.0
"""Seconds that the server may take to start."""
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
_PROXY, _HEALTH = 19530, "http://127.0.0.1:9091/healthz"
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x41
_DIE_WITH_PARENT = 1


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
            inside = [str(python), __file__, str(descriptor), str(own / "unpacked"), str(folder)]
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


def _inside(descriptor: int, unpacked: str, folder: str, settings: str) -> None:
    """Run the server in this process' namespace, and do what is said on standard input."""
    bring_up_loopback()
    listening = socket.socket(fileno=descriptor)
    threading.Thread(target=forward, args=(listening,), daemon=True).start()
    command, environment = prepared(Path(unpacked), Path(folder), json.loads(settings))
    while True:
        with (Path(folder) / "server.log").open("a") as log:
            server = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
            )
        _wait_until_healthy(server)
        say("ready")
        for line in sys.stdin:
            if line.strip() == "start":
                break
            server.kill()
            server.wait()
            say("killed")
        else:
            server.kill()
            return


def say(word: str) -> None:
    """Tell the process outside."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def prepared(
    unpacked: Path, folder: Path, settings: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The server's command and environment; this process alone has the package `milvus`."""
    unpack(unpacked)
    config = import_module("milvus").MilvusServerConfig()
    config.update(data_dir=str(folder), proxy_port=_PROXY)
    for name, value in settings.items():
        config.set(name, value)
    config.resolve()
    (folder / "bin").unlink(missing_ok=True)
    (folder / "bin").symlink_to(unpacked / "bin")
    own = {"DEPLOY_MODE": "STANDALONE", "METRICS_PORT": "9091", "MILVUS_RUN_DIR": f"{folder}/run"}
    libraries = {"LD_LIBRARY_PATH": str(unpacked / "bin")}
    command = [str(folder / "bin" / "milvus"), "run", "standalone"]
    return command, {**os.environ, **own, **libraries}


def unpack(folder: Path) -> None:
    """Unpack the server's program into a folder's `bin/`, if that has not been done."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        import_module("milvus")._initialize_data_files(str(folder))


def _wait_until_healthy(server: "subprocess.Popen[bytes]") -> None:
    end = monotonic() + STARTING
    while server.poll() is None and monotonic() < end:
        try:
            with urllib.request.urlopen(_HEALTH, timeout=5) as answer:
                if b"OK" in answer.read():
                    return
        except OSError:
            sleep(0.1)
    sys.exit(f"it did not start (exit status {server.poll()})")


def bring_up_loopback() -> None:
    """Bring up the loopback of a network namespace that has just been made."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh", b"lo", _UP_AND_RUNNING))


def die_with_parent() -> None:
    """Let this process be killed when the one that started it ends, however it does."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def forward(listening: socket.socket) -> None:
    """Forward each connection to the server's port; one is reset while the server is away."""
    while True:
        outer, _ = listening.accept()
        try:
            inner = socket.create_connection(("127.0.0.1", _PROXY), 2)
        except OSError:
            outer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            outer.close()
            continue
        inner.settimeout(None)
        for one, other in ((outer, inner), (inner, outer)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(1 << 16):
            target.sendall(data)
    except OSError:
        pass
    for end, how in ((source, socket.SHUT_RD), (target, socket.SHUT_WR)):
        try:
            end.shutdown(how)
        except OSError:
            continue


if __name__ == "__main__":
    die_with_parent()
    _inside(int(sys.argv[1]), *sys.argv[2:])
