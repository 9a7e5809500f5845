"""The image as `make container` builds it, run by podman as it is meant to be: closed, and asked.

Each container has a root that is read-only, no rights, no network, and volumes of its own.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest

from cmp_search.cli.serving import PORT
from tests.conftest import CHECKOUT

IMAGE = os.environ.get("CONTAINER_IMAGE", "")
CLOSED = ["--read-only", "--read-only-tmpfs=false", "--tmpfs=/tmp:size=256m,mode=1777"]
CLOSED += ["--cap-drop=all", "--security-opt=no-new-privileges", "--network=none", "--init"]
SECONDS = 180
"""That the model may take to be unpacked and the server to be ready, on a busy machine."""
ASK = """
import json, urllib.request as r
question = json.dumps({"question": "Who co-chairs the Forestry Working Group?"}).encode()
headers = {"Content-Type": "application/json"}
address = "http://localhost:%d/api/v1/search"
print(r.urlopen(r.Request(address, question, headers), timeout=60).read().decode())
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not IMAGE, reason="`make container` builds the image and runs this"),
    pytest.mark.skipif(not shutil.which("podman"), reason="podman is not on this machine"),
]


def podman(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["podman", *words], capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module")
def volumes(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The shipped texts and empty folders, given to the image's user."""
    folder = tmp_path_factory.mktemp("volumes")
    shutil.copytree(CHECKOUT / "corpus", folder / "corpus")
    for name in ("index", "state", "cache"):
        (folder / name).mkdir()
    return [
        f"--volume={folder / name}:/srv/{name}:U" for name in ("corpus", "index", "state", "cache")
    ]


@pytest.fixture(scope="module")
def indexed(volumes: list[str]) -> list[str]:
    """The same with an index."""
    done = podman("run", "--rm", *CLOSED, *volumes, IMAGE, "index")
    assert done.returncode == 0, done.stderr
    return volumes


@pytest.fixture(scope="module")
def server(indexed: list[str]) -> Iterator[str]:
    """The id of a container that serves as the image does by itself, and is ready."""
    told = ["--env=CMP_SEARCH_ALLOWED_HOSTS=search.example.org", "--env=CMP_SEARCH_NO_AUTH=yes"]
    started = podman("run", "--detach", *CLOSED, *told, *indexed, IMAGE)
    assert started.returncode == 0, started.stderr
    container = started.stdout.strip()
    until = time.monotonic() + SECONDS
    probe = f"import urllib.request as r; r.urlopen('http://localhost:{PORT}/api/ready', timeout=5)"
    while podman("exec", container, "python", "-c", probe).returncode:
        assert time.monotonic() < until, podman("logs", container).stderr
        time.sleep(1)
    yield container
    podman("rm", "--force", container)


def test_it_is_healthy_and_answers_a_question_with_a_citation(server: str) -> None:
    assert podman("healthcheck", "run", server).returncode == 0
    asked = podman("exec", server, "python", "-c", ASK % PORT)
    assert asked.returncode == 0, asked.stderr
    (hit, *_) = json.loads(asked.stdout)["hits"]
    assert "Forestry" in json.dumps(hit) and hit["citation"]


def test_it_is_nobody_and_can_write_to_its_volumes_alone(server: str) -> None:
    assert podman("exec", server, "id", "-u").stdout.strip() == "10001"
    for place in ("/srv", "/opt/cmp-search", "/etc", "/var/tmp", "/home"):
        assert podman("exec", server, "touch", f"{place}/written").returncode != 0, place
    for place in ("/srv/corpus", "/srv/index", "/srv/state", "/srv/cache", "/tmp"):
        assert podman("exec", server, "touch", f"{place}/written").returncode == 0, place
    assert podman("exec", server, "grep", "NoNewPrivs:\t1", "/proc/self/status").returncode == 0


def test_it_refuses_to_be_open_unless_it_is_told_who_is_let_in(volumes: list[str]) -> None:
    refused = podman("run", "--rm", *CLOSED, *volumes, IMAGE)
    assert refused.returncode == 1
    assert "CMP_SEARCH_NO_AUTH" in refused.stderr + refused.stdout


def test_it_ends_as_soon_as_it_is_told_to(server: str) -> None:
    begun = time.monotonic()
    assert podman("stop", "--time", "30", server).returncode == 0
    assert time.monotonic() - begun < 20
    state = json.loads(podman("inspect", server).stdout)[0]["State"]
    assert state["ExitCode"] == 0, state
