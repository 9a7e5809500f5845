"""What REST sends is, byte for byte, what the command line prints."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from cmp_search.library import Library
from tests.cli.conftest import Run, run, the_json  # noqa: F401 - a fixture
from tests.programs.rest.conftest import serve

QUESTION = "Who polished forty lenses?"
WHEN = re.compile(r'"date": "[^"]*T[^"]*"')
"""The moment at which was asked, in the record of a search."""


@pytest.fixture
def beside(run: Run, corpus: Path, tmp_path: Path) -> Iterator[TestClient]:  # noqa: F811
    """Asks an interface to the index that the command made."""
    assert run("index")[0] == 0
    with Library(corpus, tmp_path / "index", "fake") as library:
        yield TestClient(serve(library))


def test_an_answer(run: Run, beside: TestClient) -> None:  # noqa: F811
    printed = run("ask", "--json", QUESTION)[1]
    sent = beside.post("/api/v1/search", json={"question": QUESTION}).text
    assert WHEN.sub("", printed) == WHEN.sub("", f"{sent}\n") and WHEN.search(sent)


def test_what_is_read(run: Run, beside: TestClient) -> None:  # noqa: F811
    hit = the_json(run("ask", "--json", QUESTION)[1])["hits"][0]
    passage, document = hit["passage"], hit["document"]
    pairs = [
        (["status", document], f"/api/v1/documents/{document}"),
        (["text", document], f"/api/v1/documents/{document}/text"),
        (["section", document, "1"], f"/api/v1/documents/{document}/sections/1"),
        (
            ["counterpart", document, "1", "--in", "fr"],
            f"/api/v1/documents/{document}/sections/1/counterpart?in=fr",
        ),
        (["passage", passage], f"/api/v1/passages/{passage}"),
        (
            ["cite", passage, "--style", "apa", "--language", "es"],
            f"/api/v1/passages/{passage}/citation?style=apa&language=es",
        ),
    ]
    for words, path in pairs:
        status, printed, _ = run(*words, "--json")
        assert (status, printed) == (0, beside.get(path).text + "\n"), words


def test_a_draft(run: Run, beside: TestClient, tmp_path: Path) -> None:  # noqa: F811
    note = tmp_path / "draft.txt"
    note.write_text("It says: “The group polished forty lenses.” and “Nothing of the kind”.")
    printed = run("verify", str(note), "--json")[1]
    kind = {"content-type": "text/plain"}
    sent = beside.post("/api/v1/verify", content=note.read_bytes(), headers=kind)
    assert printed == sent.text + "\n"


def test_the_documents(run: Run, beside: TestClient) -> None:  # noqa: F811
    printed = the_json(run("status", "--json")[1])
    sent = beside.get("/api/v1/documents").json()
    assert sent.pop("caveats") == []
    assert sent == {name: printed[name] for name in sent}
