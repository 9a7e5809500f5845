"""The command `status`: documents, duplicates, editions, and what the index lacks."""

import shutil
from pathlib import Path

from tests.cli.conftest import Run, the_json
from tests.conftest import CHECKOUT
from tests.sample import OFFICIAL


def test_duplicates_editions_and_digests_aside_are_said(run: Run, corpus: Path) -> None:
    shutil.copyfile(corpus / "harbour-2021.md", corpus / "copy.md")
    (corpus / "harbour-2020.md").write_text(OFFICIAL, "utf-8")
    line = "copy and harbour-2021 are the same file: remove one with `cmp-search remove ID`"
    pair = {"documents": ["copy", "harbour-2021"], "kind": "same file", "share": 1.0}
    status, output, _ = run("index")
    assert status == 0 and line in output.splitlines()
    assert (
        "harbour-2020-digest left out: the index has the official text, harbour-2020"
        in output.splitlines()
    )
    _, output, _ = run("index", "--json")
    assert the_json(output)["duplicates"] == [pair]
    assert the_json(output)["aside_for"] == ["harbour-2020"]
    _, output, _ = run("status")
    assert line in output.splitlines() and "also fr" in output
    _, output, _ = run("status", "--json")
    found = the_json(output)
    assert found["duplicates"] == [pair]
    editions = {one["document"]: one["editions"] for one in found["document_list"]}
    assert editions["ports-2021"] == ["harbour-2021", "ports-2021"]


def test_status_tells_one_document_to_people_and_programs(run: Run) -> None:
    run("index")
    _, output, _ = run("status", "harbour-2021")
    assert "Lens Working Group  1 passage" in output and "from the markup" in output
    _, output, _ = run("status", "harbour-2021", "--json")
    found = the_json(output)
    _, output, _ = run("status", "--json")
    (same,) = [
        one for one in the_json(output)["document_list"] if one["document"] == "harbour-2021"
    ]
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    for field in (*found, *found["quality"], *found["quality"]["left_out"]):
        assert f"`{field}`" in documented
    assert {field: found[field] for field in same} == same
    status, output, errors = run("status", "nowhere")
    assert (status, output, errors.count("\n")) == (1, "", 1)
    total = len(the_json(run("status", "--json")[1])["document_list"])
    assert f"the nearest of its {total}: " in errors


def test_status_says_what_the_index_lacks_in_words_that_hold(run: Run, corpus: Path) -> None:
    run("index")
    (corpus / "liar.pdf").write_bytes(b"This is no PDF at all.")
    (corpus / "ports-2021.html").unlink()
    lacks = "New or changed in the corpus: liar – `cmp-search index` reads them."
    gone = "No longer in the corpus: ports-2021 – `cmp-search index` removes them."
    _, output, _ = run("status")
    assert lacks in output.splitlines() and gone in output.splitlines()
    run("index")
    _, output, _ = run("status")
    (failed,) = [line for line in output.splitlines() if line.startswith("failed: liar.pdf: ")]
    assert "; unchanged since it failed on " in failed
    assert lacks not in output and "No longer" not in output
    status, output, _ = run("index")
    assert status == 3 and failed in output.splitlines()
    _, output, _ = run("status", "--json")
    (kept,) = the_json(output)["failed"]
    documented = (CHECKOUT / "docs/json.md").read_text("utf-8")
    assert kept["id"] == "liar" and all(f"`{field}`" in documented for field in kept)
    _, output, _ = run("index", "--json")
    report = the_json(output)
    assert (report["failed"], report["untried"]) == ([kept], ["liar"])
    assert all(f"`{field}`" in documented for field in report)
