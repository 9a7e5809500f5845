"""The store of shards: written once, checked when read."""

from pathlib import Path

from cmp_search.index.shards.store import ShardStore


def test_a_shard_is_kept_as_it_was_first_written(tmp_path: Path) -> None:
    store = ShardStore(tmp_path / "shards")
    assert store.read("ab.cut") is None
    store.write("ab.cut", b"rope")
    store.write("ab.cut", b"sail")
    assert store.read("ab.cut") == b"rope"
    assert [path.name for path in (tmp_path / "shards" / "ab").iterdir()] == ["ab.cut"]


def test_a_damaged_shard_is_removed_and_may_be_written_again(tmp_path: Path) -> None:
    store = ShardStore(tmp_path)
    store.write("ab.cut", b"rope")
    path = tmp_path / "ab" / "ab.cut"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert store.read("ab.cut") is None and not path.exists()
    store.write("ab.cut", b"sail")
    assert store.read("ab.cut") == b"sail"


def test_clearing_removes_all_shards(tmp_path: Path) -> None:
    store = ShardStore(tmp_path / "shards")
    store.clear()
    store.write("ab.cut", b"rope")
    store.clear()
    assert store.read("ab.cut") is None and not (tmp_path / "shards").exists()
