import json
from pathlib import Path

import pytest

from cmp_search.corpus.fetch.record import Fetched, FetchRecord, Offer, Partial

TEXT = Fetched("https://fog.example/", "2025-01-01T00:00:00+00:00", 3, "ab", '"1"', "")
PARTIAL = Partial(Offer("https://fog.example/", ".html", "gzip", None, "", "", '"1"'), 5, "cd")


def test_what_is_kept_is_there_the_next_time(tmp_path: Path) -> None:
    record = FetchRecord(tmp_path)
    assert (record.fetched("fog"), record.partial("fog")) == (None, None)
    record.save_fetched("fog", TEXT)
    record.save_partial("fog", PARTIAL)
    again = FetchRecord(tmp_path)
    assert (again.fetched("fog"), again.partial("fog")) == (TEXT, PARTIAL)
    again.discard_partial("fog")
    assert (FetchRecord(tmp_path).fetched("fog"), FetchRecord(tmp_path).partial("fog")) == (
        TEXT,
        None,
    )


def test_the_file_says_what_was_fetched(tmp_path: Path) -> None:
    FetchRecord(tmp_path).save_fetched("fog", TEXT)
    found = json.loads((tmp_path / "fetched.json").read_text("utf-8"))["texts"]["fog"]
    assert found == {
        "address": "https://fog.example/",
        "date": "2025-01-01T00:00:00+00:00",
        "size": 3,
        "sha256": "ab",
        "etag": '"1"',
        "last_modified": "",
    }


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"\xff", b'{"texts": {"fog": {}}}', b'{"texts": 3}'],
)
def test_a_damaged_record_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "fetched.json").write_bytes(damage)
    assert FetchRecord(tmp_path).fetched("fog") is None


@pytest.mark.parametrize("value", ['"a"\r\nX: y', " a", "é"])
def test_what_cannot_be_sent_back_is_not_remembered(tmp_path: Path, value: str) -> None:
    FetchRecord(tmp_path).save_fetched("fog", TEXT)
    path = tmp_path / "fetched.json"
    contents = json.loads(path.read_text("utf-8"))
    contents["texts"]["fog"]["etag"] = value
    path.write_text(json.dumps(contents), "utf-8")
    assert FetchRecord(tmp_path).fetched("fog") is None
