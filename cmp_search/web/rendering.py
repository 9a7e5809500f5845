"""HTML from the templates in `templates/`, and the only way to it.

1. A page makes a view of what it shows, as dataclasses; a macro of a template lays that out.
2. Whatever a template shows is escaped; what it names and the view lacks is an error.
3. Line ends beside a tag, with the blanks around them, are for who reads the template. They are
   dropped, so that nothing stands within a passage or a link but its own words.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).with_name("templates")
_LINE_END = re.compile(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>$:#~|!&])")


def render(template: str, macro: str, *values: object) -> str:
    """What a macro of a template makes of a view.

    Raises:
        jinja2.UndefinedError: the macro names something that the view does not have.
    """
    return str(getattr(_environment().get_template(template).module, macro)(*values))


def element(macro: str, *values: object) -> str:
    """One of the elements that pages share."""
    return render("elements.html", macro, *values)


def escape_markdown(text: str) -> str:
    """Text for what Streamlit shows as Markdown only: none of it is markup."""
    return _MARKDOWN.sub(r"\\\1", text)


@cache
def _environment() -> Environment:
    """Jinja, which is loaded when something is first rendered; each template is compiled once."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_source)
    )
    environment.tests["web_address"] = _is_web_address
    # Within a style, JSON's escapes of letters would not be read as such.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


def _source(template: str) -> str:
    """A template without its line ends (step 3)."""
    return _LINE_END.sub("", (FOLDER / template).read_text("utf-8"))


def _is_web_address(address: str) -> bool:
    """Whether a link may lead there; a catalogue can name any scheme."""
    return address.startswith(("https://", "http://"))
