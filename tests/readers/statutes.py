"""A small statute in three languages, in every format: what all readers must make the same of.

It has what statutes have: a sentence on the title page, a table of contents with page numbers, a
foreword, chapters, articles that run in with their text or have a name, a note at the foot of a
page, and an annex with dotted numbers. No paragraph holds a digit, so that the only one is that of
the note.
"""

from dataclasses import dataclass

from cmp_search.readers.extract import Extract

from .looking import tree, words

Tree = list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Part:
    """A heading with the text below it; an article's text may stand on the line of its heading."""

    level: int
    heading: str
    text: str = ""
    runs_in: bool = False


@dataclass(frozen=True)
class Statute:
    """The words of one language; the last part of the first chapter has the note."""

    language: str
    title: str
    front: str
    contents: str
    parts: tuple[Part, ...]
    note: str

    @property
    def noted(self) -> Part:
        """The part whose text refers to the note."""
        second = [i for i, part in enumerate(self.parts) if part.level == 1][2]
        return self.parts[second - 1]

    @property
    def entries(self) -> list[tuple[str, int]]:
        """The entries of the table of contents, each with its page."""
        outer = [part.heading for part in self.parts if part.level == 1]
        return [(heading, page) for page, heading in enumerate(outer, 2)]

    @property
    def tree(self) -> Tree:
        """Each section's path and words, without the note."""
        found: Tree = [("", words(self.front))]
        path: list[str] = []
        for part in self.parts:
            path = [*path[: part.level - 1], bare(part.heading)]
            found.append((" › ".join(path), words(part.text)))
        return found

    @property
    def noted_path(self) -> str:
        """The path of the section that refers to the note."""
        (path,) = [path for path, _ in self.tree if path.endswith(bare(self.noted.heading))]
        return path


def bare(heading: str) -> str:
    """A heading without the marks that set it off from what follows."""
    return heading.rstrip(" .-–—")


def tree_without_note(extract: Extract, statute: Statute) -> Tree:
    """The tree that was read, without the words and marks of the note."""
    note = " ".join(words(statute.note))
    return [
        (path, " ".join(body).replace(note, "").split()) for path, body in _without_digits(extract)
    ]


def section_of_note(extract: Extract, statute: Statute) -> str:
    """The path of the section that has the words of the note."""
    note = " ".join(words(statute.note))
    (path,) = [path for path, body in _without_digits(extract) if note in " ".join(body)]
    return path


def _without_digits(extract: Extract) -> Tree:
    return [
        (
            " › ".join(map(bare, path.split(" › "))),
            [word for word in body if not word.isdigit()],
        )
        for path, body in tree(extract)
    ]
