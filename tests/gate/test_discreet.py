"""What a visitor is not told."""

import pytest

from cmp_search.errors import (
    BackupError,
    BusyError,
    CmpSearchError,
    CorpusError,
    GenerationError,
    NoIndexError,
    ReadError,
)
from cmp_search.gate.discreet import discreet, discreet_text
from cmp_search.locales import messages_for
from cmp_search.web.error_view import error_sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/home/anna/corpus/cmp 2019.pdf", "cmp 2019.pdf"),
        (r"C:\Users\Anna\corpus\cmp.pdf", "cmp.pdf"),
        ("/srv/index/", "index"),
        ("cannot open /home/anna/index/CURRENT: damaged", "cannot open CURRENT: damaged"),
        ("'/srv/a/b.toml', line 3", "'b.toml', line 3"),
        ("at ~/corpus/a.pdf", "at a.pdf"),
        (r"in D:\data\index.", "in index."),
        ("postgres://anna:secret@db.example/cmp", "postgres://db.example/cmp"),
        ("https://www.example.org/a/b.html", "https://www.example.org/a/b.html"),
        ("sentence-transformers/some-model", "sentence-transformers/some-model"),
        ("corpus/cmp.pdf", "corpus/cmp.pdf"),
        ("and/or 3/4, 28/11/2019", "and/or 3/4, 28/11/2019"),
    ],
)
def test_places_and_passwords_are_left_out(text: str, told: str) -> None:
    assert discreet_text(text) == told


def test_an_error_keeps_its_code_and_whoever_runs_the_server_reads_all() -> None:
    error = NoIndexError("no_index", folder="/home/anna/index")
    told = discreet(error)
    assert isinstance(told, NoIndexError) and told.code == error.code
    assert told.parameters == {"folder": "index"}
    assert error.parameters == {"folder": "/home/anna/index"}


def test_what_is_within_an_error_is_left_out_too() -> None:
    inner = ReadError("file_vanished", file="/home/anna/a.pdf", reason="/home/anna/b/c")
    told = discreet(CorpusError("corpus_unreadable", first=inner, names=["/home/anna/d.pdf"], n=3))
    assert told.parameters["first"] == {
        "code": "file_vanished",
        "parameters": {"file": "a.pdf", "reason": "c"},
    }
    assert told.parameters["names"] == ["d.pdf"] and told.parameters["n"] == 3


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_app_shows_no_place_on_the_server(language: str) -> None:
    error = GenerationError("index_broken", folder="/srv/cmp/index", reason="no /srv/cmp/index/x")
    assert "/srv" not in error_sentence(error, messages_for(language))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    "error",
    [
        BusyError("index_held", folder="/srv/i", who="anna", command="c", since="1", pid=7),
        BusyError("index_busy", folder="srv/anna"),
        CorpusError("corpus_busy", folder="/srv/anna", who="anna", since="1"),
        BackupError("restore_busy", folder="/srv/anna", who="anna", since="1"),
    ],
    ids=lambda error: error.code,
)
def test_who_is_changing_something_is_no_matter_of_a_visitor(
    error: CmpSearchError, language: str
) -> None:
    told = discreet(error)
    assert (told.code, told.parameters) == ("being_changed", {})
    assert "anna" not in error_sentence(error, messages_for(language))
