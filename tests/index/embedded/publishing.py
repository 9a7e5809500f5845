"""Generations of one file, published in the folder of an index."""

from pathlib import Path

from cmp_search.index.embedded.folder import locked, name_of_next, names_in, publish


def publish_text(index: Path, text: str) -> Path:
    """Publish a generation with one file."""
    with locked(index) as work:
        (work / "file").write_text(text)
        (work / "manifest.json").write_text(f'"{text}"')
        return publish(index, work, name_of_next(index))


def texts_of(index: Path) -> list[str]:
    """What the generations in the folder contain, the oldest first."""
    return [(index / name / "file").read_text() for name in sorted(names_in(index))]
