"""Makes docs/errors.md from the code and the English messages: `make errors`.

What the package raises is found in its source: each call that makes an error of the tree, with the
codes that it can have and the names of its parameters.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from cmp_search import errors
from cmp_search.locales import messages_for
from tests.conftest import CHECKOUT

PACKAGE = CHECKOUT / "cmp_search"
PAGE = CHECKOUT / "docs" / "errors.md"
CLASSES = {name: kind for name, kind in vars(errors).items() if name.endswith("Error")}
HEAD = """# Errors

An error has a code, which stays the same over versions, and parameters that JSON can hold: text,
numbers, lists of text; `error` and `first` are another error, with a code and parameters of its
own. The message is made from both, in English, French or Spanish: `error.message("fr")`. `{name}`
in it is the place of the parameter of that name. An error that is about one file of the corpus has
a parameter `file`, too; its message begins with it.

From Python: `error.code`, `error.parameters`, and `str(error)`, the English message. With `--json`:
see [json.md](json.md#errors). `make errors` makes this page.

| code | class | message |
|---|---|---|
"""


class Made(NamedTuple):
    """Where an error is made: its class, a code that it can have, its parameters."""

    kind: str
    code: str
    parameters: frozenset[str]


def made() -> Iterator[Made]:
    """Every error that the package makes."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in calls(ast.parse(path.read_text("utf-8"))):
            names = frozenset(keyword.arg or "**" for keyword in call.keywords)
            for code in codes(call):
                yield Made(_name(call), code, names)


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls of classes of the tree."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in CLASSES:
            yield node


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def codes(call: ast.Call) -> Iterator[str]:
    """A code, or both of a choice; none if an existing error is re-created."""
    given = call.args[0]
    choices = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
    for choice in choices:
        if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
            yield choice.value


def page() -> str:
    """The text of docs/errors.md."""
    messages = messages_for("en")
    kinds = {one.code: one.kind for one in made()}
    rows = [
        f"| `{code}` | `{kind}` | {messages.messages[f'error.{code}']} |"
        for code, kind in sorted(kinds.items())
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
