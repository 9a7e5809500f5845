"""The command as a user runs it, and what it does not touch."""

import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cmp_search.cli import main
from cmp_search.corpus.fetch import texts
from tests.conftest import CHECKOUT
from tests.corpus.fetch.fetched import FOG, MIST
from tests.corpus.fetch.publisher import HOST, LOCAL, Publisher, page, resolver, status

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Run a command on the library; returns exit status, output and errors."""
    monkeypatch.setenv("CMP_SEARCH_CORPUS", str(library))
    monkeypatch.setenv("CMP_SEARCH_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("CMP_SEARCH_MODEL", "fake")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cmp-search", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capfd.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def local(publisher: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the command use the publisher on this machine."""
    monkeypatch.setattr(texts, "Network", publisher.network)


def the_json(output: str) -> dict[str, Any]:
    assert output.count("\n") == 1
    found: dict[str, Any] = json.loads(output)
    return found


@pytest.mark.usefixtures("local")
def test_texts_are_fetched_and_indexed(run: Run, publisher: Publisher) -> None:
    publisher.pages |= {"/fog": page(FOG), "/mist?lang=fra": page(MIST)}
    code, output, errors = run("fetch", "--json")
    report = the_json(output)
    assert (code, errors) == (0, "")
    assert report["fetched"] == ["fog", "mist"]
    assert (report["unchanged"], report["failed"]) == ([], [])
    assert report["index"]["added"] == ["fog", "mist"]
    assert report["index"]["aside"] == ["fog-digest"]
    code, output, _ = run("fetch", "--json", "fog")
    again = the_json(output)
    assert (code, again["unchanged"], again["index"]["added"]) == (0, ["fog"], [])
    code, output, _ = run("ask", "--json", "--year", "2018", "what rests on the pier?")
    assert the_json(output)["hits"][0]["url"] == publisher.url("/fog")
    code, output, _ = run("status", "--json")
    listed = {found["document"]: found for found in the_json(output)["document_list"]}
    assert (listed["fog"]["date"], listed["fog"]["year"]) == (None, 2018)
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8").partition("## fetch")[2]
    for field in (*report, "id", "address", "reason"):
        assert f"`{field}`" in documented


@pytest.mark.usefixtures("local")
def test_some_that_fail_give_status_3(run: Run, publisher: Publisher) -> None:
    publisher.pages |= {"/fog": page(FOG), "/mist?lang=fra": status(404)}
    code, output, _ = run("fetch", "--json")
    report = the_json(output)
    assert (code, report["fetched"], report["index"]["added"]) == (3, ["fog"], ["fog"])
    (failed,) = report["failed"]
    assert failed["id"] == "mist"
    assert failed["address"] == publisher.url("/mist?lang=fra")
    assert failed["code"] == "http_gone"
    assert failed["parameters"]["status"] == "HTTP 404 Not Found"
    assert "HTTP 404" in failed["reason"]


@pytest.mark.usefixtures("local")
def test_people_get_words(run: Run, publisher: Publisher) -> None:
    publisher.pages |= {"/fog": page(FOG), "/mist?lang=fra": status(404)}
    code, output, _ = run("fetch")
    assert code == 3
    assert "1 fetched: fog" in output
    (line,) = [line for line in output.splitlines() if line.startswith("mist: ")]
    assert "nothing at this address" in line and "correct it in the catalogue" in line
    assert "in generation g000001" in output
    _, output, _ = run("fetch", "fog")
    assert "1 unchanged at the publisher: fog" in output
    _, output, _ = run("status")
    assert "2018" in output


@pytest.mark.usefixtures("local")
def test_when_all_fail_nothing_is_indexed(run: Run, publisher: Publisher, tmp_path: Path) -> None:
    publisher.pages |= {"/fog": status(500), "/mist?lang=fra": status(404)}
    code, output, _ = run("fetch", "--json")
    report = the_json(output)
    assert (code, report["index"], len(report["failed"])) == (1, None, 2)
    assert not (tmp_path / "index").exists()
    code, output, _ = run("fetch")
    assert (code, output.count("HTTP")) == (1, 2)


@pytest.mark.usefixtures("publisher")
@pytest.mark.parametrize("address", [LOCAL, "10.0.0.1", "::1", "169.254.169.254"])
def test_as_it_ships_no_private_address_is_reached(
    run: Run, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolver({HOST: [address]}))
    publisher.pages["/fog"] = page(FOG)
    code, output, _ = run("fetch", "fog", "--json")
    assert code == 1
    assert f"{address}, which is not public" in the_json(output)["failed"][0]["reason"]
    assert publisher.requests == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["fetch", "nowhere"], "has no entry “nowhere”"),
        (["fetch", "haze"], "has no address"),
        (["fetch", "fog-digest"], "is a digest"),
        (["fetch", "--corpus", "nowhere"], "gives no address"),
    ],
)
def test_a_wrong_call_gets_one_line(run: Run, words: list[str], says: str) -> None:
    code, output, errors = run(*words)
    assert (code, output) == (1, "")
    assert says in errors
    assert errors.count("\n") == 1


def test_no_other_command_loads_what_fetches() -> None:
    script = (
        "import sys\n"
        "import cmp_search.cli.commands, cmp_search.cli.asking, cmp_search.cli.output\n"
        "import cmp_search.api.schemas, cmp_search.index.status, cmp_search.corpus.files\n"
        "parts = ('cmp_search.corpus.fetch', 'truststore', 'httpcore2')\n"
        "print([name for name in sys.modules if name.startswith(parts)])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == "[]"
