import inspect
import re

import pytest

from cmp_search import errors
from cmp_search.errors import CmpSearchError

CLASSES = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind)}


def drawn_tree() -> dict[str, str]:
    """The parent of each class, as the module's docstring draws it."""
    parents: dict[str, str] = {}
    open_names: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.search(r"\b[A-Z]\w*Error\b", line)
        if not match or not re.fullmatch(r"[\s│├└─]*", line[: match.start()]):
            continue
        while open_names and open_names[-1][0] >= match.start():
            open_names.pop()
        parents[match[0]] = open_names[-1][1] if open_names else "Exception"
        open_names.append((match.start(), match[0]))
    return parents


def test_the_drawn_tree_is_the_tree() -> None:
    assert drawn_tree() == {name: kind.__bases__[0].__name__ for name, kind in CLASSES.items()}


@pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES)
def test_each_is_caught_by_the_base_and_says_what_it_is(kind: type[Exception]) -> None:
    assert issubclass(kind, CmpSearchError)
    assert kind.__doc__ and "\n" not in kind.__doc__
