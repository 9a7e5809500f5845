"""A Milvus cluster on one machine: every part a process of its own, in one network namespace.

1. The server of `make milvus` has all parts: coordinators, proxy, data node, index node, and two
   query nodes. They are told of each other by etcd (Debian's `etcd-server`), and send each other
   what is written by a Kafka (see `broker`). A local folder is the object store. Small segments
   stay as they are.
2. It is reached and ended like the single server of the tests (see `tests.index.milvus.server`).
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from importlib import import_module
from pathlib import Path
from socket import create_server, socket
from time import monotonic, sleep

from tests.index.milvus.namespace import (
    STARTING,
    bring_up_loopback,
    die_with_parent,
    forward,
    say,
    unpack,
)
from tests.index.milvus.server import CHECKOUT, CannotStartError

QUERY_NODES = ("querynode1", "querynode2")
COORDINATORS = ("rootcoord", "datacoord", "querycoord", "indexcoord")
PARTS = (*COORDINATORS, "proxy", "datanode", "indexnode", *QUERY_NODES)
_FIRST_HEALTH_PORT = 9101
_SETTING = re.compile(r"\{\{\s*([a-z_]+)(?:\([a-z]+\))?\s*(?::\s*([^}]*?))?\s*\}\}")


class Cluster:
    """A cluster that has started; its proxy's `port` is on 127.0.0.1."""

    def __init__(self, folder: Path, own: Path) -> None:
        """Start it with its data in an empty folder; `own` is the environment of the server.

        Raises:
            CannotStartError: it does not start here.
        """
        if not shutil.which("etcd"):
            raise CannotStartError("there is no etcd: apt-get install etcd-server")
        with create_server(("127.0.0.1", 0), backlog=64) as listening:
            self.port: int = listening.getsockname()[1]
            inside = [str(own / "bin" / "python"), "-m", "benchmarks.milvus.cluster"]
            self._process = subprocess.Popen(
                ["unshare", "--net", *inside, str(listening.fileno()), str(own), str(folder)],
                cwd=CHECKOUT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=[listening.fileno()],
                text=True,
            )
        self._expect("ready")

    def kill(self, part: str) -> None:
        """Kill a part with -9."""
        self._tell(f"kill {part}")

    def start(self, part: str) -> None:
        """Start a part again."""
        self._tell(f"start {part}")

    def stop(self) -> None:
        """End all of it."""
        self._process.kill()  # What it has started dies with it.
        self._process.wait()

    def _tell(self, words: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{words}\n")
        self._process.stdin.flush()
        self._expect("done")

    def _expect(self, word: str) -> None:
        assert self._process.stdout
        if (said := self._process.stdout.readline().strip()) != word:
            self.stop()
            raise CannotStartError(said or "the cluster ended without a word")


class _Inside:
    """The processes of a cluster, in this process' namespace."""

    def __init__(self, own: Path, folder: Path) -> None:
        unpack(own / "unpacked")
        self._programs, self._folder = own / "unpacked" / "bin", folder
        self._processes: dict[str, subprocess.Popen[str]] = {}
        os.environ["LD_LIBRARY_PATH"] = str(self._programs)
        store = ["etcd", "--data-dir", f"{folder}/etcd", "--log-level", "warn"]
        self._run("etcd", [*store, "--unsafe-no-fsync"])
        broker = [sys.executable, "-m", "benchmarks.milvus.broker", str(self._programs)]
        with (
            (folder / "broker.log").open("w") as log,
            subprocess.Popen(
                broker, stdout=subprocess.PIPE, stderr=log, text=True, preexec_fn=die_with_parent
            ) as kafka,
        ):
            assert kafka.stdout
            _write_settings(folder, kafka.stdout.readline().strip())
            for part in PARTS:
                self.start(part)
            self._wait()
            say("ready")
            for line in sys.stdin:
                do, part = line.split()
                (self.kill if do == "kill" else self.start)(part)
                say("done")

    def start(self, part: str) -> None:
        own = {"METRICS_PORT": str(_health_port(part)), "DEPLOY_MODE": "CLUSTER"}
        places = {"MILVUSCONF": f"{self._folder}/configs", "MILVUS_RUN_DIR": f"{self._folder}/run"}
        command = [str(self._programs / "milvus"), "run", part.rstrip("12"), "-alias", part]
        self._run(part, command, **own, **places)

    def kill(self, part: str) -> None:
        self._processes[part].kill()
        self._processes[part].wait()

    def _run(self, name: str, command: list[str], **environment: str) -> None:
        with (self._folder / f"{name}.log").open("a") as log:
            self._processes[name] = subprocess.Popen(
                command,
                cwd=self._folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
                text=True,
            )

    def _wait(self) -> None:
        """Wait until all parts say that they are well."""
        end = monotonic() + STARTING
        while not all(map(_is_healthy, PARTS)):
            ended = [name for name, process in self._processes.items() if process.poll()]
            if ended or monotonic() > end:
                sys.exit(f"the cluster did not start: {', '.join(ended) or 'some part waits'}")
            sleep(0.5)


def _health_port(part: str) -> int:
    return _FIRST_HEALTH_PORT + PARTS.index(part)


def _is_healthy(part: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{_health_port(part)}/healthz", timeout=3):
            return True
    except OSError:
        return False


def _write_settings(folder: Path, broker: str) -> None:
    """The settings of all parts, made of the server's template."""
    template = Path(import_module("milvus").__file__ or "").parent / "data" / "config.yaml.template"
    places = {
        "etcd_data_dir": f"{folder}/etcd-unused",
        "local_storage_dir": f"{folder}/objects",
        "rocksmq_data_dir": f"{folder}/messages-unused",
        "system_log_path": f"{folder}/logs",
        "etcd_log_path": "stdout",
    }
    text = _SETTING.sub(
        lambda found: places.get(found[1], (found[2] or "").strip()), template.read_text("utf-8")
    )
    text = text.replace("embed: true", "embed: false").replace("type: rocksmq", "type: kafka")
    text = text.replace("enableCompaction: true", "enableCompaction: false")
    kafka = f"\nkafka:\n  brokerList: {broker}\n  securityProtocol: PLAINTEXT\n\nrocksmq:"
    text = text.replace("\nrocksmq:", kafka, 1)
    settings = folder / "configs"
    settings.mkdir()
    (settings / "milvus.yaml").write_text(text, "utf-8")
    shutil.copyfile(template.with_name("glog.conf"), settings / "glog.conf")


if __name__ == "__main__":
    die_with_parent()
    bring_up_loopback()
    threading.Thread(target=forward, args=(socket(fileno=int(sys.argv[1])),), daemon=True).start()
    _Inside(Path(sys.argv[2]), Path(sys.argv[3]))
