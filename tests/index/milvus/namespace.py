"""A Milvus server inside its network namespace: the program that `server` starts, with its parts.

It runs in the server's own environment, where there is no other package than that server.
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
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep

STARTING = 120.0
"""Seconds that the server may take to start."""
_PROXY, _HEALTH = 19530, "http://127.0.0.1:9091/healthz"
_SET_FLAGS, _UP_AND_RUNNING = 0x8914, 0x41
_DIE_WITH_PARENT = 1


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
            reset(outer)
            continue
        inner.settimeout(None)
        for one, other in ((outer, inner), (inner, outer)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def reset(connection: socket.socket) -> None:
    """Close a connection so that the other end is told that it was reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


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
