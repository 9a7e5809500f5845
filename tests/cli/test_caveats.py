"""What to know of an index is on standard error of every command that read it."""

import shutil
from pathlib import Path

from cmp_search.index.embedded.folder import current
from tests.cli.conftest import Run, the_json


def damaged(run: Run, corpus: Path, index: Path) -> None:
    """Build twice, damage the current generation, and keep the one before."""
    run("index")
    older = current(index)
    kept = shutil.copytree(older, index.with_name("kept"))
    (corpus / "new.md").write_text("# New\n\nThe lamps are lit.", "utf-8")
    run("index")
    shutil.move(kept, older)
    path = current(index) / "texts.sqlite"
    path.write_bytes(path.read_bytes()[:-1] + b"\x07")


def test_every_command_tells_that_the_index_is_an_older_one(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    damaged(run, corpus, tmp_path / "index")
    note = tmp_path / "note.md"
    note.write_text("They said: “The group polished forty lenses.”", "utf-8")
    for words in (
        ("ask", "lenses"),
        ("ask", "lenses", "--json"),
        ("text", "harbour-2021"),
        ("status",),
        ("section", "harbour-2021"),
        ("verify", str(note)),
        ("support", "The group polished forty lenses."),
    ):
        _, out, err = run(*words)
        assert out and err.count("newest version that is whole") == 1, words
    code, out, err = run("ask", "-", lines="lenses\nbread\n")
    assert code == 0 and err.count("newest version that is whole") == 1
    _, out, _ = run("ask", "lenses", "--json")
    assert [caveat["code"] for caveat in the_json(out)["caveats"]] == [
        "older_generation",
        "corpus_changed",
    ]
    run("index")
    assert run("ask", "lenses")[2] == ""


def test_a_damaged_index_without_another_is_one_line(run: Run, tmp_path: Path) -> None:
    run("index")
    path = current(tmp_path / "index") / "sentences.faiss"
    path.write_bytes(path.read_bytes()[:-1] + b"\x07")
    code, out, err = run("ask", "lenses")
    assert (code, out, err.count("\n")) == (1, "", 1) and "sentences.faiss" in err


def test_whatever_is_shown_tells_that_the_corpus_has_changed_until_it_is_indexed(
    run: Run, corpus: Path
) -> None:
    run("index")
    assert run("ask", "lenses")[2] == ""
    text = corpus / "harbour-2021.md"
    before = text.read_text("utf-8")
    text.write_text(before.replace("forty", "fifty"), "utf-8")
    _, out, err = run("ask", "lenses")
    assert out and err.count("changed since they were indexed") == 1
    _, out, err = run("ask", "lenses", "--json")
    assert [one["code"] for one in the_json(out)["caveats"]] == ["corpus_changed"]
    assert err.count("changed since they were indexed") == 1
    assert run("support", "The group polished forty lenses.")[2].count("have changed") == 1
    passage = the_json(out)["hits"][0]["passage"]
    for words in (
        ("passage", passage),
        ("section", "harbour-2021", "3"),
        ("counterpart", "harbour-2021", "3", "--in", "fr"),
    ):
        assert run(*words)[2].count("changed since they were indexed") == 1
    text.write_text(before, "utf-8")
    assert run("ask", "lenses")[2] == ""
