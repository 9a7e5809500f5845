"""docs/api.md: what is made of it is current, and its client runs."""

import re
import threading
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient

from cmp_search.audit import AuditLog, Via
from cmp_search.library import Library
from cmp_search.programs import problems
from cmp_search.programs.keys import KeyFile
from tests import api_page
from tests.browser.driving import free_port
from tests.programs.rest.conftest import COLLECTION, serve
from tests.test_docs import blocks


def test_the_page_is_what_the_specification_says() -> None:
    text = api_page.PAGE.read_text("utf-8")
    assert text == api_page.page(text), "run: make api"


def test_every_status_of_a_problem_is_explained() -> None:
    table = re.findall(r"^\| ([\d, ]+) \|", api_page.PAGE.read_text("utf-8"), re.MULTILINE)
    told = {int(status) for row in table for status in row.split(",")}
    assert {*problems.OF_CODE.values(), *problems.OF_CLASS.values(), problems.FAILED} == told


def test_every_measure_is_explained(client: TestClient) -> None:
    told = set(re.findall(r"`(cmp_search_\w+)`", api_page.PAGE.read_text("utf-8")))
    measured = re.findall(
        r"^# TYPE (cmp_search_\w+)", client.get("/api/metrics").text, re.MULTILINE
    )
    assert {name for name in measured if not name.endswith("_created")} == told


def test_the_client_in_five_lines_gets_an_answer(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = KeyFile(tmp_path / "keys.json", AuditLog(tmp_path / "audit"), "anna", Via.LIBRARY)
    key, _ = file.add("client", [COLLECTION])
    port = free_port()
    app = serve(library, file.path)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", ws="none"))
    serving = threading.Thread(target=server.run)
    serving.start()
    [client] = blocks(api_page.PAGE, "python")
    assert client.strip().count("\n") <= 5
    try:
        while not server.started:
            serving.join(0.01)
        exec(client.replace("localhost:8501", f"127.0.0.1:{port}"), {"key": key})
    finally:
        server.should_exit = True
        serving.join()
    assert "Institute of Fog" in capsys.readouterr().out
